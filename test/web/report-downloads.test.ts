import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { sql } from 'kysely'
import { copyOnce, createDesk } from '../support/exporting'
import { FIRST_CHURCH } from '../support/mirroring'
import { seatOf } from '../support/connecting'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

/** Enough that a file is longer than what lies between two programs on its way. */
const MANY = 40_000
const PATH = '/reports/files/people.csv?column=name&column=email&column=phone&column=membership&column=created&status=all'

describe('a file that is long on its way', () => {
  let foyer: Foyer
  let as: (login: string) => Promise<Browser>

  beforeAll(async () => {
    foyer = await startFoyer({ database: 'postgres', times: { fileLook: 1000 } })
    as = createDesk(foyer)
    await copyOnce(foyer)
    const db = await foyer.database?.open()
    if (!db) throw new Error('no database')
    await sql`insert into mirror.person (organization_id, id, name, sort_name, status, child, record, seen_at, created_at, membership)
      select ${FIRST_CHURCH}, (700000000 + i)::text, 'Person ' || i || repeat(' of a long name', 20), lpad(i::text, 8, '0'), 'active', false, '{}', now(), now(), 'Member' from generate_series(1, ${sql.lit(MANY)}) as i`.execute(db)
  }, 90_000)
  afterAll(() => foyer?.close())

  /** A browser that stops taking after the first piece, as one on a slow line. */
  async function begin(login: string): Promise<{ answer: IncomingMessage; rest: () => Promise<{ text: string; isWhole: boolean }> }> {
    const browser = await as(login)
    const cookies = (browser.agent as unknown as { jar: { getCookies(at: object): { toValueString(): string }[] } }).jar.getCookies({ domain: 'localhost', path: '/', secure: false, script: false })
    const request = get(foyer.url + PATH, { headers: { cookie: [...cookies].map((one) => one.toValueString()).join('; ') } })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (part: string) => (text += part))
    await once(answer, 'data')
    answer.pause()
    return {
      answer,
      rest: async () => {
        const ended = new Promise<boolean>((resolve) => {
          answer.on('end', () => resolve(true))
          answer.on('aborted', () => resolve(false))
          answer.on('error', () => resolve(false))
        })
        answer.resume()
        return { isWhole: (await ended) && answer.complete, text }
      },
    }
  }
  const brokenOff = () => foyer.logged().split('\n').filter((line) => line.includes('a file was broken off'))

  it('comes whole to whoever takes it, and says so at its end', async () => {
    const { rest } = await begin('administrator')
    const { isWhole, text } = await rest()
    expect(isWhole).toBe(true)
    expect(text.trimEnd()).toMatch(/"End: [\d,]+ people"$/)
  }, 60_000)

  it.each([
    ['the copy is brought up to date meanwhile', 'the copy was brought up to date meanwhile', async () => void (await sql`update sync.mirror set as_of = now() + interval '1 hour' where organization_id = ${FIRST_CHURCH}`.execute((await foyer.database?.open()) as never))],
    ['whoever takes it loses their right', 'may not take people out', () => Promise.resolve(foyer.sandbox.setPermission(seatOf(foyer, 'administrator'), { siteAdministrator: false, peoplePermissions: 'Viewer' }))],
    ['whoever takes it signs out elsewhere', 'signed out meanwhile', async () => void (await foyer.redis.flushall())],
  ])('is seen to be broken when %s', async (_what, reason, happen) => {
    const before = brokenOff().length
    const { rest } = await begin('administrator')
    await happen()
    const { isWhole, text } = await rest()
    expect(isWhole).toBe(false)
    expect(text).not.toContain('"End: ')
    await until(() => Promise.resolve(brokenOff().length > before), 40_000)
    expect(brokenOff().at(-1)).toContain(reason)
    foyer.sandbox.setPermission(seatOf(foyer, 'administrator'), { siteAdministrator: true, peoplePermissions: 'Manager' })
    as = createDesk(foyer)
  }, 60_000)

  it('is broken off when Foyer stops, and when nobody takes it any more', async () => {
    const stalled = brokenOff().length
    const { answer } = await begin('administrator')
    await until(() => Promise.resolve(brokenOff().length > stalled), 40_000) // nobody took any of it for as long as `fileLook`
    answer.destroy()
    const { rest } = await begin('administrator')
    foyer.app.stopping()
    expect((await rest()).isWhole).toBe(false)
  }, 60_000)
})
