import { MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const BUTTON = 'Refresh this list in Planning Center'
const UNDER_WAY = 'Planning Center is refreshing this list…'

describe('refreshing a list', () => {
  let foyer: Foyer
  const browsers = new Map<string, Browser>()
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterEach(() => {
    foyer.sandbox.clearFaults()
    foyer.sandbox.setListRunTime(6000)
    foyer.clock.advance(MINUTE) // what one test began is over, and so is what it spent
  })
  afterAll(() => foyer.close())

  const as = async (login: string): Promise<Browser> => {
    const known = browsers.get(login)
    if (known) return known
    const browser = foyer.browser()
    await browser.signIn(login)
    browsers.set(login, browser)
    return browser
  }
  const church = () => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const listCalled = (part: string) => {
    const found = [...church().lists.values()].find(({ name, description }) => `${name} ${description}`.includes(part))
    if (!found) throw new Error(`no list ${part}`)
    return found
  }
  const pathOf = (part: string) => `/lists/${listCalled(part).id}`
  const read = async (login: string, path: string) => readPage((await (await as(login)).visit(path).expect(200)).text)
  const press = async (login: string, path: string) => {
    const browser = await as(login)
    return browser.submit(`${path}/refresh`, { _csrf: await browser.csrf() })
  }
  const progress = async (login: string, path: string) => {
    const answer = await (await as(login)).agent.get(`${path}/refreshing`).set('Accept', 'application/json').expect(200)
    return answer.body as { done?: boolean; heading?: string; text?: string; percent?: number | null }
  }
  const asked = () => foyer.sandbox.calls.filter(({ method, kind }) => kind === 'api' && method !== 'GET').map(({ method, path }) => `${method} ${path}`)
  const runOf = (path: string) => `POST /people/v2${path}/run`
  const since = (begun: number) => asked().slice(begun)

  it.each([
    ['secretary', 'Newsletter', BUTTON], // made it
    ['pastor', 'Newsletter', 'Ask Ruth Abernathy , who made it.'],
    ['volunteer', 'Newsletter', 'Ask Ruth Abernathy , who made it.'],
    ['administrator', 'Newsletter', 'Ask Ruth Abernathy , who made it.'],
    ['secretary', 'Children', BUTTON], // hers to manage, as every Editor's
    ['administrator', 'Children', BUTTON],
    ['secretary', 'Hospital', 'Ask Daniel Okafor , who made it.'],
  ])('is offered to those who may: the %s, of “%s”, reads “%s”', async (login, part, words) => {
    const { text } = await read(login, pathOf(part))
    expect(text).toContain(words)
    expect(text.includes(BUTTON)).toBe(words === BUTTON)
    expect(text.includes('This is the one thing Foyer ever changes in Planning Center')).toBe(words === BUTTON)
  })

  it('is asked for once, says so while it lasts, and ends with the new people', async () => {
    const [path, begun] = [pathOf('Newsletter'), asked().length]
    const { id } = foyer.sandbox.churn().addPerson({ first: 'Ada', last: 'Newcomer' })
    foyer.sandbox.churn().editPerson(id, { membership: 'Member' })
    const before = (await read('secretary', path)).text
    expect(before).toContain('30 people')

    const answer = await press('secretary', path)
    expect([answer.status, answer.headers['location']]).toEqual([303, path])
    expect(since(begun)).toEqual([runOf(path)])
    const during = await read('secretary', path)
    expect(during.text).toContain(`${UNDER_WAY} Asked less than a minute ago. Until it is done, you see who was on it before.`)
    expect(during.text).not.toContain(BUTTON)
    expect(await progress('secretary', path)).toMatchObject({ heading: UNDER_WAY, percent: null })

    foyer.clock.advance(7000)
    expect(await progress('secretary', path)).toEqual({ done: true })
    const { text } = await read('secretary', path)
    expect(text).toMatch(/31 people, as refreshed in Planning Center just now/)
    expect(text).toContain(BUTTON)
    expect(text).not.toContain(UNDER_WAY)
    expect(foyer.logged()).toContain(`"audit":"list-refreshed","why":"list-${listCalled('Newsletter').id}"`)
  })

  it('is shown to everybody who sees the list, and to nobody else', async () => {
    await press('secretary', pathOf('Newsletter'))
    expect((await read('volunteer', pathOf('Newsletter'))).text).toContain(UNDER_WAY)
    expect(await progress('volunteer', pathOf('Newsletter'))).toMatchObject({ heading: UNDER_WAY })
    expect((await read('secretary', pathOf('Children'))).text).not.toContain(UNDER_WAY)
    await press('secretary', pathOf('Children'))
    expect(await progress('volunteer', pathOf('Children'))).toEqual({ done: true })
    await (await as('volunteer')).visit(pathOf('Children')).expect(404)
  })

  it('is not asked for twice by a double press, a colleague, or a form sent again', async () => {
    const [path, begun] = [pathOf('Children'), asked().length]
    const answers = await Promise.all([press('secretary', path), press('secretary', path), press('administrator', path)])
    answers.push(await press('secretary', path))
    expect(answers.map(({ status, headers }) => [status, headers['location']])).toEqual(Array(4).fill([303, path]))
    expect(since(begun)).toEqual([runOf(path)])
    // The next time it is refreshed anew.
    foyer.clock.advance(7000)
    await press('secretary', path)
    expect(since(begun)).toHaveLength(2)
  })

  it('that takes very long is not waited for: the page says so, and it may be asked for again', async () => {
    const [path, begun] = [pathOf('Newsletter'), asked().length]
    foyer.sandbox.setListRunTime(Infinity)
    await press('secretary', path)
    foyer.clock.advance(4 * MINUTE)
    expect(await progress('secretary', path)).toMatchObject({ text: expect.stringContaining('Asked about 4 minutes ago.') as string })
    foyer.clock.advance(2 * MINUTE)
    expect(await progress('secretary', path)).toEqual({ done: true })
    const { text } = await read('secretary', path)
    expect(text).toContain('Planning Center was asked about 6 minutes ago to refresh this list, and is not done. Nothing is lost: look in again later.')
    expect(text).toContain(BUTTON)
    await press('secretary', path)
    expect(since(begun)).toEqual([runOf(path), runOf(path)])
    expect((await read('secretary', path)).text).toContain(UNDER_WAY)
    // At night Planning Center refreshes some by itself.
    foyer.sandbox.world.listRuns.clear()
    foyer.sandbox.churn().refreshList(listCalled('Newsletter').id)
    expect((await read('secretary', path)).text).not.toMatch(/Planning Center (is refreshing|was asked)/)
  })

  it('is refused to whoever only sees the list, who learns whom to ask; nobody else is kept from it', async () => {
    const path = pathOf('Newsletter')
    const { status, text } = await press('volunteer', path)
    expect(status).toBe(403)
    const page = readPage(text)
    expect(page.heading).toBe('You may not refresh this list')
    expect(page.text).toMatch(/You are still signed in\..*Who made it Ruth Abernathy/)
    expect(page.links.map(({ href }) => href)).toContain(path)
    expect(foyer.logged()).toContain('"audit":"access-refused","why":"not-managed"')
    expect((await read('volunteer', path)).text).not.toContain(UNDER_WAY)
    expect((await press('secretary', path)).status).toBe(303)
    expect(foyer.sandbox.world.listRuns.size).toBe(1)
  })

  it('of a list whose rules no longer work is not offered, and explained to whoever had the page open', async () => {
    const [list, path] = [listCalled('Newsletter'), pathOf('Newsletter')]
    list.invalid = true
    const { text } = await read('secretary', path)
    expect(text).toContain('Planning Center cannot refresh this list: its rules speak of something that is gone.')
    expect(text).not.toContain(BUTTON)
    const answer = await press('secretary', path)
    list.invalid = false
    expect([answer.status, readPage(answer.text).heading]).toEqual([409, 'Planning Center would not refresh this list'])
    expect(await progress('secretary', path)).toEqual({ done: true })
  })

  it('of a list that is not shared, deleted or made up is refused as the list is', async () => {
    const begun = asked().length
    const paths = [pathOf('Counselling'), '/lists/4711', '/lists/abc', '/lists/%2E%2E%2Fpeople']
    for (const path of paths) expect(readPage((await press('secretary', path)).text).heading).toMatch(/not to be found|no page here/)
    expect(since(begun)).toEqual([])
  })

  it('of a list that is deleted meanwhile ends there', async () => {
    const list = foyer.sandbox.churn().addList({ name: 'Soon gone', createdById: listCalled('Newsletter').createdById })
    const path = `/lists/${list.id}`
    await press('secretary', path)
    expect(await progress('secretary', path)).toMatchObject({ heading: UNDER_WAY })
    foyer.sandbox.churn().deleteList(list.id)
    expect(await progress('secretary', path)).toEqual({ done: true })
    await (await as('secretary')).visit(path).expect(404)
  })

  it('waits when Planning Center asks for a pause, with a button to press afterwards', async () => {
    const [path, begun] = [pathOf('Newsletter'), asked().length]
    foyer.sandbox.addFault({ on: 'api', path: `/people/v2${path}/run`, times: 1, rateLimit: { retryAfter: 12 } })
    const answer = await press('secretary', path)
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '12'])
    const page = readPage(answer.text)
    expect(page.text).toContain('Wait 12 seconds, then try again.')
    expect(page.text).toContain('Refresh the list again')
    expect(since(begun)).toHaveLength(1)
    expect((await press('secretary', path)).status).toBe(303)
  })

  it('whose answer is lost is said to be uncertain, never repeated by itself, and written down', async () => {
    const [path, begun, written] = [pathOf('Newsletter'), asked().length, timesWritten()]
    foyer.sandbox.addFault({ on: 'api', path: `/people/v2${path}/run`, times: 1, dropReplyAfterActing: true })
    const answer = await press('secretary', path)
    expect([answer.status, readPage(answer.text).heading]).toEqual([503, 'Planning Center is slow right now'])
    expect(since(begun)).toEqual([runOf(path)])
    expect(timesWritten()).toBe(written + 1)
    foyer.clock.advance(7000)
    expect((await read('secretary', path)).text).toContain('as refreshed in Planning Center just now')
  })

  const timesWritten = () => foyer.logged().split('"audit":"list-refreshed"').length - 1

  it('goes on when the token has just run out', async () => {
    const [path, begun] = [pathOf('Newsletter'), asked().length]
    const csrf = await (await as('secretary')).csrf()
    foyer.sandbox.addFault({ on: 'api', path: `/people/v2${path}/run`, times: 1, answer: { status: 401, body: '' } })
    await (await as('secretary')).submit(`${path}/refresh`, { _csrf: csrf }).expect(303)
    expect(since(begun)).toEqual([runOf(path), runOf(path)])
    expect(foyer.sandbox.world.listRuns.size).toBe(1)
  })

  it('asks who has been signed out meanwhile to sign in, and leads back to the list', async () => {
    const [path, browser, begun] = [pathOf('Newsletter'), foyer.browser(), asked().length]
    await browser.signIn('secretary')
    const csrf = await browser.csrf()
    await browser.submit(`${path}/refresh`, { _csrf: csrf }).expect(303)
    await browser.submit('/logout', { _csrf: csrf }).expect(303)

    await browser.agent.get(`${path}/refreshing`).set('Accept', 'application/json').expect(401)
    const late = await browser.submit(`${path}/refresh`, { _csrf: csrf }).set('Referer', `${foyer.url}${path}`).expect(401)
    expect(readPage(late.text).heading).toBe('You were signed out before this was sent')
    expect(late.text).toContain(`/login?return_to=${encodeURIComponent(path)}`)
    expect(since(begun)).toHaveLength(1)
    // Whoever signs in again finds it still under way.
    await browser.signIn('secretary')
    expect(readPage((await browser.visit(path).expect(200)).text).text).toContain(UNDER_WAY)
  })

  it('is begun by no other site, and by no link', async () => {
    const [path, begun] = [pathOf('Newsletter'), asked().length]
    const browser = await as('secretary')
    await browser.submit(`${path}/refresh`).expect(403)
    await browser.submit(`${path}/refresh`, { _csrf: await browser.csrf() }).set('Sec-Fetch-Site', 'cross-site').expect(403)
    const { headers } = await browser.visit(`${path}/refresh`).expect(303)
    expect(headers['location']).toBe(path)
    expect(since(begun)).toEqual([])
  })
})
