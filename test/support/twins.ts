import type { Church, Login } from '../../src/sandbox/world/world'
import { GRACE_CHAPEL, seatOf } from './connecting'
import { FIRST_CHURCH } from './mirroring'
import type { Foyer } from './start-app'

const SIGN = 'Zwilling'
/** What can only come from the twin. */
export const OF_TWIN = new RegExp(SIGN)

/** What people would read: everything else, numbers above all, is the same in both churches. */
const WORDS = ['firstName', 'lastName', 'givenName', 'middleName', 'nickname', 'membership', 'name', 'value', 'description', 'address', 'street', 'city']

/**
 * Grace Chapel becomes First Church's twin: other people under the same numbers, so that whatever forgets to ask which
 * church something is of takes the one for the other. Returns logins for those who sit in the same places.
 */
export function makeTwins({ sandbox: { world } }: Foyer): void {
  const [first, twin] = [must(world.churches.get(FIRST_CHURCH)), must(world.churches.get(GRACE_CHAPEL))]
  for (const table of tablesOf(first)) {
    const [from, to] = [first[table] as Map<string, object>, twin[table] as Map<string, object>]
    to.clear()
    for (const [id, record] of from) to.set(id, renamed(record))
  }
  twin.revision += 1
  world.logins.push(...world.logins.filter(({ seats }) => seats.length === 1).map(twinOf))
}

const tablesOf = (church: Church) => (Object.keys(church) as (keyof Church)[]).filter((key) => church[key] instanceof Map)

/** A list's rule is a function, which is nobody's to change. */
const copyOf = (value: unknown): unknown => (typeof value === 'function' ? value : structuredClone(value))

function renamed(record: object): object {
  const entries = Object.entries(record).map(([name, value]: [string, unknown]) => [name, WORDS.includes(name) && typeof value === 'string' ? mirrored(value) : copyOf(value)])
  return Object.fromEntries(entries) as object
}

/** Dates, numbers and answers such as "true" must stay what they are. */
const mirrored = (text: string) => (/^[\d-]*$|^(true|false)$/.test(text) ? text : SIGN + [...text.toLowerCase().replace(/[^a-z@.]/g, 'x')].reverse().join(''))

const twinOf = ({ id, name, email, seats }: Login): Login => ({ id: `twin-${id}`, name: mirrored(name), email: `twin.${email}`, seats: seats.map((seat) => ({ ...seat, churchId: GRACE_CHAPEL })) })

/** Names that only First Church's people bear, long enough to be no part of another word. */
export function namesOfFirst({ sandbox: { world } }: Foyer): string[] {
  const people = [...must(world.churches.get(FIRST_CHURCH)).people.values()]
  return [...new Set(people.map(({ lastName }) => lastName))].filter((name) => /^[A-Z][a-z]{5,}$/.test(name))
}

/** The number of somebody who has a login; their twin bears it, too. */
export const numberOf = (foyer: Foyer, login: string): string => seatOf(foyer, login).personId

function must<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('it should be there')
  return value
}
