import type { Church, ListRecord } from '../../src/sandbox/world/world'
import { MINUTE } from '../support/clock'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

const CHOICES = ['/people/v2/campuses', '/people/v2/lists', '/people/v2/membership_types']
const refused = { status: 403, body: { errors: [{ status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' }] } }

describe('what people can be filtered by', () => {
  let foyer: Foyer
  beforeEach(async () => {
    foyer = await startFoyer()
    foyer.sandbox.setRateLimit({ limit: 100_000 })
  })
  afterEach(() => foyer.close())

  const signedIn = async (login: string, church?: string): Promise<Browser> => {
    const browser = foyer.browser()
    await browser.signIn(login, church ? { church } : {})
    return browser
  }
  const church = (): Church => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const listNamed = (part: string): ListRecord => {
    const found = [...church().lists.values()].find(({ name, description }) => (name ?? description).includes(part))
    if (!found) throw new Error(`no list ${part}`)
    return found
  }
  /** What Planning Center was asked while something happened. */
  async function askedDuring(doing: () => PromiseLike<unknown>): Promise<string[]> {
    const before = foyer.sandbox.calls.length
    await doing()
    return foyer.sandbox.calls.slice(before).filter(({ kind }) => kind === 'api').map(({ path }) => path).sort()
  }
  const optionsOf = (html: string, name: string) => {
    const select = new RegExp(`<select[^>]* name="${name}">(.*?)</select>`, 's').exec(html)?.[1]
    return select === undefined ? null : [...select.matchAll(/<option [^>]*>(.*?)<\/option>/g)].map(([, text]) => text)
  }

  it('costs three requests once when a whole window of tabs is opened at the same moment', async () => {
    const browser = await signedIn('secretary')
    const asked = await askedDuring(() => Promise.all(Array.from({ length: 8 }, () => browser.visit('/people').expect(200))))
    expect(asked.filter((path) => path !== '/people/v2/people')).toEqual(CHOICES)
    expect(asked).toHaveLength(8 + CHOICES.length)
  })

  it('costs four requests once, and then a page costs one', async () => {
    const browser = await signedIn('secretary')
    expect(await askedDuring(() => browser.visit('/people').expect(200))).toEqual([...CHOICES, '/people/v2/people'].sort())
    for (const address of ['/people?page=2', '/people?view=cards', '/people?child=yes&sort=newest', '/people?q=Chen&status=all', '/people?q=Chen', '/people?q=zzz'])
      expect(await askedDuring(() => browser.visit(address).expect(200))).toEqual(['/people/v2/people'])
    const { id } = listNamed('Newsletter')
    expect(await askedDuring(() => browser.visit(`/people?list=${id}`).expect(200))).toEqual([`/people/v2/lists/${id}/people`])
  })

  it('is asked for at the same time as the people', async () => {
    const browser = await signedIn('secretary')
    foyer.sandbox.addFault({ on: 'api', delayHeaders: 1000 })
    const before = foyer.sandbox.calls.length
    const visit = browser.visit('/people').then(({ status }) => status)
    await until(() => foyer.sandbox.calls.length === before + 4)
    expect(foyer.sandbox.calls.slice(before).map(({ status }) => status)).toEqual([0, 0, 0, 0])
    expect(await visit).toBe(200)
  })

  it('is asked again after ten minutes', async () => {
    const browser = await signedIn('secretary')
    await browser.visit('/people').expect(200)
    foyer.clock.advance(10 * MINUTE - 5000)
    expect(await askedDuring(() => browser.visit('/people').expect(200))).toEqual(['/people/v2/people'])
    foyer.clock.advance(6000)
    expect(await askedDuring(() => browser.visit('/people').expect(200))).toHaveLength(4)
  })

  it('holds the membership types in the church’s order, the campuses, and lists by name or description', async () => {
    const { text } = await (await signedIn('secretary')).visit('/people').expect(200)
    expect(optionsOf(text, 'membership')).toEqual(['Any membership', 'Member', 'Regular Attender', 'Visitor', 'Former Member'])
    expect(optionsOf(text, 'campus')).toEqual(['Any campus', 'Main Campus', 'North Campus'])
    expect(optionsOf(text, 'list')).toEqual(['Any list', 'Children in grade 1 to 6', 'Hospital visits (private)', 'Newsletter by e-mail'])
  })

  it('is each visitor’s own: a list is offered only to those it is shared with', async () => {
    const [pastor, volunteer] = [await signedIn('pastor'), await signedIn('volunteer')]
    const shown = async (browser: Browser) => optionsOf((await browser.visit('/people').expect(200)).text, 'list')
    for (let round = 0; round < 2; round++) {
      expect(await shown(pastor)).toContain('Counselling (private)')
      expect(await shown(volunteer)).toEqual(['Any list', 'Newsletter by e-mail'])
    }
  })

  it('is each church’s own, even for one human in two', async () => {
    const [one, two] = [...foyer.sandbox.world.churches.keys()]
    const [first, second] = [await signedIn('two-churches', one), await signedIn('two-churches', two)]
    expect(optionsOf((await first.visit('/people')).text, 'campus')).toContain('Main Campus')
    const { text } = await second.visit('/people').expect(200)
    expect(optionsOf(text, 'campus')).toBeNull()
    expect(optionsOf(text, 'list')).toBeNull()
    expect(readPage(text).text).toContain('Lists: none is shared with you.')
  })

  it.each([
    ['campus', 'Campuses', '/people/v2/campuses', 403],
    ['list', 'Lists', '/people/v2/lists', 403],
    ['membership', 'Memberships', '/people/v2/membership_types', 404],
  ])('leaves out the %s filter where Planning Center refuses it, and says who can change that', async (name, words, path, status) => {
    const browser = await signedIn('volunteer')
    foyer.sandbox.addFault({ on: 'api', path, answer: { ...refused, status } })
    const { text } = await browser.visit('/people').expect(200)
    expect(optionsOf(text, name)).toBeNull()
    expect(optionsOf(text, 'status')).toHaveLength(3)
    expect(readPage(text).text).toContain(`${words}: your Planning Center account can’t open these. An Organization Administrator of First Church can change that`)
    expect(await askedDuring(() => browser.visit('/people').expect(200))).toEqual(['/people/v2/people'])
  })

  it('does not keep a filter that nobody can see', async () => {
    const browser = await signedIn('volunteer')
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/campuses', answer: refused })
    const [campus] = church().campuses.keys()
    expect((await browser.visit(`/people?campus=${campus}&child=no`).expect(303)).headers['location']).toBe('/people?child=no')
  })

  it.each(['/people?campus=1', '/people?membership=Elder', '/people?campus=1&membership=Elder'])('puts %s right, which nobody can choose', async (address) => {
    const browser = await signedIn('volunteer')
    expect((await browser.visit(address).expect(303)).headers['location']).toBe('/people')
  })

  it('is there as soon as somebody is given access', async () => {
    const browser = await signedIn('no-access')
    await browser.visit('/people').expect(403)
    const seat = foyer.sandbox.world.logins.find(({ id }) => id === 'no-access')?.seats[0]
    if (seat) foyer.sandbox.setPermission(seat, { peoplePermissions: 'Viewer' })
    expect(optionsOf((await browser.visit('/people').expect(200)).text, 'campus')).toContain('Main Campus')
  })

  it('never hides an outage behind a missing filter', async () => {
    const browser = await signedIn('volunteer')
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/lists', answer: { status: 503 } })
    await browser.visit('/people').expect(503)
    foyer.sandbox.clearFaults()
    expect(optionsOf((await browser.visit('/people').expect(200)).text, 'list')).toContain('Newsletter by e-mail')
  })

  it('knows a list that was made a moment ago when it is asked for', async () => {
    const browser = await signedIn('volunteer')
    await browser.visit('/people').expect(200)
    const newsletter = listNamed('Newsletter')
    const [share] = [...church().listShares.values()].filter(({ listId }) => listId === newsletter.id)
    if (!share) throw new Error('not shared')
    church().lists.set('77', { ...newsletter, id: '77', name: 'Choir' })
    church().listShares.set('78', { ...share, id: '78', listId: '77' })
    church().listResults.set('79', { id: '79', listId: '77', personId: [...church().people.keys()][0] ?? '', createdAt: newsletter.createdAt })
    church().revision += 1
    const { text } = await browser.visit('/people?list=77').expect(200)
    expect(readPage(text).text).toContain('1 active person in the list “Choir”')
  })

  it.each(['removed', 'no longer shared'])('says so when a list is %s, offers everybody, and offers the list no more', async (change) => {
    const browser = await signedIn('volunteer')
    await browser.visit('/people').expect(200)
    const { id } = listNamed('Newsletter')
    if (change === 'removed') church().lists.delete(id)
    for (const share of [...church().listShares.values()]) if (share.listId === id) church().listShares.delete(share.id)
    church().revision += 1

    const { text } = await browser.visit(`/people?list=${id}&child=no`).expect(404)
    expect(readPage(text).text).toContain('This list is not there any more')
    expect(readPage(text).links.map(({ href }) => href)).toContain('/people?child=no')
    expect(text).not.toContain('Newsletter')
    expect((await browser.visit('/people').expect(200)).text).not.toContain('Newsletter')
  })

  it('says of a private list no more than of one that never was', async () => {
    const browser = await signedIn('volunteer')
    const [hidden, never] = [await browser.visit(`/people?list=${listNamed('Counselling').id}`), await browser.visit('/people?list=99')]
    expect(hidden.status).toBe(404)
    expect(hidden.text).not.toContain('Counselling')
    expect(readPage(hidden.text).text).toBe(readPage(never.text).text)
  })
})
