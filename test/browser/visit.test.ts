import type { Page } from 'playwright-core'
import { axe, COLOUR_RULES, useChromium, type Visit } from '../support/chromium'
import { HOUR } from '../support/clock'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'
import { heading, passPlanningCenter, PASTOR, personPath, SECRETARY, signIn, TWO_CHURCHES, VOLUNTEER } from './walk'

/** After signing out, a step back may be refused, and one into the sign-in always is. */
const STEPS_BACK = [400, 401]

describe('a visit', () => {
  const begin = useChromium()
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  describe.each([
    ['with scripts', true],
    ['with scripts off', false],
  ])('%s', (_how, javaScriptEnabled) => {
    it('leads from the front page through the people to one of them, out again, and in as somebody else', async () => {
      const visit = await begin(foyer, { javaScriptEnabled, meets: STEPS_BACK })
      await comeIn(visit)
      await lookSomebodyUp(visit)
      await signOut(visit)
      await lookBack(visit)
      await comeInAsSomebodyElse(visit)
    })
  })

  async function comeIn({ page, open }: Visit): Promise<void> {
    await open('/')
    await heading(page, 'Come in through Planning Center and find your people.')
    await page.getByRole('link', { name: 'Sign in with Planning Center' }).click()
    await passPlanningCenter(page, SECRETARY)
    await heading(page, 'Welcome, Ruth')
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await whose(page)).toBe('Ruth Abernathy First Church')
  }

  async function lookSomebodyUp({ page }: Visit): Promise<void> {
    await page.getByRole('link', { name: 'People', exact: true }).click()
    await heading(page, 'People')
    await page.getByRole('link', { name: 'Next' }).click()
    await page.locator('.pagination__range', { hasText: '26–50' }).waitFor()
    await page.getByRole('searchbox', { name: 'Search people' }).fill("o'neil")
    await page.getByRole('button', { name: 'Search' }).click()
    await found(page, 'o\'neil')
    await page.getByRole('link', { name: /^Siobhán/ }).click()
    await heading(page, "Siobhán O'Neil")
    expect(await page.getByRole('link', { name: '(319) 555-0108' }).getAttribute('href')).toBe('tel:+13195550108')
  }

  async function signOut({ page }: Visit): Promise<void> {
    await page.getByRole('link', { name: /^Your account/ }).click()
    await heading(page, 'Your account')
    await page.getByText('People: Editor').waitFor()
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
    await heading(page, 'You are signed out')
  }

  /** Whoever sits down at this computer next presses the back button. */
  async function lookBack({ page }: Visit): Promise<void> {
    for (let step = 0; step < 3; step++) {
      await page.goBack()
      await heading(page, /./)
      expect(await page.locator('body').innerText()).not.toMatch(/Siobhán|555-0108|People: Editor/)
    }
  }

  async function comeInAsSomebodyElse({ page, open }: Visit): Promise<void> {
    await open('/signed-out')
    await page.getByRole('link', { name: 'Someone else signs in' }).click()
    await heading(page, 'Who is signing in?')
    await passPlanningCenter(page, VOLUNTEER)
    await heading(page, 'Welcome, Tom')
    expect(await whose(page)).toBe("Tom O'Neil First Church")
  }

  it('that has ended stays ended for the back button, even while the same person is signed in elsewhere', async () => {
    await signIn(await begin(foyer), SECRETARY)
    const visit = await begin(foyer, { meets: STEPS_BACK })
    await signIn(visit, SECRETARY, { path: personPath(foyer, 'Siobhán') })
    await signOut(visit)
    await lookBack(visit)
  })

  it('of somebody in two churches shows the one that was chosen, and says which', async () => {
    const visit = await begin(foyer)
    await signIn(visit, TWO_CHURCHES, { church: /Grace Chapel/ })
    await heading(visit.page, 'People')
    expect(await whose(visit.page)).toBe('Samuel Haddad Grace Chapel')
    const people = await visit.page.getByRole('table').innerText()
    expect(people).toContain('Beatrice Osei')
    expect(people).not.toContain('Abernathy')
  })

  it.each([
    ['the first', [0, 1]],
    ['the second', [1, 0]],
  ])('can be begun in two tabs; when %s arrives first, both work', async (_which, order) => {
    const visit = await begin(foyer)
    const tabs = [visit.page, await visit.context.newPage()]
    const wanted = ['/people?q=Kim', '/account']
    for (const [index, tab] of tabs.entries()) await tab.goto(foyer.url + wanted[index])
    for (const index of order) {
      const tab = tabs[index]
      if (!tab) throw new Error('no such tab')
      await passPlanningCenter(tab, PASTOR)
      expect(tab.url()).toBe(foyer.url + wanted[index])
    }
    for (const tab of tabs) {
      await tab.reload()
      expect(await whose(tab)).toBe('Daniel Okafor First Church')
    }
  })

  it('brings the number of somebody on the screen in two actions: type the name, press Enter', async () => {
    const visit = await begin(foyer)
    await signIn(visit, SECRETARY)
    await visit.page.keyboard.press('/') // reaches the box without the mouse; clicking it would do as well
    await visit.page.keyboard.type("O'Neil Siobhán")
    await visit.page.keyboard.press('Enter')
    await visit.page.getByRole('link', { name: '(319) 555-0108' }).waitFor()
  })

  it('loses nothing by going back into the sign-in, nor by reloading', async () => {
    const visit = await begin(foyer)
    const { page } = visit
    await signIn(visit, SECRETARY, { path: '/people?q=Okafor' })
    await page.goBack()
    await page.locator('.wordmark').waitFor()
    await page.reload()
    expect(await whose(page)).toBe('Ruth Abernathy First Church')
  })

  describe('left alone for an hour', () => {
    let visit: Visit
    let before: number
    beforeEach(async () => {
      // The page that says so moves on by itself.
      visit = await begin(foyer, { meets: [401] })
      await signIn(visit, SECRETARY, { path: '/people?q=n' })
      foyer.clock.advance(HOUR)
      before = visit.answers.length
    })

    /** Planning Center is passed through, but shows nothing. */
    const questionsAsked = () =>
      visit.answers.slice(before).filter((answer) => answer.url().startsWith(foyer.sandbox.url) && answer.status() === 200)

    it('goes on with the next press, at the page and search that were wanted, without a question', async () => {
      await visit.page.getByRole('link', { name: 'Next' }).click()
      await visit.page.locator('.pagination__range', { hasText: '26–' }).waitFor()
      expect(visit.page.url()).toBe(`${foyer.url}/people?q=n&status=active&page=2`)
      expect(questionsAsked()).toEqual([])
    })

    it('goes on with the next search, without a question', async () => {
      await visit.page.getByRole('searchbox').fill('Chen')
      await visit.page.getByRole('searchbox').press('Enter')
      await found(visit.page, 'Chen')
      expect(visit.page.url()).toBe(`${foyer.url}/people?q=Chen`)
      expect(questionsAsked()).toEqual([])
    })
  })

  describe('is watched, and whoever watches', () => {
    it.each([
      ['what the policy forbids', addScript, /Content Security Policy/],
      ['a picture from elsewhere', () => void (new Image().src = 'https://example.org/a.png'), /Content Security Policy/],
      ['a file that is not there', () => void (new Image().src = '/assets/none.png'), /none\.png answers 404/],
      ['a script that breaks', () => void Promise.reject(new Error('broken')), /throws: broken/],
      ['a dialog', () => void setTimeout(() => alert('boo')), /a dialog opens: boo/],
    ])('notices %s', async (_what, happen, complaint) => {
      const { page, open, takeComplaints } = await begin(foyer)
      await open('/')
      await page.evaluate(happen)
      const complaints: string[] = []
      await until(() => complaints.push(...takeComplaints()) > 0)
      expect(complaints.join()).toMatch(complaint)
    })

    it('notices what axe finds', async () => {
      const { page, open } = await begin(foyer)
      await open('/')
      expect(await axe(page)).toEqual([])
      await page.evaluate(() => document.documentElement.removeAttribute('lang'))
      await page.evaluate(() => document.querySelector('h1')?.style.setProperty('color', '#ddd'))
      expect((await axe(page)).map((fault) => fault.split(':')[0]).sort()).toEqual(['color-contrast', 'html-has-lang'])
      expect((await axe(page, COLOUR_RULES)).length).toBe(1)
    })
  })
})

function addScript(): void {
  document.body.append(Object.assign(document.createElement('script'), { text: 'alert(1)' }))
}

const found = (page: Page, words: string) => page.locator('.page-head').getByText(`found for “${words}”`).waitFor()

/** The header always says whose eyes these are. */
async function whose(page: Page): Promise<string> {
  const text = await page.locator('.eyes__who').innerText()
  return text.replace('Your account:', '').replace(/\s+/g, ' ').trim()
}
