/** One of a household, as far as a letter needs to know them. */
export interface Addressed {
  id: string
  /** As everybody says it. */
  name: string
  firstName: string | null
  /** What they go by; letters begin with it, envelopes do not. */
  nickname?: string | null
  lastName: string | null
  /** As Planning Center says it, whatever the age. */
  isChild: boolean
}

export interface Greeting {
  /** For the envelope. */
  addressee: string
  /** How the letter begins, without the comma or colon, which are the church's. */
  salutation: string
  firstNames: string
  lastName: string
}

/**
 * How a household is written to: its adults by their names, in the order given, those of one last name together. No titles: nobody's
 * gender or marriage is guessed, and brothers, sisters and flatmates are written to like any two people.
 */
export function greet(people: readonly Addressed[]): Greeting {
  const everybody = [...new Map(people.map((person) => [person.id, person])).values()]
  const adults = everybody.filter(({ isChild }) => !isChild)
  const children = everybody.filter(({ isChild }) => isChild)
  if (adults.length === 0) {
    return { addressee: `To the parents of ${namesTogether(children)}`, salutation: `Dear parents of ${list(children.map(goesBy))}`, firstNames: list(children.map(callName)), lastName: lastNames(children) }
  }
  return {
    addressee: children.length > 0 ? `${namesTogether(adults)} and family` : namesTogether(adults),
    salutation: `Dear ${list(adults.map(goesBy))}`,
    firstNames: list(adults.map(callName)),
    lastName: lastNames(adults),
  }
}

/** "Tom and Ruth Abernathy", "Tom Lee and Ruth Abernathy", "Ann, Ben, and Cara Lee" */
function namesTogether(people: readonly Addressed[]): string {
  const groups: Addressed[][] = []
  for (const person of people) {
    const same = groups.find(([one]) => one && isWhole(one) && isWhole(person) && sameName(one.lastName, person.lastName))
    if (same) same.push(person)
    else groups.push([person])
  }
  return list(groups.map((group) => (group.length > 1 ? `${list(group.map(callName))} ${tidy(group[0]?.lastName ?? null)}` : (group[0] ? fullName(group[0]) : ''))))
}

const isWhole = ({ firstName, lastName }: Addressed) => tidy(firstName) !== '' && tidy(lastName) !== ''
const sameName = (one: string | null, other: string | null) => tidy(one).localeCompare(tidy(other), 'en', { sensitivity: 'accent' }) === 0
const callName = ({ firstName, lastName, name }: Addressed) => tidy(firstName) || tidy(name) || tidy(lastName)
const goesBy = (person: Addressed) => tidy(person.nickname ?? null) || callName(person)
const fullName = (person: Addressed) => (isWhole(person) ? `${tidy(person.firstName)} ${tidy(person.lastName)}` : tidy(person.name) || callName(person))
const lastNames = (people: readonly Addressed[]) => list(people.map(({ lastName }) => tidy(lastName)).filter((name, index, all) => name !== '' && all.findIndex((other) => sameName(other, name)) === index))
const tidy = (text: string | null) => (text ?? '').trim().replace(/\s+/g, ' ')

/** Joined as the names' own script joins them: between Arabic names an English "and" would stand in nobody's language. */
function list(names: readonly string[]): string {
  const script = SCRIPTS.find(({ only }) => names.every((name) => only.test(name)))
  return new Intl.ListFormat(script?.locale ?? 'en-US', { type: 'conjunction' }).format(names)
}

const SCRIPTS = [
  { only: /^[\p{Script=Hebrew}\P{L}]*\p{Script=Hebrew}[\p{Script=Hebrew}\P{L}]*$/u, locale: 'he' },
  { only: /^[\p{Script=Arabic}\P{L}]*\p{Script=Arabic}[\p{Script=Arabic}\P{L}]*$/u, locale: 'ar' },
]
