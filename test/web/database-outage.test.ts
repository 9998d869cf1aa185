import { sql } from 'kysely'
import { pino } from 'pino'
import { createTrail } from '../../src/audit/trail'
import type { Mirror } from '../../src/mirror'
import { defaultTimes } from '../../src/times'
import { MINUTE } from '../support/clock'
import { connect, signedIn, untilCopied } from '../support/connecting'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH, startMirroring } from '../support/mirroring'
import { readPage } from '../support/page'
import { startPrivatePostgres, type PrivatePostgres } from '../support/private-postgres'
import { startProxy } from '../support/proxy'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { databaseOn } from '../support/start-database'
import { until } from '../support/until'

/** However busy the machine, sooner than anybody stops waiting for a page. */
const FIRST_BYTE_MS = 10_000
const COMES_BACK_MS = 20_000

describe('while the database is away', () => {
  let server: PrivatePostgres
  let foyer: Foyer
  let administrator: Browser
  beforeAll(async () => {
    server = await startPrivatePostgres({ lasting: true })
    foyer = await startFoyer({ database: databaseOn(server), times: { auditRetry: 50, connectionLook: 50, syncLook: 50 } })
    foyer.sandbox.setRateLimit({ limit: 100_000 })
    administrator = await signedIn(foyer, 'administrator')
    await connect(foyer, administrator)
    foyer.app.start()
    await untilCopied(foyer)
    await server.halt()
  }, 60_000)
  afterAll(() => foyer?.close())

  const readyz = async () => (await foyer.browser().agent.get('/readyz').expect(200)).body as unknown

  it('people sign in, find people and sign out as ever', async () => {
    const browser = foyer.browser()
    const { status, headers } = await browser.signIn('secretary')
    expect([status, headers['location']]).toEqual([303, '/people'])
    expect(readPage((await browser.visit('/').expect(200)).text).text).toContain('What Foyer keeps cannot be reached just now.')
    for (const path of ['/', '/people', '/people?q=abernathy', '/lists', '/account', '/privacy']) await browser.visit(path).redirects(1).expect(200)
    await browser.submit('/logout', { _csrf: await browser.csrf() }).expect(303)
  })

  it.each(['/connection', '/connection/kept', '/connection/exports', '/connection/summary', '/connection/disconnect', '/connection/sync', '/connection/sync/progress', '/audit', '/audit.csv', '/reports', '/reports/birthdays', '/reports/duplicates'])(
    '%s says so in a sentence of its own, in time, and signs nobody out',
    async (path) => {
      const asked = performance.now()
      const answer = await administrator.visit(path).expect(503)
      expect(performance.now() - asked).toBeLessThan(FIRST_BYTE_MS)
      expect(readPage(answer.text).text).toMatch(/One moment, please .*cannot reach the place where it keeps its copy, and what your church chose\. You are still signed in\./)
      expect([answer.headers['retry-after'], answer.headers['set-cookie']]).toEqual(['5', undefined])
      await administrator.visit('/account').expect(200)
    },
  )

  it('changes nothing that could not be kept, and says so', async () => {
    const { text } = await administrator.submit('/connection/disconnect', { _csrf: await administrator.csrf(), church: 'First Church', copy: 'delete' }).expect(503)
    expect(readPage(text).heading).toBe('One moment, please')
  })

  it('tells whoever watches over it, and stays ready for what needs no database', async () => {
    expect(await readyz()).toEqual({ ready: true, redis: 'ok', database: 'unavailable' })
    await foyer.browser().agent.get('/livez').expect(200)
  })

  it('keeps in the log who comes and goes, and the last two thousand of it for later', async () => {
    expect(foyer.logged()).toMatch(/"audit":"signed-in"[^\n]*signed in/)
    const lines: string[] = []
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
    const trail = createTrail({ database: databaseOn(server), times: { ...defaultTimes, auditRetry: 50 }, clock: foyer.clock, log })
    const entry = { at: foyer.clock.now(), organizationId: '7', event: 'access-refused', why: null, personId: '1', by: null, network: null, reference: null }
    for (let n = 0; n < 2100; n++) trail.add({ ...entry, key: `waiting ${n}` })

    await server.start()
    const kept = async () => (await foyer.database?.open())?.selectFrom('foyer.audit').select('key').where('organization_id', '=', '7').execute()
    await until(async () => (await kept().catch(() => []))?.length === 2000, COMES_BACK_MS)
    await until(() => lines.some((line) => line.includes('"dropped":100')))
    await trail.close()
  }, 60_000)

  it('comes back by itself: every page, what happened meanwhile, and the church’s copy', async () => {
    await until(async () => (await administrator.visit('/connection')).status === 200, COMES_BACK_MS)
    expect(await readyz()).toEqual({ ready: true, redis: 'ok', database: 'ok' })
    const { text } = readPage((await administrator.visit('/connection').expect(200)).text)
    expect(text).toMatch(/Working .*Foyer keeps \d+ people/)
    const events = async () => readPage((await administrator.visit('/audit').expect(200)).text).text
    await until(async () => /Ruth Abernathy A sign-in ended: signed out/.test(await events()), COMES_BACK_MS)
    expect(await events()).toContain('Ruth Abernathy Signed in')

    const back = foyer.clock.now()
    foyer.clock.advance(16 * MINUTE) // a run that was broken off is ended first
    await until(async () => (await runs()).every(({ outcome }) => outcome === 'done'), COMES_BACK_MS)
    foyer.clock.advance(16 * MINUTE)
    await until(async () => (await runs()).some(({ outcome, started_at }) => outcome === 'done' && started_at.getTime() > back), COMES_BACK_MS)
  }, 60_000)

  const runs = async () => (await (await foyer.database?.open())?.selectFrom('sync.run').select(['started_at', 'outcome']).execute()) ?? []
})

