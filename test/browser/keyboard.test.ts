import type { Page } from 'playwright-core'
import { useChromium } from '../support/chromium'
import { startFoyer, type Foyer } from '../support/start-app'
import { heading, SECRETARY, signIn, VOLUNTEER } from './walk'

/** Where the focus is, as somebody who looks for it sees it. */
interface Stop {
  name: string
  /** A line of three pixels around it. */
  marked: boolean
  /** On the screen, with nothing on top of it. */
  seen: boolean
}

describe('with the keyboard alone', () => {
  const begin = useChromium()
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  it('one comes in, finds somebody, and goes out again', async () => {
    const { page, open } = await begin(foyer)
    await open('/')
    await press(page, 'Sign in with Planning Center')
    await heading(page, 'Who is signing in?')
    await press(page, /^Secretary/)
    await heading(page, 'Let Foyer in?')
    await press(page, 'Allow')
    await heading(page, 'Welcome, Ruth')
    await press(page, 'People')
    await heading(page, 'People')
    await press(page, 'Next')
    await page.waitForURL('**/people?page=2')

    await tabTo(page, 'Search people')
    await page.keyboard.type('novak')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/people?q=novak')
    await press(page, 'Milo Novák-Price')
    await heading(page, 'Milo Novák-Price')
    await press(page, /^Your account:/)
    await heading(page, 'Your account')
    await press(page, 'Sign out')
    await heading(page, 'You are signed out')
    await press(page, 'Someone else signs in')
    await heading(page, 'Who is signing in?')
  })

  it('the first stop skips to the page', async () => {
    const visit = await begin(foyer)
    await signIn(visit, SECRETARY)
    const { page } = visit
    await page.keyboard.press('Tab')
    expect(await stop(page)).toEqual({ name: 'Skip to the page', marked: true, seen: true })
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect((await stop(page))?.name).toBe('Table')
  })

  it('the stops come in reading order, each of them once, and lead out again', async () => {
    const visit = await begin(foyer)
    await signIn(visit, VOLUNTEER, { path: '/account' })
    expect((await everyStop(visit.page)).map(({ name }) => name)).toEqual([
      'Skip to the page',
      'Foyer',
      'Search people',
      'Search',
      'Home',
      'People',
      'Lists',
      'Reports',
      "Your account: Tom O'Neil First Church",
      'Sign out',
      'Sign out Chrome on Linux',
      'Sign out everywhere',
      'Explorer',
      'Is this safe?',
    ])
  })
})

/** More than any page has. */
const MOST_STOPS = 150

/** Tabs to what bears this name, and presses Enter there. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = []
  for (let count = 0; count < MOST_STOPS; count++) {
    await page.keyboard.press('Tab')
    const here = await stop(page)
    if (!here) continue
    expect(here).toEqual({ name: here.name, marked: true, seen: true })
    if (typeof name === 'string' ? here.name === name : name.test(here.name)) return
    passed.push(here.name)
  }
  throw new Error(`Tab never comes to ${name}, only to ${passed.join(', ')}`)
}

/** From the top of a page once round. */
async function everyStop(page: Page): Promise<Stop[]> {
  const stops: Stop[] = []
  for (let count = 0; count < MOST_STOPS; count++) {
    await page.keyboard.press('Tab')
    const here = await stop(page)
    if (!here) return stops
    stops.push(here)
  }
  throw new Error(`Tab does not lead out of ${page.url()}`)
}

/** Null between the last stop and the first, where the browser's own buttons come. */
function stop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || element === document.body) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    const [box] = element.getClientRects()
    const onTop = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
    return {
      name: (label?.innerText ?? '').replace(/\s+/g, ' ').trim(),
      marked: outlineStyle === 'solid' && parseFloat(outlineWidth) >= 3,
      seen: Boolean(onTop && element.contains(onTop)),
    }
  })
}
