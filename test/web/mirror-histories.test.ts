import fc from 'fast-check'
import { sql } from 'kysely'
import { MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, listsCopied, listsSeen, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { churn, type Change } from '../support/churning'
import { beginLife } from '../support/dying'
import { emptyDatabase, engines, startDatabase, type Engine, type TestDatabase } from '../support/start-database'
import type { Decision } from '../../src/mirror/asking'

/** One thing that happens to a church, to Planning Center or to Foyer. */
type Event =
  | { change: Change }
  | { change: Change; afterAnswers: number }
  | { passes: number }
  | { run: 'incremental' | 'reconcile' }
  | { run: 'incremental' | 'reconcile'; killedAfter: number; gently: boolean }
  | { decide: Decision }
  | { readAnew: true }
  | { fault: 500 | 'html' | 'malformed' | 'empty'; times: number }
  | { lag: number }

const nat = fc.nat({ max: 1000 })
const change: fc.Arbitrary<Change> = fc.record({
  verb: fc.constantFrom(
    'addPerson', 'editPerson', 'editSilently', 'addEmail', 'editEmail', 'removeEmail', 'demoteEmail', 'addPhone', 'removePhone', 'addAddress', 'removeAddress',
    'moveHousehold', 'newHousehold', 'renameHousehold', 'dissolveHousehold', 'merge', 'delete', 'deactivate', 'reactivate', 'setField', 'removeField',
    'renameCampus', 'addToList', 'removeFromList', 'deleteList', 'shareList', 'unshareList', 'renameTab', 'moveField', 'deleteField', 'leaveTogether',
  ),
  a: nat,
  b: nat,
})
const run = fc.constantFrom('incremental' as const, 'reconcile' as const)
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ change }) },
  { weight: 2, arbitrary: fc.record({ change, afterAnswers: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ passes: fc.integer({ min: 1, max: 90 * 60 }) }) },
  { weight: 2, arbitrary: fc.record({ run }) },
  { weight: 2, arbitrary: fc.record({ run, killedAfter: fc.integer({ min: 1, max: 14 }), gently: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ decide: fc.constantFrom('really-left' as const, 'look-again' as const) }) },
  { weight: 1, arbitrary: fc.record({ readAnew: fc.constant(true as const) }) },
  { weight: 1, arbitrary: fc.record({ fault: fc.constantFrom(500 as const, 'html' as const, 'malformed' as const, 'empty' as const), times: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ lag: fc.constantFrom(0, 2000, 60_000) }) },
)

const asked = process.env['HISTORIES'] ?? (process.env['SOAK'] && '1000')
/** Most of them on the engine that is quicker to empty. */
const HISTORIES: Record<Engine, number> = asked ? { pglite: Number(asked), postgres: Number(asked) } : { pglite: 20, postgres: 8 }
const played = engines.filter((engine) => [undefined, engine].includes(process.env['HISTORIES_ON'] as Engine | undefined))

describe.each(played)('a copy of a church on %s', (engine) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startDatabase(engine)
  }, MINUTE)
  afterAll(() => database?.close())

  it(`is what the church is, after a check of everybody, whatever happened before (${HISTORIES[engine]} histories)`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 25 }), async (events) => {
        await emptyDatabase(database)
        const at = await startMirroring({ database })
        try {
          await at.mirror.add(FIRST_CHURCH)
          const stillToCome: { remove(): void }[] = []
          for (const one of events) await happen(at, one, stillToCome)
          for (const interlude of stillToCome) interlude.remove()
          await settle(at)
          expect({ ...(await copyOf(database)), lists: await listsCopied(database) }).toEqual({ ...truthOf(at.church), lists: await listsSeen(at) })
          expect(await listChangesUntrue(database)).toEqual([])
        } finally {
          await at.close()
        }
      }),
      { numRuns: HISTORIES[engine], endOnFailure: false, interruptAfterTimeLimit: 60 * MINUTE },
    )
  }, 60 * MINUTE)
})

async function happen(at: Mirroring, one: Event, stillToCome: { remove(): void }[]): Promise<void> {
  if ('run' in one) return runAndPerhapsKill(at, one)
  if ('decide' in one) return void (await at.decide(one.decide).catch(() => false)) // when nothing is asked
  if ('readAnew' in one) return at.mirror.readAnew(FIRST_CHURCH)
  if ('passes' in one) return at.clock.advance(one.passes * 1000)
  if ('lag' in one) return at.sandbox.setReplicaLag(one.lag)
  if ('fault' in one) {
    const kinds = {
      500: { answer: { status: 500, type: 'json', body: {} } },
      html: { answer: { status: 502, type: 'html' } },
      malformed: { malformed: true },
      empty: { empty: true },
    } as const
    at.sandbox.addFault({ on: 'api', times: one.times, ...kinds[one.fault] })
    return
  }
  if (!('afterAnswers' in one)) return churn(at, one.change)
  let answers = 0
  const interlude = at.sandbox.beforeAnswer(() => {
    if (++answers !== one.afterAnswers) return
    interlude.remove()
    churn(at, one.change)
  })
  stillToCome.push(interlude)
}

/** A run that is killed, fails or asks first changes nothing that is true. */
async function runAndPerhapsKill(at: Mirroring, { run: kind, ...how }: Extract<Event, { run: string }>): Promise<void> {
  const before = await copyOf(at.database)
  const ended = 'killedAfter' in how ? await runUntilKilled(at, kind, how) : await at.mirror.runNow(FIRST_CHURCH, kind)
  if (ended !== 'done') expect(await copyOf(at.database)).toEqual(before)
}

/** Gently, it gives the church back; otherwise it is held until its time is over. */
async function runUntilKilled(at: Mirroring, kind: 'incremental' | 'reconcile', { killedAfter, gently }: { killedAfter: number; gently: boolean }): Promise<string | null> {
  const life = beginLife(at)
  const doomed = at.another(life)
  let answers = 0
  const interlude = at.sandbox.beforeAnswer(() => {
    if (++answers !== killedAfter) return
    if (gently) void doomed.close()
    else life.end()
  })
  const ended = await doomed.runNow(FIRST_CHURCH, kind).catch(() => null)
  interlude.remove()
  return ended
}

/** The last word: nothing changes any more, Planning Center is well, and everybody is looked at once more. */
async function settle(at: Mirroring): Promise<void> {
  at.sandbox.clearFaults()
  at.sandbox.setReplicaLag(0)
  at.clock.advance(2 * MINUTE)
  for (let tries = 0; tries < 6; tries++) {
    const startedAt = at.clock.now()
    const ended = await at.mirror.runNow(FIRST_CHURCH, 'reconcile')
    if (ended === 'held') await at.decide('really-left')
    // What somebody else's kill left unfinished was begun before the last change.
    else if (ended === 'done' && (await at.asOf()) >= startedAt) return
    at.clock.advance(2 * MINUTE)
  }
  throw new Error(`no check of everybody went through: ${String(at.failures.at(-1))}`)
}

/** Whoever came onto a list last is on it, whoever left it last is not, and nobody came or left twice in a row. */
async function listChangesUntrue(database: TestDatabase): Promise<unknown[]> {
  const { rows } = await sql`select * from (
      select c.*, lead(c.entered) over each_one as then_entered, exists (select 1 from mirror.list_person lp where lp.list_id = c.list_id and lp.person_id = c.person_id) as is_on
      from mirror.list_change c window each_one as (partition by c.list_id, c.person_id order by c.at)) as told
    where entered = coalesce(then_entered, not is_on)`.execute(await database.open())
  return rows
}