describe('a first copy whose database goes away in the middle', () => {
  let server: PrivatePostgres
  let foyer: Foyer
  let mirror: Mirror
  beforeAll(async () => {
    server = await startPrivatePostgres({ lasting: true })
    foyer = await startFoyer({ database: databaseOn(server) })
    mirror = await startCopying(foyer)
  }, 60_000)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
  })

  it('goes on where it stood, as the same run', async () => {
    const [people, households] = ['/people/v2/people', '/people/v2/households']
    let [reach, release] = [() => {}, () => {}]
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const asked: string[] = []
    const act = foyer.sandbox.beforeAnswer(async ({ path }) => {
      asked.push(path)
      if (path !== households || asked.filter((one) => one === households).length < 2) return
      reach()
      await released
    })
    mirror.start()
    await reached
    await until(async () => (await progressOf('people 0')) === true)
    await server.halt()
    act.remove()
    release()
    const before = asked.filter((path) => path === people).length
    await server.start()

    foyer.clock.advance(61_000) // what it held the church by has run out
    await untilCopied(foyer)
    const db = await foyer.database?.open()
    expect(await db?.selectFrom('sync.run').select(['kind', 'outcome']).orderBy('id').limit(1).execute()).toEqual([{ kind: 'first', outcome: 'done' }])
    expect(await db?.selectFrom('sync.run').select('id').where('kind', '=', 'first').execute()).toHaveLength(1)
    expect(await peopleCopied()).toBe(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.people.size)
    expect(before).toBeGreaterThan(1)
  }, 60_000)

  async function progressOf(part: string): Promise<boolean | undefined> {
    const run = await (await foyer.database?.open())?.selectFrom('sync.run').select('checkpoint').executeTakeFirst()
    return (run?.checkpoint as { parts: Record<string, { done: boolean }> } | undefined)?.parts[part]?.done
  }

  const peopleCopied = async () => (await (await foyer.database?.open())?.selectFrom('mirror.person').select('id').execute())?.length
})

describe('a first copy whose connection to the database is ended', () => {
  it('is not taken for whole, and ends as it should', async () => {
    const mirroring = await startMirroring({ engine: 'postgres' })
    const { database, mirror, church } = mirroring
    try {
      const db = await database.open()
      await mirror.add(FIRST_CHURCH)
      const { broken } = await db.transaction().execute(async (step) => {
        await sql`lock table sync.staged in exclusive mode`.execute(step)
        const broken = mirror.runNow(FIRST_CHURCH).then(String, String)
        const waiting = () => sql<{ pid: number }>`select pid from pg_locks where not granted`.execute(step)
        await until(async () => (await waiting()).rows.length > 0, COMES_BACK_MS)
        await sql`select pg_terminate_backend(pid) from pg_locks where not granted`.execute(step)
        return { broken }
      })
      expect(await broken).not.toBe('done')
      expect(await mirroring.asOf()).toBe(0)
      expect(await mirror.runNow(FIRST_CHURCH)).toBe('done')
      expect(await db.selectFrom('mirror.person').select('id').execute()).toHaveLength(church.people.size)
    } finally {
      await mirroring.close()
    }
  }, 60_000)
})

describe('a database that says nothing any more', () => {
  it('is left for a new connection, so that the next question is answered', async () => {
    const server = await startPrivatePostgres()
    const proxy = await startProxy(`unix:${new URL(server.url).searchParams.get('host')}/.s.PGSQL.5432`)
    const database = databaseOn({ ...server, url: proxy.url.replace(/^\w+:\/\//, 'postgres://foyer@') + '/postgres' }, { databaseStatement: 200 })
    try {
      const db = await database.open()
      const connection = async () => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid
      const first = await connection()
      expect(await connection()).toBe(first)
      proxy.blackHole()
      await expect(connection()).rejects.toThrow('Query read timeout')
      expect(await database.answers()).toBe(false)
      proxy.pass()
      await until(() => database.answers())
      expect(await connection()).not.toBe(first)
    } finally {
      await database.close()
      await proxy.close()
    }
  }, 60_000)
})
