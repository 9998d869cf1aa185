import type { Mirror } from '../../src/mirror'
import { startCopying } from '../support/copying'
import { MINUTE } from '../support/clock'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'
import { until } from '../support/until'

const PAGE = '/connection/sync'

describe.each(engines)('the page of Foyer’s copy on %s', (engine) => {
  let foyer: Foyer
  let mirror: Mirror
  const browsers = new Map<string, Browser>()

  beforeAll(async () => {
    foyer = await startFoyer({ database: engine })
  }, 60_000)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
    browsers.clear()
  })

  const as = async (login: string): Promise<Browser> => {
    const known = browsers.get(login)
    if (known) return known
    const browser = foyer.browser()
    await browser.signIn(login)
    browsers.set(login, browser)
    return browser
  }
  const read = async (login: string, path = PAGE) => readPage((await (await as(login)).visit(path).expect(200)).text)
  const submit = async (login: string, path: string) => {
    const browser = await as(login)
    return browser.submit(path, { _csrf: await browser.csrf() })
  }
  const church = () => {
    const found = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const dueAt = async () => (await (await foyer.database?.open())?.selectFrom('sync.mirror').select(['due_at', 'reconcile_due_at', 'approved_run_id']).executeTakeFirst()) ?? null
  const press = (login: string) => submit(login, `${PAGE}/bring-up-to-date`)

  it('says that there is none, before a church is connected', async () => {
    expect((await read('volunteer')).text).toContain('Foyer keeps no copy of your church')
    expect((await read('volunteer')).text).not.toContain('Bring up to date')
  })

  it('tells how far the first copy has come, and says nothing is true yet', async () => {
    mirror = await startCopying(foyer)
    expect((await read('volunteer')).text).toContain('Foyer’s copy is being made for the first time. Bringing up to date Begins in a few seconds.')
    const held = holdBack('/people/v2/households', { after: 1 }) // the first question is how many there are
    const load = mirror.runNow(FIRST_CHURCH)
    await held.reached
    await until(async () => (await progress('volunteer')).text.includes(`${church().people.size} people`))

    await until(async () => ((await progress('volunteer')).percent ?? 0) > 10) // the lists are read meanwhile
    const seen = await progress('volunteer')
    expect(seen.heading).toBe('Making the copy for the first time')
    expect(seen.percent).toBeLessThan(90)
    const page = await (await as('volunteer')).visit(PAGE)
    expect(readPage(page.text).text).toContain(`${church().people.size} people and 0 households read.`)
    expect(readPage(page.text).text).not.toContain('What is kept')
    expect(page.text).toContain('<noscript><meta http-equiv="refresh" content="10"></noscript>')
    held.release()
    expect(await load).toBe('done')
    expect(await mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('done')
    expect(await progress('volunteer')).toEqual({ done: true })
  })

  it('says how old the copy is and what is in it, and of lists and fields only what each may see', async () => {
    const page = await read('volunteer')
    expect(page.text).toMatch(/Foyer’s copy, as of (yesterday at )?\d+:\d\d [AP]M Bring up to date/)
    expect(page.text).toContain(`People ${church().people.size} `)
    expect(page.text).toContain(`Households ${church().households.size} `)
    expect(page.text).toContain('Lists shared with you 1 ')
    expect((await read('pastor')).text).toContain('Lists shared with you 2 ') // of four, those that the administrator, whose eyes it is made with, is shown too
    const countOf = (text: string, what: string) => Number(new RegExp(`${what} (\\d+)`).exec(text)?.[1])
    expect(countOf((await read('pastor')).text, 'Values in those fields')).toBeGreaterThan(countOf(page.text, 'Values in those fields'))
  })

  it('shows nothing to whoever may not read it, signed in or not', async () => {
    const refused = await (await as('no-access')).visit(PAGE).expect(403)
    expect(readPage(refused.text).text).toContain('People: Viewer or higher')
    expect(refused.text).not.toContain('Foyer’s copy')
    await (await as('no-access')).visit(`${PAGE}/progress`).expect(403)
    await press('no-access').then((answer) => expect(answer.status).toBe(403))
    await foyer.browser().visit(PAGE).expect(303)
  })

  it('keeps saying how old the copy is while Planning Center is out of order', async () => {
    foyer.sandbox.addFault({ on: 'api', answer: { status: 503 } })
    foyer.clock.advance(11 * MINUTE)
    const { text } = await read('volunteer')
    foyer.sandbox.clearFaults()
    expect(text).toMatch(/Foyer’s copy, as of/)
    expect(text).not.toContain('Lists shared with you')
  })

  it('brings it up to date when anybody who may read it asks, once a minute', async () => {
    await press('volunteer').then((answer) => expect(answer.headers['location']).toBe(PAGE))
    expect((await read('volunteer')).text).toContain('Foyer is asking Planning Center what has changed. ')
    const answers = await Promise.all([press('volunteer'), press('secretary')])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect((await read('secretary')).text).toContain('Once a minute is enough.')

    const runs = async () => (await (await foyer.database?.open())?.selectFrom('sync.run').select('id').execute())?.length
    const before = await runs()
    mirror.start()
    await until(async () => (await runs()) === (before ?? 0) + 1 && ((await dueAt())?.due_at.getTime() ?? 0) > foyer.clock.now())
    await press('volunteer')
    expect((await dueAt())?.due_at.getTime()).toBeGreaterThan(foyer.clock.now())
    foyer.clock.advance(61_000)
    await press('volunteer')
    await until(async () => (await runs()) === (before ?? 0) + 2 && ((await dueAt())?.due_at.getTime() ?? 0) > foyer.clock.now())
  })

  it('tells administrators, and nobody else, what was done', async () => {
    const { text } = await read('administrator')
    expect(text).toContain('What was done')
    expect(text).toMatch(/First copy done \d+ added/)
    expect(text).toMatch(/Brought up to date done No change/)
    expect((await read('pastor')).text).not.toContain('What was done')
  })

  it('asks administrators by name when many are gone at once, and does as they say', async () => {
    await mirror.close()
    mirror = await startCopying(foyer)
    const many = [...church().people.values()].filter(({ peoplePermissions }) => peoplePermissions === null).slice(-25)
    for (const { id } of many) church().people.delete(id)
    church().revision += 1
    expect(await mirror.runNow(FIRST_CHURCH, 'reconcile')).toBe('held')

    const page = await (await as('administrator')).visit(PAGE)
    const { text } = readPage(page.text)
    expect(text).toContain('25 people are no longer in Planning Center')
    const [lost] = many
    expect(text).toContain(lost?.lastName ?? '?')
    const others = await read('secretary')
    expect(others.text).toContain('An Organization Administrator of your church decides')
    expect(others.text).not.toContain(lost?.lastName ?? '?')

    const [, again] = /action="([^"]+look-again)"/.exec(page.text) ?? []
    const [, left] = /action="([^"]+really-left)"/.exec(page.text) ?? []
    await submit('secretary', left ?? '').then((answer) => expect(answer.status).toBe(403))
    await submit('administrator', again ?? '')
    expect((await read('administrator')).text).toContain('Foyer keeps them all, and looks at everybody again. ')
    expect((await read('administrator')).text).toContain('Foyer is looking again.')
    expect(await mirror.runNow(FIRST_CHURCH)).toBe('held')

    const second = /action="([^"]+really-left)"/.exec((await (await as('administrator')).visit(PAGE)).text)?.[1] ?? ''
    await submit('administrator', left ?? '') // of the run before
    expect((await read('administrator')).text).toContain('Foyer has looked again since')
    await submit('administrator', second)
    expect(await mirror.runNow(FIRST_CHURCH)).toBe('done')
    const after = await read('administrator')
    expect(after.text).not.toContain('no longer in Planning Center')
    expect(after.text).toContain('25 removed')
    expect(after.text).toContain(`People ${church().people.size} `)
    expect(foyer.logged()).toContain('"audit":"removals-decided","why":"really-left"')
  }, 60_000)

  it('says in words why it could not be brought up to date', async () => {
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/people', answer: { status: 403, type: 'json', body: { errors: [] } } })
    expect(await mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('failed')
    foyer.sandbox.clearFaults()
    expect((await read('administrator')).text).toContain('Brought up to date not finished The connected login may not see something Foyer copies')
  })

  async function progress(login: string): Promise<{ heading: string; percent: number | null; text: string }> {
    return (await (await as(login)).visit(`${PAGE}/progress`).expect(200)).body as { heading: string; percent: number | null; text: string }
  }

  /** Keeps what is asked of a path, after so many questions, waiting until released. */
  function holdBack(path: string, { after }: { after: number }): { reached: Promise<void>; release(): void } {
    let questions = 0
    let reach = () => {}
    let release = () => {}
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    const act = foyer.sandbox.beforeAnswer(async (call) => {
      if (call.path !== path || ++questions <= after) return
      reach()
      await released
    })
    return { reached, release: () => (act.remove(), release()) }
  }
})
