import { MINUTE, HOUR } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'
import { until } from '../support/until'

const DAY = 24 * HOUR
/** Another church, with people of its own. */
const GRACE = '519007'

describe.each(engines)('what happened in Foyer, kept on %s', (engine) => {
  let foyer: Foyer
  let administrator: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ database: engine })
    administrator = foyer.browser()
    await administrator.signIn('administrator')
  }, 60_000)
  afterAll(() => foyer?.close())

  const rows = async () => (await foyer.database?.open())?.selectFrom('foyer.audit').selectAll().orderBy('id').execute() ?? []
  const kept = async (event: string) => (await rows()).filter((row) => row.event === event)
  const see = async (query = '') => readPage((await administrator.visit(`/audit${query}`).expect(200)).text)
  const comeAndGo = async (login: string) => {
    const browser = foyer.browser()
    await browser.signIn(login)
    await browser.submit('/logout', { _csrf: await browser.csrf() })
    return browser
  }

  it('tells administrators who came and went, by name, in words', async () => {
    await comeAndGo('secretary')
    await until(async () => (await kept('sign-in-ended')).length === 1)
    const { text } = await see()
    expect(text).toContain('Ruth Abernathy A sign-in ended: signed out from ')
    expect(text).toContain('Ruth Abernathy Signed in')
    expect(text).toContain('Mei-Ling Chen Signed in')
  })

  it('keeps numbers and words of ours only: no name, no address of a device', async () => {
    const told = JSON.stringify(await rows())
    expect(told).not.toMatch(/Ruth|Abernathy|example\.org|Firefox/)
    expect((await rows()).map(({ network }) => network)).toEqual(expect.arrayContaining([expect.stringMatching(/\/(24|48)$/)]))
  })

  it('is shown to nobody else, who are written down for asking', async () => {
    const pastor = foyer.browser()
    await pastor.signIn('pastor')
    const refused = await pastor.visit('/audit').expect(403)
    await pastor.visit('/audit.csv').expect(403)
    expect(refused.text).not.toContain('Abernathy')
    await until(async () => (await kept('access-refused')).length === 2)
    await foyer.browser().visit('/audit').expect(303)
  })

  it('shows a church its own events only, whatever is asked', async () => {
    const other = foyer.browser()
    await other.signIn('two-churches', { church: GRACE })
    await other.submit('/logout', { _csrf: await other.csrf() })
    await until(async () => (await rows()).some(({ organization_id, event }) => organization_id === GRACE && event === 'sign-in-ended'))
    const [theirs] = (await rows()).filter(({ organization_id }) => organization_id === GRACE)
    expect((await see(`?who=${theirs?.person_id ?? ''}`)).text).toContain('Nothing like that has happened.')
    expect((await see()).text).not.toContain(theirs?.reference ?? '?')
  })

  it('can be looked through by what, who and when', async () => {
    const [ended] = await kept('sign-in-ended')
    expect((await see('?what=sign-in-ended')).text).not.toMatch(/Abernathy Signed in/)
    const hers = (await see(`?who=${ended?.person_id ?? ''}`)).text
    expect(hers).toContain('Ruth Abernathy Signed in')
    expect(hers).not.toContain('Mei-Ling Chen Signed in')

    const today = new Date(foyer.clock.now()).toISOString().slice(0, 10)
    const yesterday = new Date(foyer.clock.now() - DAY).toISOString().slice(0, 10)
    expect((await see(`?since=${today}&until=${today}`)).text).toContain('Signed in')
    expect((await see(`?until=${yesterday}`)).text).toContain('Nothing like that has happened.')
    expect((await see('?since=2026-02-30&what=nothing-known&who=1;drop')).text).toContain('Signed in') // what cannot be meant is left out
  })

  it('goes back page by page without losing or repeating any', async () => {
    const db = await foyer.database?.open()
    const church = (await kept('signed-in'))[0]?.organization_id ?? ''
    const many = Array.from({ length: 120 }, (_, index) => ({ key: `many ${index}`, at: new Date(foyer.clock.now()), organization_id: church, event: 'access-refused', why: 'forbidden', person_id: null, by_person_id: null, network: null, reference: `ref-${index}.` }))
    await db?.insertInto('foyer.audit').values(many).execute()
    const seen: string[] = []
    let page = await see('?what=access-refused')
    for (;;) {
      seen.push(...(page.text.match(/ref-\d+\./g) ?? []))
      const older = page.links.find(({ text }) => text === 'Earlier')
      if (!older) break
      page = await see(older.href.replace('/audit', ''))
    }
    expect(seen).toEqual(many.map(({ reference }) => reference).reverse())
  })

  it('can be taken along as a file that no spreadsheet takes for formulas, and that too is written down', async () => {
    const db = await foyer.database?.open()
    await db?.updateTable('foyer.audit').set({ reference: '=HYPERLINK("http://evil")' }).where('key', '=', 'many 7').execute()
    const file = await administrator.visit('/audit.csv?what=access-refused').expect(200).expect('Content-Type', /^text\/csv; charset=utf-8/).expect('Cache-Control', 'no-store').expect('Content-Disposition', /^attachment; filename=foyer-events-/)
    expect(file.text.charCodeAt(0)).toBe(0xfeff)
    const lines = file.text.slice(1).trimEnd().split('\r\n')
    expect(lines[0]).toBe('"When (UTC)","What","Why","Who","Planning Center number","Done by","Network","Reference"')
    expect(lines).toHaveLength(1 + 120 + 2)
    expect(file.text).toContain(`"'=HYPERLINK(""http://evil"")"`)
    expect(file.text).toContain('"Access refused","administrators only","Daniel Okafor"')
    await until(async () => (await kept('exported')).length === 1)
    expect((await see('?what=exported')).text).toContain('Mei-Ling Chen Something was taken out of Foyer: what happened in Foyer')
  })

  it('names who ended whose sign-in', async () => {
    const volunteer = foyer.browser()
    await volunteer.signIn('volunteer')
    const page = await administrator.visit('/signed-in').expect(200)
    const [, person] = /href="(\/signed-in\/\d+)">Sign out …<span class="visually-hidden"> Tom O&#39;Neil/.exec(page.text) ?? []
    const [, end] = /action="([^"]+\/end)"/.exec((await administrator.visit(person ?? '').expect(200)).text) ?? []
    await administrator.submit(end ?? '', { _csrf: await administrator.csrf() }).expect(303)
    await until(async () => (await kept('sign-in-ended')).some(({ why }) => why === 'ended-by-administrator'))
    expect((await see('?what=sign-in-ended')).text).toContain("Tom O'Neil A sign-in ended: ended by administrator, by Mei-Ling Chen")
  })

  it('can be changed by nobody through Foyer', async () => {
    const form = { _csrf: await administrator.csrf() }
    await administrator.submit('/audit', form).expect(404)
    await administrator.agent.delete('/audit').set('Accept', 'text/html').expect(({ status }) => expect([403, 404]).toContain(status))
  })

  it('forgets what is older than 400 days, and nothing younger', async () => {
    const before = (await rows()).length
    const [db, now] = [await foyer.database?.open(), foyer.clock.now()]
    const old = { organization_id: '1', event: 'signed-in', why: null, person_id: null, by_person_id: null, network: null, reference: null }
    await db?.insertInto('foyer.audit').values([{ ...old, key: 'old', at: new Date(now - 398 * DAY) }, { ...old, key: 'older', at: new Date(now - 401 * DAY) }]).execute()
    foyer.clock.advance(DAY + MINUTE)
    await foyer.browser().signIn('secretary')
    await until(async () => !(await rows()).some(({ key }) => key === 'older'))
    expect((await rows()).some(({ key }) => key === 'old')).toBe(true)
    expect((await rows()).length).toBe(before + 2)
  })
})

describe('while the database is away', () => {
  it('people sign in as ever, and what happened is kept once it is back', async () => {
    const foyer = await startFoyer({ database: 'postgres', times: { auditRetry: 50, databaseConnect: 200 } })
    try {
      const db = await foyer.database?.open()
      await db?.schema.withSchema('foyer').alterTable('audit').renameTo('away').execute()
      const { status } = await foyer.browser().signIn('secretary')
      expect(status).toBe(303)
      await until(() => foyer.logged().includes('events wait to be kept'))
      await db?.schema.withSchema('foyer').alterTable('away').renameTo('audit').execute()
      await until(async () => (await db?.selectFrom('foyer.audit').select('event').execute())?.length === 1)
    } finally {
      await foyer.close()
    }
  }, 60_000)
})
