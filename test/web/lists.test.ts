import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

describe('the pages of lists', () => {
  let foyer: Foyer
  let browsers: Map<string, Browser>
  beforeAll(async () => {
    foyer = await startFoyer()
    browsers = new Map()
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
  const listCalled = (part: string) => [...church().lists.values()].find(({ name, description }) => `${name} ${description}`.includes(part))?.id ?? 'none'
  const read = async (login: string, path: string) => readPage((await (await as(login)).visit(path).expect(200)).text)
  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api')

  it.each([
    ['volunteer', ['Newsletter by e-mail']],
    ['secretary', ['Children in grade 1 to 6', 'Hospital visits (private)', 'Newsletter by e-mail']],
    ['pastor', ['Children in grade 1 to 6', 'Counselling (private)', 'Hospital visits (private)', 'Newsletter by e-mail']],
    ['administrator', ['Children in grade 1 to 6', 'Newsletter by e-mail']],
  ])('show the %s what is shared with them, in one request', async (login, names) => {
    await as(login)
    const before = apiCalls().length
    const page = await read(login, '/lists')
    expect(apiCalls().length).toBe(before + 1)
    expect(page.links.filter(({ href }) => href.startsWith('/lists/')).map(({ text }) => text)).toEqual(names)
    expect(page.text).toContain('Whoever made another list can share it with you')
  })

  it('say how many are on a list, when it was refreshed, and whether it is starred', async () => {
    expect((await read('volunteer', '/lists')).text).toMatch(/Newsletter by e-mail starred Everybody who is a member \d+ people refreshed 6 hours ago/)
  })

  it('find lists by name and by description, accents or not, and say when there is none', async () => {
    expect((await read('secretary', '/lists?q=grade+CHILDREN')).text).toContain('1 list found for “grade CHILDREN”')
    expect((await read('secretary', '/lists?q=m%C3%B3nth')).text).toContain('Hospital visits (private)')
    expect((await read('volunteer', '/lists?q=counselling')).text).toContain('No list found for “counselling”')
    const { text } = await (await as('volunteer')).visit(`/lists?q=${encodeURIComponent('"><script>alert(1)')}`).expect(200)
    expect(text).not.toContain('<script>alert')
  })

  it('show who is on a list, with number and e-mail, in three requests', async () => {
    const before = apiCalls().length
    const page = await read('volunteer', `/lists/${listCalled('Newsletter')}`)
    expect(apiCalls().length).toBe(before + 3)
    expect(page.heading).toBe('Newsletter by e-mail')
    expect(page.text).toContain('Ruth Abernathy Member (319) 555-0101 ruth.abernathy@example.org')
    expect(page.links.map(({ href }) => href)).toContain(`https://people.planningcenteronline.com/lists/${listCalled('Newsletter')}`)
  })

  it('lead through everybody on a list, each once', async () => {
    const id = listCalled('Newsletter')
    const seen: string[] = []
    for (let next: string | undefined = `/lists/${id}`; next; ) {
      const page: ReturnType<typeof readPage> = await read('volunteer', next)
      seen.push(...page.links.filter(({ href }) => /^\/people\/\d+$/.test(href)).map(({ href }) => href.replace('/people/', '')))
      next = page.links.find(({ text }) => text === 'Next')?.href
    }
    const on = [...church().listResults.values()].filter(({ listId }) => listId === id).map(({ personId }) => personId)
    expect(seen.length).toBeGreaterThan(25)
    expect(seen.sort()).toEqual(on.sort())
  })

  it('remind who looks at a list with children that Foyer holds no medical notes', async () => {
    const { text } = await (await as('secretary')).visit(`/lists/${listCalled('Children')}`).expect(200)
    expect(text).toContain('Foyer holds no medical notes or allergies. Check Planning Center.')
    expect(text).not.toContain('MEDNOTE')
  })

  it('say of a list that is not shared, deleted or made up one and the same', async () => {
    const answers = await Promise.all(
      [listCalled('Counselling'), '4711', 'abc'].map(async (id) => readPage((await (await as('secretary')).visit(`/lists/${id}`).expect(404)).text).text),
    )
    expect(answers[0]).toContain('removed from Planning Center, or it is not shared with you')
    expect(new Set(answers).size).toBe(1)
  })

  it.each([
    ['/lists?page=0', '/lists'],
    ['/lists?page=x', '/lists'],
    ['/lists?page=1', '/lists'],
    ['/lists?page=7', '/lists'],
  ])('put %s right', async (asked, meant) => {
    const { headers } = await (await as('volunteer')).visit(asked).expect(303)
    expect(headers['location']).toBe(meant)
  })

  it('put a page beyond the end of a list right', async () => {
    const { headers } = await (await as('volunteer')).visit(`/lists/${listCalled('Newsletter')}?page=99`).expect(303)
    expect(headers['location']).toBe(`/lists/${listCalled('Newsletter')}?page=2`)
  })

  it('are refused to who has no access', async () => {
    await (await as('no-access')).visit('/lists').expect(403)
    await (await as('no-access')).visit(`/lists/${listCalled('Newsletter')}`).expect(403)
  })

  it('ask to sign in first', async () => {
    const { headers } = await foyer.browser().visit('/lists').expect(303)
    expect(headers['location']).toContain('/login')
  })
})
