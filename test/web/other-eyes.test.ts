import { startFoyer, type Foyer } from '../support/start-app'

const VISITORS = 200
/** Each visitor's requests are spread over the whole time, among everybody else's. */
const VISITS_EACH = 4
const AT_ONCE = 50

describe('through another’s eyes', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer({ sandbox: { people: 3 * VISITORS }, logLevel: 'warn' })
    foyer.sandbox.setRateLimit({ limit: 100_000 })
  })
  afterAll(() => foyer.close())

  it('D10: nobody sees anything: two hundred visitors at random, each answer with its own visitor’s marks only', async () => {
    const visitors = await inTurns(giveLogins(foyer), async (login) => {
      const browser = foyer.browser()
      await browser.signIn(login.id)
      return { ...login, browser }
    })
    const visits = Array.from({ length: VISITS_EACH }, () => visitors).flat().map((visitor) => ({ visitor, at: Math.random() })).sort((a, b) => a.at - b.at)

    const wrong = await inTurns(visits, async ({ visitor, at }) => {
      // The search has no hit, and the account page is about nobody but oneself: what names anybody names the visitor.
      const { status, text } = await visitor.browser.visit(at < 0.5 ? '/account' : '/people?q=nobody-of-this-name')
      const marks = new Set(text.match(/Mark\d+mark/g))
      return status === 200 && marks.size === 1 && marks.has(visitor.mark) ? [] : [`${visitor.mark}: ${status}, ${[...marks].join(' ')}`]
    })
    expect(visits).toHaveLength(VISITORS * VISITS_EACH)
    expect(wrong.flat()).toEqual([])
  }, 120_000)
})

/** Every one of them a Viewer with a name that nobody else has. */
function giveLogins({ sandbox: { world } }: Foyer): { id: string; mark: string }[] {
  const [church] = world.churches.values()
  const people = [...(church?.people.values() ?? [])].filter(({ peoplePermissions, child }) => peoplePermissions === null && !child)
  return people.slice(0, VISITORS).map((person, index) => {
    const mark = `Mark${index}mark`
    Object.assign(person, { firstName: mark, peoplePermissions: 'Viewer' })
    world.logins.push({ id: `visitor-${index}`, name: `${mark} ${person.lastName}`, email: `visitor${index}@example.org`, seats: [{ churchId: church?.id ?? '', personId: person.id, role: 'Viewer' }] })
    return { id: `visitor-${index}`, mark }
  })
}

async function inTurns<Item, Result>(items: Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const waiting = items.entries()
  const results: Result[] = []
  const take = async () => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
  return results
}
