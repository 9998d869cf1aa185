import type { Page } from 'playwright-core'
import { PHONE } from '../support/chromium'
import { neededWidth } from './reading'
import { useTour, type Place } from './tour'
import { ADMINISTRATOR, listPath, SECRETARY } from './walk'
import { as, person as personNamed } from './ways'

const NEWSLETTER = 'Newsletter by e-mail'
const people: Place = { name: 'the people', says: 'People', go: as(SECRETARY, '/people') }
const list: Place = { name: 'a list', says: NEWSLETTER, go: as(SECRETARY, (foyer) => listPath(foyer, NEWSLETTER)) }
const person: Place = { name: 'a person', says: 'Siobhán O\'Neil', go: as(SECRETARY, personNamed('Siobhán')) }
const summary: Place = { name: 'the summary', says: 'What First Church lets Foyer do', go: as(ADMINISTRATOR, '/connection/summary') }

describe('a phone, and paper', () => {
  const tour = useTour()

  it.each([375, 320])('of %i px calls everybody: every number is whole and in reach', async (width) => {
    const { page } = await tour.arrive(people)
    await page.setViewportSize({ width, height: 640 })
    expect(await page.locator('a[href^="tel:"]').count()).toBeGreaterThan(15)
    expect(await brokenNumbers(page)).toEqual([])
  })

  it('lets the people slip under the bar at its foot, never over it', async () => {
    const { page } = await tour.arrive(people)
    await page.setViewportSize(PHONE)
    expect(await whatCoversTheBar(page)).toEqual([])
  })

  it('shows letters of 17 px, where a desk shows 18 px', async () => {
    const { page } = await tour.arrive(people)
    const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize)
    expect(await size()).toBe('18px')
    await page.setViewportSize(PHONE)
    expect(await size()).toBe('17px')
  })

  describe.each([
    // In points, and what 15 mm of margin leave of the width in pixels.
    { format: 'A4', size: [595, 842], room: 680 },
    { format: 'Letter', size: [612, 792], room: 702 },
  ])('on $format', ({ format, size, room }) => {
    it.each([
      ['a page of people', people, 1],
      ['a person', person, 1],
      ['a list of thirty', list, 2],
      ['the summary of what a church allows', summary, 1],
    ])('%s is printed without header, buttons and colours, wastes no paper, and says who may have it', async (_what, place, most) => {
      const { page } = await tour.arrive(place)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      await page.setViewportSize({ width: room, height: 900 })

      for (const role of SCREEN_ONLY) expect([role, await page.getByRole(role).count()]).toEqual([role, 0])
      expect(await page.getByRole('link', { name: /Next|Open in Planning Center|Skip/ }).count()).toBe(0)
      expect(await page.locator('main').innerText()).toMatch(/First Church · printed from Foyer by (Ruth Abernathy|Mei-Ling Chen) · for church use only/)
      expect(await inkAndPaper(page)).toEqual({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })
      expect(await neededWidth(page)).toBe(room)

      const sheets = sizesOfSheets(await page.pdf({ format }))
      expect(sheets.length).toBeLessThanOrEqual(most)
      expect(sheets[0]?.map((side, index) => Math.abs(side - (size[index] ?? 0)) < 2)).toEqual([true, true])
    })
  })
})

/** Telephone numbers that run over two lines, out of the window, or under something else. */
function brokenNumbers(page: Page): Promise<string[]> {
  return page.locator('a[href^="tel:"]').evaluateAll((links) =>
    links.flatMap((link) => {
      link.scrollIntoView({ block: 'center' })
      const { left, right, top, bottom } = link.getBoundingClientRect()
      const letters = document.createRange()
      letters.selectNodeContents(link.querySelector('bdi') ?? link)
      const lines = new Set([...letters.getClientRects()].map((line) => Math.round(line.top)))
      const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
      return lines.size === 1 && right <= innerWidth && link.contains(onTop) ? [] : [link.textContent ?? '']
    }),
  )
}

/** Scrolls through the whole page and feels along the bar. */
function whatCoversTheBar(page: Page): Promise<string[]> {
  return page.getByRole('navigation', { name: 'Pages' }).evaluate((bar) => {
    const covering = new Set<string>()
    for (let down = 0; down < document.documentElement.scrollHeight; down += 20) {
      scrollTo(0, down)
      const { x, y, width, height } = bar.getBoundingClientRect()
      for (const share of [0.1, 0.5, 0.9]) {
        const onTop = document.elementFromPoint(x + width * share, y + height / 2)
        if (onTop && !bar.contains(onTop)) covering.add(onTop.textContent ?? '')
      }
    }
    return [...covering]
  })
}

const SCREEN_ONLY = ['banner', 'navigation', 'contentinfo', 'search', 'button'] as const

const inkAndPaper = (page: Page) =>
  page.evaluate(() => {
    const { color, backgroundColor } = getComputedStyle(document.body)
    return { ink: color, paper: backgroundColor }
  })

const sizesOfSheets = (pdf: Buffer): number[][] =>
  [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, ...sides]) => sides.map(Number))
