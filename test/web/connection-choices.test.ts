import { HOUR } from '../support/clock'
import { connect, connectionPage, revoke, seatOf, signedIn, startAnew, startConnecting, startOf, tabId, untilConsent, untilCopied, untilQuiet } from '../support/connecting'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { visitPlanningCenter } from '../support/planning-center-visit'
import type { Browser, Foyer } from '../support/start-app'
import { until } from '../support/until'

const DAY = 24 * HOUR

describe('what administrators choose', () => {
  let foyer: Foyer
  let administrator: Browser
  beforeAll(async () => {
    foyer = await startConnecting()
    foyer.app.start()
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    administrator = await signedIn(foyer, 'administrator')
  })
  afterAll(() => foyer?.close())

  const tick = async (browser: Browser, ...names: string[]) => {
    const ticked = Object.fromEntries(names.map((name) => [`tab-${tabId(foyer, name)}`, 'on']))
    await browser.submit('/connection/kept', { _csrf: await browser.csrf(), ...ticked }).expect(303)
  }
  const summaryOf = async (browser: Browser) => {
    const { text } = await browser.visit('/connection/summary').expect(200)
    return { ...readPage(text), choice: /name="choice" value="([^"]+)"/.exec(text)?.[1] ?? '' }
  }
  const keepTo = async (browser: Browser, choice: string) => browser.submit('/connection/summary', { _csrf: await browser.csrf(), choice })
  const open = async () => {
    if (!foyer.database) throw new Error('no database')
    return foyer.database.open()
  }
  const valuesCopied = async () => (await open()).selectFrom('mirror.field_datum').select('value').where('organization_id', '=', FIRST_CHURCH).execute()

  it('is what they consent to, as they were shown it: what another changes meanwhile is shown first', async () => {
    const { callback } = await visitPlanningCenter(await untilConsent(administrator), { login: 'administrator', church: FIRST_CHURCH, jar: administrator.jar })
    const other = await signedIn(foyer, 'administrator')
    await tick(other, 'Pastoral care')
    const answer = await administrator.visit(callback.slice(foyer.url.length)).expect(400)
    expect(readPage(answer.text).heading).toBe('Please look at the summary once more')
    expect((await connectionPage(administrator)).badge).toBe('Not connected')
    expect((await summaryOf(administrator)).text).toContain('Custom tabs Pastoral care')
  })

  it('begins no consent from a summary that is out of date', async () => {
    const before = await summaryOf(administrator)
    const start = before.links.find(({ href }) => href.startsWith('/connection/start'))?.href ?? ''
    await tick(administrator, 'Pastoral care')
    expect(readPage((await administrator.visit(start).expect(400)).text).heading).toBe('Please look at the summary once more')
    expect(await startOf(administrator)).toContain('/oauth/authorize')
  })

  it('of two who connect at once, the first one’s counts, and the other is told', async () => {
    const other = await signedIn(foyer, 'administrator')
    const callbacks = []
    for (const browser of [administrator, other]) {
      const { callback } = await visitPlanningCenter(await startOf(browser), { login: 'administrator', church: FIRST_CHURCH, jar: browser.jar })
      callbacks.push(() => browser.visit(callback.slice(foyer.url.length)))
    }
    const answers = await Promise.all(callbacks.map((finish) => finish()))
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 400])
    expect((await connectionPage(administrator)).badge).toBe('Working')
    // Two sign-ins, and the church's own.
    await until(async () => (await foyer.redis.keys('foyer:grant:*')).length === 3)
  })

  it('changes while the church is connected: what is ticked is copied, and what is unticked goes, with no other consent', async () => {
    await connect(foyer, administrator)
    await untilCopied(foyer)
    expect(await valuesCopied()).toEqual([])
    const consents = () => foyer.sandbox.calls.filter(({ path }) => path === '/oauth/token').length
    const before = consents()

    await tick(administrator, 'Faith and service')
    expect((await connectionPage(administrator)).text).toContain('Custom tabs None') // not before it is said so
    await keepTo(administrator, (await summaryOf(administrator)).choice).then(({ status }) => expect(status).toBe(303))
    expect((await connectionPage(administrator)).text).toMatch(/From now on, Foyer keeps to what you chose\..*Custom tabs Faith and service shown to Managers and higher/)
    await until(async () => (await valuesCopied()).length > 0, 20_000)

    await tick(administrator)
    await keepTo(administrator, (await summaryOf(administrator)).choice)
    await until(async () => (await valuesCopied()).length === 0, 20_000)
    expect(consents()).toBe(before)
  }, 60_000)

  it('is not kept to by a page that is out of date', async () => {
    await connect(foyer, administrator)
    const { choice } = await summaryOf(administrator)
    await tick(administrator, 'Pastoral care')
    for (const stale of [choice, '', 'x'.repeat(43)]) expect(readPage((await keepTo(administrator, stale)).text).heading).toBe('Please look at the summary once more')
    expect((await connectionPage(administrator)).text).toContain('Custom tabs None')
  })

  it('cannot be kept to with a login that is not shown a tab: it says which, and all stays as it was', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer' })
    await tick(administrator, 'Pastoral care')
    const answer = await keepTo(administrator, (await summaryOf(administrator)).choice)
    const page = readPage(answer.text)
    expect([answer.status, page.heading]).toEqual([400, 'Foyer’s login sees too little'])
    expect(page.text).toMatch(/what your church chose before stays in force.*Not shown to it Pastoral care/)
    expect(page.text).not.toContain('given back')
    expect((await connectionPage(administrator)).badge).toBe('Working')
    expect((await connectionPage(administrator)).text).toContain('Custom tabs None')
  })

  it('cannot be kept to while the church has to be connected again: the choice waits, and nobody is signed out for it', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'pastor' })
    await tick(administrator, 'Pastoral care')
    const { choice } = await summaryOf(administrator)
    await untilQuiet(foyer)
    revoke(foyer, seatOf(foyer, 'pastor'))
    const answer = await keepTo(administrator, choice)
    expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'Please look at the connection first'])
    expect((await connectionPage(administrator)).badge).toBe('Connect again')
    const summary = await summaryOf(administrator)
    expect([summary.text, summary.choice]).toEqual([expect.stringContaining('Custom tabs Pastoral care'), '']) // one button, and that connects
    const { callback } = await visitPlanningCenter(await startOf(administrator), { login: 'pastor', jar: administrator.jar })
    await administrator.visit(callback.slice(foyer.url.length)).expect(303)
    expect((await connectionPage(administrator)).text).toContain('Custom tabs Pastoral care shown to Managers and higher')
  })

  it('is left as it is when a ticked tab is hidden from the church’s login: the run stops, and nothing of it leaves the copy', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'pastor', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    await until(async () => (await valuesCopied()).length === 2, 20_000)
    foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Editor' })
    const now = new Date(foyer.clock.now())
    await (await open()).updateTable('sync.mirror').set({ due_at: now, reconcile_due_at: now }).execute()
    await until(async () => (await connectionPage(administrator)).badge === 'A permission is missing')
    expect((await valuesCopied()).map(({ value }) => value)).toEqual([expect.stringMatching(/^CARENOTE/), expect.stringMatching(/^CARENOTE/)])
  }, 40_000)

  it('is forgotten after a month in a church that was never connected, and never in one that is', async () => {
    const rows = async () => (await (await open()).selectFrom('foyer.settings').select('organization_id').execute()).length
    await tick(administrator, 'Pastoral care')
    foyer.clock.advance(29 * DAY)
    // The look after the next one has surely begun after the clock was put forward.
    await until(looks(2))
    expect(await rows()).toBe(1)
    foyer.clock.advance(2 * DAY)
    await until(async () => (await rows()) === 0)

    administrator = await signedIn(foyer, 'administrator')
    await connect(foyer, administrator)
    await tick(administrator, 'Pastoral care')
    foyer.clock.advance(40 * DAY)
    await until(looks(2))
    expect(await rows()).toBe(1)
  })

  /** Each look of the background asks a church that is due: one is made due, and again. */
  function looks(many: number): () => Promise<boolean> {
    let seen = 0
    let asked = false
    return async () => {
      const db = await open()
      const marker = { organization_id: 'looked', organization_name: '', sealed_grant: null, person_id: null, person_name: null, connected_by: null, connected_at: null, state: 'leaving' as const, why: null, detail: null, state_since: new Date(0), heard_at: null, tried_at: null, checked_at: new Date(0), time_zone: 'UTC', administrators: '[]' }
      const isThere = (await db.selectFrom('foyer.connection').select('state').where('organization_id', '=', 'looked').execute()).length > 0
      if (isThere) return false
      if (asked) seen += 1
      if (seen >= many) return true
      await db.insertInto('foyer.connection').values(marker).execute()
      asked = true
      return false
    }
  }

  it('names no administrator who is none any more, once somebody looks again', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer' })
    foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { siteAdministrator: true })
    await administrator.submit('/connection/look-again', { _csrf: await administrator.csrf() }).expect(303)
    const { administrators } = await (await open()).selectFrom('foyer.connection').select('administrators').executeTakeFirstOrThrow()
    expect(administrators).toEqual(['Mei-Ling Chen', 'Daniel Okafor'])
    foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { siteAdministrator: false })
  })
})
