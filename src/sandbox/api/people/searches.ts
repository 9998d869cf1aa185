import { perRevision } from '../../world/remembered'
import { emailsOf, everybody, phoneNumbersOf } from '../../world/shelves'
import type { Church, PersonRecord } from '../../world/world'
import type { Asker } from '../graph/asker'
import { fold } from '../graph/folding'
import type { Search } from '../graph/resource'
import { fullName } from './names'
import { phoneForms } from './phone'

interface Names {
  readonly whole: readonly string[]
  readonly words: readonly string[]
}

type Test = (person: PersonRecord) => boolean

/** The five search keys of `/people`, as measured. */
export const personSearches: Readonly<Record<string, Search<PersonRecord>>> = {
  search_name: search(byName),
  search_name_or_email: search(byNameOrEmail),
  search_phone_number: search(byPhone),
  search_phone_number_e164: search(byE164),
  search_name_or_email_or_phone_number: search(byAnything),
}

function search(test: (term: string, church: Church) => Test): Search<PersonRecord> {
  return { matching: (term: string, { church }: Asker) => ({ keeps: test(term.trim(), church) }) }
}

/** Every word must begin a word of some name; middle names don't count. */
function byName(term: string, church: Church): Test {
  const wanted = fold(term).split(/\s+/)
  const names = everybodysNames(church)
  return ({ id }) => wanted.every(word => names.get(id)?.words.some(each => each.startsWith(word)))
}

function byNameOrEmail(term: string, church: Church): Test {
  const name = byName(term, church)
  const part = fold(term)
  const isOneWord = !/\s/.test(part)
  const names = everybodysNames(church)
  return person => name(person)
    || (isOneWord && names.get(person.id)?.whole.some(each => each.includes(part)) === true)
    || emailsOf(church, person.id).some(({ address }) => address.toLowerCase().includes(part))
}

function byPhone(term: string, church: Church): Test {
  const digits = term.replace(/\D/g, '')
  return ({ id }) => digits !== '' && phoneNumbersOf(church, id).some(phone => `1${phone.digits}`.endsWith(digits))
}

function byE164(term: string, church: Church): Test {
  return ({ id }) => phoneNumbersOf(church, id).some(phone => phoneForms(phone).e164 === term)
}

function byAnything(term: string, church: Church): Test {
  const [nameOrEmail, phone] = [byNameOrEmail(term, church), byPhone(term, church)]
  return person => nameOrEmail(person) || phone(person)
}

const everybodysNames = perRevision(
  church => new Map(everybody(church).map(person => [person.id, foldedNames(person)])),
  (names, changes, church) => {
    for (const { table, record } of changes) {
      const person = table === 'people' ? church.people.get(record.id) : undefined
      if (person) names.set(person.id, foldedNames(person))
    }
    return names
  },
)

function foldedNames(person: PersonRecord): Names {
  const { firstName, lastName, nickname, givenName } = person
  const firstLast = fold(`${firstName} ${lastName}`)
  // Most people have no other names: they are not worth a slower way.
  if (nickname === null && givenName === null) return { whole: [firstLast], words: firstLast.split(' ') }
  const whole = [firstLast, ...[fullName(person), nickname, givenName].flatMap(name => (name === null ? [] : fold(name)))]
  return { whole, words: whole.flatMap(name => name.split(/\s+/)) }
}
