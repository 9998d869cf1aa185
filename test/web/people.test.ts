import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { startTinyServer } from '../support/tiny-server'

describe('the people pages', () => {
  let foyer: Foyer
  const signedIn = async (login: string): Promise<Browser> => {
    const browser = foyer.browser()
    await browser.signIn(login)
    return browser
  }
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api')
  const firstChurch = () => [...foyer.sandbox.world.churches.values()][0]
  const idOf = (part: string) => [...(firstChurch()?.people.values() ?? [])].find((person) => `${person.firstName} ${person.lastName}`.includes(part))?.id ?? 'nobody'

  it('show a person with contact data, in one request', async () => {
    const browser = await signedIn('secretary')
    const id = foyer.sandbox.world.logins.find((login) => login.id === 'secretary')?.seats[0]?.personId ?? ''
    const before = apiCalls().length
    const page = readPage((await browser.visit(`/people/${id}`).expect(200)).text)
    expect(apiCalls().slice(before).filter(({ path }) => path !== '/people/v2/me')).toHaveLength(1)
    expect(page.heading).toContain(foyer.sandbox.world.logins.find((login) => login.id === 'secretary')?.name.split(' ').at(-1))
    expect(page.text).toMatch(/@/)
  })

  it('never show medical notes or what else nobody asked for', async () => {
    const browser = await signedIn('pastor')
    for (const person of firstChurch()?.people.values() ?? []) {
      if (!person.medicalNotes) continue
      const { text } = await browser.visit(`/people/${person.id}`)
      expect(text).not.toContain(person.medicalNotes)
    }
  })

  it('C12: keep a <script> surname harmless, in the list and on its own page', async () => {
    const browser = await signedIn('secretary')
    const { text } = await browser.visit(`/people/${idOf('<script>')}`).expect(200)
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script>alert')
    const found = await browser.visit('/people?q=script&status=all').expect(200)
    expect(found.text).toContain('&lt;script&gt;')
    expect(found.text).not.toContain('<script>alert')
  })

  it('tell somebody without access which permission is missing and who can grant it, and keep them signed in', async () => {
    const browser = await signedIn('no-access')
    const page = readPage((await browser.visit('/people').expect(403)).text)
    expect(page.text).toContain('People')
    expect(page.text).toMatch(/Viewer/)
    expect(page.text).toMatch(/Organization Administrator/)
    await browser.visit('/account').expect(200)
  })

  it('D11: see a permission taken away in Planning Center at the next click', async () => {
    const browser = await signedIn('volunteer')
    const seat = foyer.sandbox.world.logins.find(({ id }) => id === 'volunteer')?.seats[0]
    if (!seat) throw new Error('no seat')
    await browser.visit('/people').expect(200)
    foyer.sandbox.setPermission(seat, { peoplePermissions: null })
    await browser.visit('/people').expect(403)
    foyer.sandbox.setPermission(seat, { peoplePermissions: 'Viewer' })
    await browser.visit('/people').expect(200)
  })

  it('D11: are closed at the next click to somebody whose login was removed in Planning Center, and the sign-in is over', async () => {
    const browser = await signedIn('no-access')
    await browser.visit('/account').expect(200)
    const seat = foyer.sandbox.world.logins.find(({ id }) => id === 'no-access')?.seats[0]
    if (!seat) throw new Error('no seat')
    foyer.sandbox.deletePerson(seat)
    await browser.visit('/people').expect(403)
    await browser.visit('/account').expect(303)
  })

  it('D9: follow no link of an answer: where it says the next page is, nobody goes, and it is on no page', async () => {
    const evil = await startTinyServer({ status: 200 })
    const browser = await signedIn('secretary')
    const links = { self: `${evil.url}/people/v2/people`, next: `${evil.url}/people/v2/people?offset=25`, prev: `${evil.url}/x` }
    const bent = foyer.sandbox.addFault({ on: 'api', set: { links } })
    for (const path of ['/people', '/people?page=2', '/lists', '/people?q=a', `/people/${idOf('Abernathy')}`]) expect((await browser.visit(path).expect(200)).text).not.toContain(evil.url)
    bent.remove()
    expect(evil.asked).toEqual([])
    await evil.close()
  })

  it.each(['0', '01', 'abc', '1-1', '../1', '%2e%2e', '9'.repeat(30), "1'or'1"])('answer %s with "not to be found" and ask Planning Center nothing odd', async (id) => {
    const browser = await signedIn('volunteer')
    await browser.visit(`/people/${id}`).expect(404)
    await browser.visit('/people').expect(200)
  })

  it.each([
    ['/people?page=0', '/people'],
    ['/people?page=x', '/people'],
    ['/people?page=-1&q=a', '/people?q=a&status=active'],
    ['/people?status=deleted&child=2&campus=x&list=-1&sort=age&view=map', '/people'],
    ['/people?membership=Elder', '/people'],
    ['/people?page=2&page=3', '/people'],
    ['/people?page=999999', '/people?page=1200'],
    ['/people?page=1200', '/people?page='],
    [`/people?q=${'a'.repeat(300)}`, `/people?q=${'a'.repeat(100)}`],
    ['/people?q=a&q=b', '/people'],
  ])('put %s right', async (asked, meant) => {
    const browser = await signedIn('volunteer')
    const { headers } = await browser.visit(asked).expect(303)
    const { location = '' } = headers
    expect(meant.endsWith('=') ? location.slice(0, meant.length) : location).toBe(meant)
  })

  it('show each church its own: the same human in two churches sees two lists', async () => {
    const [one, two] = [...foyer.sandbox.world.churches.keys()]
    const [first, second] = [foyer.browser(), foyer.browser()]
    await first.signIn('two-churches', { church: one ?? '' })
    await second.signIn('two-churches', { church: two ?? '' })
    const [a, b] = await Promise.all([first.visit('/people'), second.visit('/people')])
    expect(a.text).toContain('First Church')
    expect(b.text).toContain('Grace Chapel')
    expect(readPage(a.text).text).not.toBe(readPage(b.text).text)
  })
})
