import { avatar, count, range } from '../../web/format'
import type { Page } from '../../web/page'
import type { ListedAdult, ListedHousehold } from '../asking/directory'
import type { Definition } from '../definition'
import { pageHead, sameReport } from './papers'
import { greet } from './salutation'
import type { Statement } from './statement'

export const DIRECTORY_PATH = '/reports/directory'
/** A browser prints so many with their photos without losing one. */
export const PER_PART = 150

export interface DirectoryView {
  about: Omit<Statement, 'many' | 'unit' | 'withheld'>
  definition: Definition
  many: number
  people: number
  households: readonly ListedHousehold[]
  part: number
  photo: (avatarUrl: string | null) => string | null
}

export function directoryPage({ about, definition, many, people, households, part, photo }: DirectoryView): Page {
  const parts = Math.max(1, Math.ceil(many / PER_PART))
  const first = (part - 1) * PER_PART + 1
  const counted = `${count(people, 'adult', 'adults')} in ${count(many, 'household', 'households')}`
  const shown = parts > 1 ? `households ${range(first, first + households.length - 1, many)}` : ''
  const partAt = (other: number) => sameReport(DIRECTORY_PATH, definition, about.title, other === 1 ? {} : { part: String(other) })
  return {
    view: 'reports/directory',
    title: 'Directory',
    ...pageHead(about, definition),
    counted,
    paper: { counted: [counted, shown].filter(Boolean).join(', '), timeZone: about.timeZone },
    letters: byLetter(households, photo),
    parts: parts > 1 ? { text: `Part ${part} of ${parts}: ${shown}. Each part is printed by itself.`, previous: part > 1 ? partAt(part - 1) : null, next: part < parts ? partAt(part + 1) : null } : null,
    nobody: many === 0 ? { title: 'Nobody to show', text: 'Of the people on this report, nobody is in the church’s directory. People choose that themselves in Church Center.', action: null } : null,
  }
}

function byLetter(households: readonly ListedHousehold[], photo: DirectoryView['photo']) {
  const letters: { letter: string; households: ReturnType<typeof householdLines>[] }[] = []
  for (const household of households) {
    const letter = letterOf(household)
    const last = letters.at(-1)
    if (last?.letter === letter) last.households.push(householdLines(household, photo))
    else letters.push({ letter, households: [householdLines(household, photo)] })
  }
  return letters
}

/** Never the household's own name, which may be that of somebody who is not in the directory. */
function householdLines({ adults, children }: ListedHousehold, photo: DirectoryView['photo']) {
  const { firstNames, lastName } = greet(adults.map((adult) => ({ ...adult, isChild: false })))
  const addresses = [...new Set(adults.flatMap(({ address }) => address ?? []))]
  return {
    heading: lastName && lastName !== firstNames ? `${lastName}, ${firstNames}` : firstNames,
    adults: adults.map(({ name, avatarUrl, phone, email }) => ({ name, initials: avatar(name).initials, photo: photo(avatarUrl), phone, email })),
    children: children.length > 0 ? `Children: ${new Intl.ListFormat('en-US').format(children)}` : '',
    addresses,
  }
}

function letterOf({ adults: [first] }: { adults: readonly ListedAdult[] }): string {
  const [letter = '#'] = (first?.lastName || first?.name || '').normalize('NFD').replace(/[^\p{L}]/gu, '')
  return letter.toLocaleUpperCase('en-US')
}
