import { descriptions, type Product } from '../../src/planning-center'
import { useChromium, type Visit, type VisitOptions } from '../support/chromium'
import { startFoyer, type Foyer } from '../support/start-app'
import { ADMINISTRATOR, heading, signIn, VOLUNTEER } from './walk'

/** Of each product, a collection in which the sample church has something. */
const SEEDED: Record<Product, string> = {
  people: 'people',
  services: 'service_types',
  groups: 'groups',
  'check-ins': 'check_ins',
  calendar: 'events',
  giving: 'donations',
  registrations: 'signups',
  publishing: 'episodes',
  webhooks: 'available_events',
  api: 'connected_applications',
  current: 'people',
}

describe('the explorer, in a browser', () => {
  const begin = useChromium()
  let foyer: Foyer
  let cookies: Awaited<ReturnType<Visit['context']['cookies']>> | undefined
  beforeAll(async () => {
    foyer = await startFoyer({ env: { EXPLORER_SCOPES: 'services groups check_ins calendar giving registrations publishing webhooks api' }, sandbox: { takesWebhooksScope: true } })
    foyer.sandbox.setRateLimit({ limit: 10_000 })
  })
  afterAll(() => foyer.close())

  /** An administrator who has let Foyer use everything; by way of Planning Center the first time. */
  async function letIn(wishes: VisitOptions = {}): Promise<Visit> {
    if (cookies) return begin(foyer, { ...wishes, cookies })
    const visit = await begin(foyer, wishes)
    await signIn(visit, ADMINISTRATOR, { path: '/explorer' })
    await visit.page.getByRole('link', { name: 'Let Foyer use all of them' }).click()
    await visit.page.getByRole('button', { name: 'Allow', exact: true }).click()
    await heading(visit.page, 'Explorer')
    cookies = await visit.context.cookies()
    return visit
  }

  it('is let into everything by way of Planning Center, and comes back', async () => {
    const { page } = await letIn()
    expect(await page.getByText('not let in yet').count()).toBe(0)
  })

  it.each(Object.keys(descriptions) as Product[])('%s: from all products to one thing in it, to what lies below, and back', async (product) => {
    const visit = await letIn({ secondHand: true })
    const { page } = visit
    await visit.open('/explorer')
    await page.locator(`a[href="/explorer/${product}"]`).click()
    await page.getByRole('link', { name: SEEDED[product], exact: true }).click()
    await heading(page, SEEDED[product])
    const rows = page.getByRole('rowheader')
    if (product === 'current') {
      // Whom one shares a login with is listed nowhere else; in the sample church, nobody.
      await visit.open('/explorer/current/me?include=organization')
      return page.getByRole('region', { name: 'What came along' }).getByText('First Church').waitFor()
    }
    expect(await rows.count()).toBeGreaterThan(0)
    await rows.first().getByRole('link').click()
    await page.getByRole('heading', { level: 2, name: 'Fields' }).waitFor()
    const below = page.getByRole('region', { name: 'What lies below' }).getByRole('link').first()
    if (await below.isVisible()) {
      await below.click()
      await page.getByRole('heading', { level: 2, name: 'How it was answered' }).waitFor()
    }
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: SEEDED[product], exact: true }).click()
    await heading(page, SEEDED[product])
  })

  it.each([
    ['with scripts', true],
    ['with scripts off', false],
  ])('asks what its form says, and goes on to the next page, %s', async (_how, javaScriptEnabled) => {
    const visit = await letIn({ javaScriptEnabled })
    const { page } = visit
    await visit.open('/explorer/people/people')
    await page.locator('summary', { hasText: 'Ask something else of it' }).click()
    await page.locator('summary', { hasText: 'Where' }).click()
    await page.getByRole('group', { name: 'Where' }).getByLabel('child', { exact: true }).selectOption('false')
    await page.locator('summary', { hasText: /^Include$/ }).click()
    await page.getByRole('group', { name: 'Include' }).getByLabel('emails', { exact: true }).check()
    await page.locator('summary', { hasText: 'Fields of Person' }).click()
    await page.getByRole('group', { name: 'Fields of Person' }).getByLabel('name', { exact: true }).check()
    await page.getByLabel('Order', { exact: true }).selectOption('-last_name')
    await page.getByLabel('On a page').selectOption('25')
    await page.getByRole('button', { name: 'Ask', exact: true }).click()
    await page.waitForURL('**/explorer/people/people?where[child]=false&order=-last_name&include=emails&fields[Person]=name&per_page=25#answer')
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['id', 'name', 'emails'])
    // The question stands above its answer in a few words, and the form is out of the way.
    expect(await page.getByRole('list', { name: 'Asked' }).getByRole('listitem').allInnerTexts()).toEqual(['where[child]=false', 'order=-last_name', 'include=emails', 'fields[Person]=name', 'per_page=25'])
    expect(await page.getByRole('button', { name: 'Ask', exact: true }).isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByText(/^26–\d+ of/).waitFor()
    expect(new URL(page.url()).searchParams.get('order')).toBe('-last_name')
  })

  it('copies the question as it stands, without a pass', async () => {
    const visit = await letIn({ permissions: ['clipboard-read', 'clipboard-write'] })
    const { page } = visit
    await visit.open('/explorer/services/service_types')
    await page.getByRole('button', { name: 'Copy Foyer' }).click()
    await page.getByText('Copied').first().waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("const answer = await planningCenter.ask('services').list('service_types', {\n  perPage: 10,\n})\nconsole.log(answer.rows)")
  })

  it('can be moved to and fro with the keyboard where it is wider than the page', async () => {
    const visit = await letIn({ viewport: { width: 400, height: 800 } })
    const { page } = visit
    await visit.open('/explorer/people/people')
    const rows = page.getByRole('region', { name: 'Rows, to be moved to and fro' })
    await rows.focus()
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction(() => (document.querySelector('.explorer-scroll')?.scrollLeft ?? 0) > 0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400)
  })

  it('is whole on paper, which nobody can move to and fro', async () => {
    const visit = await letIn({ viewport: { width: 720, height: 1000 } })
    await visit.open('/explorer/people/people?order=last_name')
    await visit.page.emulateMedia({ media: 'print' })
    const tooWide = () => visit.page.evaluate(() => [...document.querySelectorAll('.main *')].filter((part) => part.getBoundingClientRect().right > window.innerWidth + 1).map(({ className, tagName }) => `${tagName} ${String(className)}`))
    expect(await tooWide()).toEqual([])
    expect(await visit.page.getByText('Ask something else of it').isVisible()).toBe(false)
  })

  it('tells a volunteer what they may not open, and is of use all the same', async () => {
    const visit = await begin(foyer, { meets: [403] })
    const { page } = visit
    await signIn(visit, VOLUNTEER, { path: '/explorer/giving' })
    await page.getByRole('link', { name: 'Let Foyer use Giving' }).click()
    await page.getByRole('button', { name: 'Allow', exact: true }).click()
    await page.getByRole('link', { name: 'donations', exact: true }).click()
    await page.getByText('Your Planning Center account may not open this in Giving').waitFor()
    await page.getByRole('navigation', { name: 'Where this is' }).getByRole('link', { name: 'Explorer' }).click()
    await page.locator('a[href="/explorer/people"]').click()
    await page.getByRole('link', { name: 'campuses', exact: true }).click()
    expect(await page.getByRole('rowheader').count()).toBeGreaterThan(0)
  })
})
