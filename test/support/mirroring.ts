import { types } from 'node:util'
import { pino } from 'pino'
import { sql } from 'kysely'
import type { Visitor } from '../../src/auth/visitor'
import type { Database } from '../../src/database'
import { createMirror, createWhoMayRead, type Mirror, type Reader } from '../../src/mirror'
import { decide, type Decision } from '../../src/mirror/asking'
import { createPlanningCenter, type PlanningCenter } from '../../src/planning-center'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox'
import { createChurn, type Churn } from '../../src/sandbox/world/churn/churn'
import type { Church } from '../../src/sandbox/world/world'
import { defaultTimes, type Times } from '../../src/times'
import { REDIRECT, signIn } from '../sandbox/oauth-walk'
import { createClock, HOUR, type TestClock } from './clock'
import { startDatabase, type Engine, type TestDatabase } from './start-database'

export const FIRST_CHURCH = '463218'

/** A church, its copy, and the eyes of its administrator. */
export interface Mirroring {
  sandbox: Sandbox
  clock: TestClock
  database: TestDatabase
  planningCenter: PlanningCenter
  mirror: Mirror
  church: Church
  /** What goes on in the church. */
  churn: Churn
  /** The administrator says of the run that asked last what is to become of those it misses; false when it is not to be decided any more. */
  decide(decision: Decision): Promise<boolean>
  /** Epoch ms of which the copy is true; 0 before the first load. */
  asOf: () => Promise<number>
  /** The administrator's. */
  token(): Promise<string>
  /** Reads with the administrator's eyes. */
  ask: (path: string) => Promise<{ data: { id: string; attributes: Record<string, unknown> }[]; meta: { total_count: number } }>
  /** From now on whatever a run fails for puts the church off until then. */
  putOff(until: number): void
  /** The failure of each run that failed. */
  failures: unknown[]
  /** Another process of Foyer's at the same database, or at a world of its own. */
  another(world?: { database: Database; planningCenter?: PlanningCenter }): Mirror
  close(): Promise<void>
}

interface Options {
  engine?: Engine
  /** Instead of one of its own; it is left open. */
  database?: TestDatabase
  times?: Partial<Times>
  tabIds?: (church: Church) => string[]
  sandbox?: Partial<SandboxOptions>
}

export async function startMirroring({ engine = 'pglite', times = {}, tabIds = everyTab, ...options }: Options = {}): Promise<Mirroring> {
  const clock = createClock()
  const [database, sandbox] = await Promise.all([options.database ?? startDatabase(engine), startSandbox({ redirectUris: [REDIRECT], clock, requireFields: true, ...options.sandbox })])
  sandbox.setRateLimit({ limit: 1_000_000 })
  const church = sandbox.world.churches.get(FIRST_CHURCH) as Church
  const allTimes = { ...defaultTimes, retryPauseMin: 1, retryPauseMax: 5, syncPatience: 200, ...times }
  const planningCenter = createPlanningCenter({ url: sandbox.url, userAgent: 'Foyer (tests@example.org)', times: allTimes })
  let signedIn = { token: '', at: Number.NEGATIVE_INFINITY }
  /** Access tokens live two hours, and histories longer. */
  async function token(): Promise<string> {
    if (clock.now() - signedIn.at > HOUR) signedIn = { token: (await signIn(sandbox, { login: 'administrator' })).access_token, at: clock.now() }
    return signedIn.token
  }
  const failures: unknown[] = []
  let waitsUntil: number | undefined
  const mirrors: Mirror[] = []

  function another(world: { database: Database; planningCenter?: PlanningCenter } = { database }): Mirror {
    const mirror = createMirror({
      planningCenter,
      ...world,
      lendFor: () =>
        Promise.resolve({
          access: { tokens: { current: token, renew: (rejected) => Promise.resolve(rejected) }, allowance: unlimited },
          tabIds: tabIds(church),
          timeZone: church.timeZone,
        }),
      heard: (_church, failure) => Promise.resolve(failure && failures.push(failure) ? waitsUntil : undefined),
      config: { times: allTimes },
      clock,
      log: pino({ level: 'silent' }),
    })
    mirrors.push(mirror)
    return mirror
  }

  async function administrator(): Promise<Reader> {
    const client = planningCenter.as({ tokens: { current: token, renew: token }, allowance: unlimited, deadline: Number.POSITIVE_INFINITY })
    const visitor = { organizationId: FIRST_CHURCH, personId: 'administrator', planningCenter: client } as Visitor
    return createWhoMayRead({ config: { times: allTimes }, tickedTabs: () => Promise.resolve([]), clock }).readerOf(visitor)
  }

  return {
    sandbox,
    clock,
    database,
    planningCenter,
    mirror: another(),
    church,
    churn: createChurn(sandbox.world, FIRST_CHURCH),
    async decide(decision) {
      const db = await database.open()
      const { id } = await db.selectFrom('sync.run').select('id').where('outcome', '=', 'held').orderBy('id', 'desc').executeTakeFirstOrThrow()
      return decide(db, await administrator(), { runId: String(id), decision, at: clock.now() })
    },
    async asOf() {
      const { as_of } = await (await database.open()).selectFrom('sync.mirror').select('as_of').executeTakeFirstOrThrow()
      return as_of?.getTime() ?? 0
    },
    token,
    async ask(path) {
      const answer = await fetch(sandbox.url + path, { headers: { authorization: `Bearer ${await token()}`, 'user-agent': 'Foyer (tests@example.org)' } })
      return (await answer.json()) as Awaited<ReturnType<Mirroring['ask']>>
    },
    putOff: (until) => void (waitsUntil = until),
    failures,
    another,
    async close() {
      await Promise.all(mirrors.map((mirror) => mirror.close()))
      await Promise.all([options.database ? null : database.close(), sandbox.close()])
    },
  }
}

const everyTab = (church: Church) => [...church.tabs.keys()]
const unlimited = { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined }

/** What of a church should be in its copy, by the ids of Planning Center. */
export function truthOf(church: Church): Record<string, unknown[]> {
  const moment = (ms: number) => new Date(ms).toISOString()
  const sorted = <Value>(values: Iterable<Value>, key: (value: Value) => string) => [...values].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  const byId = <Value extends { id: string }>(values: Iterable<Value>) => sorted(values, ({ id }) => id)
  const fields = byId(church.fieldDefinitions.values()).filter(({ deletedAt }) => deletedAt === null)
  return {
    people: byId(church.people.values()).map((one) => [one.id, one.firstName, one.lastName, one.status, one.birthdate, one.child, one.membership, one.primaryCampusId, one.maritalStatusId, moment(one.updatedAt)]),
    emails: byId(church.emails.values()).map(({ id, personId, address, primary, blocked }) => [id, personId, address, primary, blocked]),
    phoneNumbers: byId(church.phoneNumbers.values()).map(({ id, personId, primary }) => [id, personId, primary]),
    addresses: byId(church.addresses.values()).map(({ id, personId, street, city, zip }) => [id, personId, street, city, zip]),
    households: byId(church.households.values()).map(({ id, name, primaryContactId }) => [id, name, primaryContactId]),
    memberships: sorted([...church.householdMemberships.values()].map(({ householdId, personId }) => `${householdId}:${personId}`), (id) => id),
    campuses: byId(church.campuses.values()).map(({ id, name }) => [id, name]),
    fieldData: byId(church.fieldData.values()).filter(({ fieldDefinitionId }) => fields.some(({ id }) => id === fieldDefinitionId)).map(({ id, personId, fieldDefinitionId, value }) => [id, personId, fieldDefinitionId, value]),
  }
}

/** The lists the administrator is shown, each with who is on it, as Planning Center tells them. */
export async function listsSeen({ ask }: Mirroring): Promise<unknown[]> {
  const { data: lists } = await ask('/people/v2/lists?per_page=100')
  const found = lists.map(async ({ id, attributes }) => {
    const { data: people } = await ask(`/people/v2/lists/${id}/people?per_page=100&fields[Person]=name`)
    return [id, attributes['name'], people.map((person) => person.id).sort()]
  })
  return (await Promise.all(found)).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
}

/** The same of the copy. */
export async function listsCopied(database: TestDatabase): Promise<unknown[]> {
  const db = await database.open()
  const lists = await db.selectFrom('mirror.list').select(['id', 'name']).where('organization_id', '=', FIRST_CHURCH).orderBy('id').execute()
  const people = await db.selectFrom('mirror.list_person').select(['list_id', 'person_id']).where('organization_id', '=', FIRST_CHURCH).orderBy('person_id').execute()
  return lists.map(({ id, name }) => [id, name, people.flatMap((one) => (one.list_id === id ? [one.person_id] : [])).sort()])
}

export async function copyOf(database: TestDatabase, organizationId = FIRST_CHURCH): Promise<Record<string, unknown[]>> {
  const db = await database.open()
  const rows = async (query: string) => (await sql.raw<Record<string, unknown>>(query.replace('$church', `'${organizationId}'`)).execute(db)).rows.map((row) => Object.values(row).map((value) => (types.isDate(value) ? value.toISOString() : value)))
  return {
    people: await rows('select id, first_name, last_name, status, birthdate, child, membership, primary_campus_id, marital_status_id, updated_at from mirror.person where organization_id = $church order by id'),
    emails: await rows('select id, person_id, address, is_primary, blocked from mirror.email where organization_id = $church order by id'),
    phoneNumbers: await rows('select id, person_id, is_primary from mirror.phone_number where organization_id = $church order by id'),
    addresses: await rows('select id, person_id, street_line_1, city, zip from mirror.address where organization_id = $church order by id'),
    households: await rows('select id, name, primary_contact_id from mirror.household where organization_id = $church order by id'),
    memberships: (await rows('select id from mirror.household_person where organization_id = $church order by id')).flat(),
    campuses: await rows('select id, name from mirror.campus where organization_id = $church order by id'),
    fieldData: await rows('select id, person_id, field_definition_id, value from mirror.field_datum where organization_id = $church order by id'),
  }
}

