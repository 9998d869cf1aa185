import type { Page } from 'playwright-core'
import { PHONE, type Visit } from '../support/chromium'
import { readSheets } from '../support/pdf'
import { copied } from './church-ways'
import { neededWidth } from './reading'
import { useTour, type Guide, type Place } from './tour'
import { ADMINISTRATOR, householdPath, listPath, SECRETARY } from './walk'
import { as, person as personNamed, stranger } from './ways'

const NEWSLETTER = 'Newsletter by e-mail'
const front: Place = { name: 'the front page', says: /find your people/, go: stranger('/') }
const people: Place = { name: 'the people', says: 'People', go: as(SECRETARY, '/people') }
const lastPeople: Place = { name: 'the last page of people', says: 'People', go: as(SECRETARY, '/people?page=3') }
const photos: Place = { name: 'a page of photos', says: 'People', go: as(SECRETARY, '/people?view=cards') }
const household: Place = { name: 'a household', says: /household$/, go: as(SECRETARY, (foyer) => householdPath(foyer, 'Okafor')) }
const lists: Place = { name: 'the lists', says: 'Lists', go: as(SECRETARY, '/lists') }
const list: Place = { name: 'a list', says: NEWSLETTER, go: as(SECRETARY, (foyer) => listPath(foyer, NEWSLETTER)) }
const person: Place = { name: 'a person', says: 'Siobhán O\'Neil', go: as(SECRETARY, personNamed('Siobhán')) }
const picture: Place = { name: 'the picture of the church', says: 'The picture of the church', go: copied(SECRETARY, '/overview') }
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

  it.each([
    [640, 400], // an office screen twice as large
    [667, 375], // a phone held sideways
    [375, 640],
    [320, 480],
  ])('of %i by %i px shows the way in without scrolling', async (width, height) => {
    const { page } = await tour.arrive(front)
    await page.setViewportSize({ width, height })
    const box = await page.getByRole('link', { name: 'Sign in with Planning Center' }).boundingBox()
    expect(box && box.y + box.height).toBeLessThanOrEqual(height)
  })

  it.each([640, 900, 1280])('of %i px has the picture beside the words, not on top of them', async (width) => {
    const { page } = await tour.arrive(front)
    await page.setViewportSize({ width, height: 700 })
    const [words, picture] = [await page.locator('.entrance__words').boundingBox(), await page.locator('.entrance__picture').boundingBox()]
    expect(words && picture && words.x + words.width <= picture.x).toBe(true)
  })

  it.each([375, 800, 900, 990])('of %i px has the header begin and end where the page does', async (width) => {
    const { page } = await tour.arrive(people)
    await page.setViewportSize({ width, height: 700 })
    const edges = (selector: string) =>
      page.locator(selector).first().evaluate((element) => {
        const { left, right } = element.getBoundingClientRect()
        const { paddingLeft, paddingRight } = getComputedStyle(element)
        return [left + parseFloat(paddingLeft), right - parseFloat(paddingRight)]
      })
    expect(await edges('.header')).toEqual(await edges('.main'))
  })

  it('has photo cards of one row of one height, whoever has a telephone', async () => {
    const { page } = await tour.arrive(photos)
    const boxes = await page.locator('.person-card').evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect()).map(({ top, height }) => ({ top, height })))
    const heights = new Map<number, Set<number>>()
    for (const { top, height } of boxes) heights.set(top, (heights.get(top) ?? new Set()).add(Math.round(height)))
    expect(heights.size).toBeGreaterThan(2)
    expect([...heights.values()].filter(({ size }) => size > 1)).toEqual([])
  })

  describe.each([
    // In points, and what 15 mm of margin leave of the width in pixels.
    { format: 'A4', size: [595, 842], room: 680 },
    { format: 'Letter', size: [612, 792], room: 702 },
  ])('on $format', ({ format, size, room }) => {
    const toPaper = async (page: Page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      await page.setViewportSize({ width: room, height: 900 })
      expect(await neededWidth(page)).toBe(room)
      const sheets = readSheets(await page.pdf({ format }))
      for (const { width, height } of sheets) expect([Math.abs(width - (size[0] ?? 0)) < 2, Math.abs(height - (size[1] ?? 0)) < 2]).toEqual([true, true])
      return sheets.map(({ words }) => words)
    }

    it.each([
      ['a page of people', people, 1, 'People · 57 active people, 1–25 of 57'],
      ['the last page of people', lastPeople, 1, 'People · 57 active people, 51–57 of 57'],
      ['a page of photos', photos, 2, 'People · 57 active people, 1–25 of 57'],
      ['a person', person, 1, "Siobhán O'Neil"],
      ['a household', household, 1, 'Okafor household · 5 people'],
      ['the lists', lists, 1, 'Lists · 3 lists'],
      ['the picture of the church', picture, 2, 'The picture of the church · 60 people'],
      ['a list of thirty', list, 1, `${NEWSLETTER} · 30 people, 1–25 of 30`],
    ])('%s is printed without header, buttons and colours, wastes no paper, and each sheet says what it is, who may have it, and since when', async (_what, place, most, title) => {
      const { page } = await tour.arrive(place)
      const days = [churchDay()]
      const sheets = await toPaper(page)
      days.push(churchDay())

      for (const role of SCREEN_ONLY) expect([role, await page.getByRole(role).count()]).toEqual([role, 0])
      expect(await page.getByRole('link', { name: /Next|Open in Planning Center|Skip/ }).count()).toBe(0)
      expect(await inkAndPaper(page)).toEqual({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })

      expect(sheets.length).toBeLessThanOrEqual(most)
      for (const words of sheets) {
        expect(words).toContain(squeezed(`First Church · ${title} Printed on`))
        expect(words).toContain(squeezed('from Foyer by Ruth Abernathy · for church use only'))
        const date = /Printedon(.*?)fromFoyer/.exec(words)?.[1]
        // Lists of lists come without the church's time zone.
        if (place === lists) expect(date).toMatch(/^[A-Z][a-z]+\d{1,2},\d{4}at\d{1,2}:\d\d[AP]MUTC$/)
        else expect(days).toContain(date)
      }
    })

    it('the summary is one sheet or two, with all that a church says yes to', async () => {
      const { page } = await tour.arrive(summary)
      const sheets = await toPaper(page)
      expect(sheets.length).toBeLessThanOrEqual(2)
      for (const words of sheets) {
        expect(words).toContain(squeezed('First Church · What First Church lets Foyer do Printed on'))
        expect(words).toContain(squeezed('from Foyer by Mei-Ling Chen · for church use only'))
      }
      const all = sheets.join('')
      for (const words of SUMMARISED) expect(all).toContain(squeezed(words))
      for (const words of ['Connect again', 'Change:', 'Keep to these choices']) expect(all).not.toContain(squeezed(words))
      for (const role of SCREEN_ONLY) expect([role, await page.getByRole(role).count()]).toEqual([role, 0])
      expect(await inkAndPaper(page)).toEqual({ ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)' })
    })

    it.each([
      ['everybody', as(SECRETARY, '/privacy')],
      ['four churches, by a stranger', printedForFourChurches],
    ])('whether it is safe, for %s, is one sheet from the first question to the last answer', async (_who, go) => {
      const { page } = await tour.arrive({ name: 'whether this is safe', says: 'Is this safe?', go })
      const [sheet, ...more] = await toPaper(page)
      expect(more).toEqual([])
      for (const words of ['Is this safe?', 'Who can get in?', 'No password needs changing, since Foyer has none.']) expect(sheet).toContain(squeezed(words))
    })
  })

  it('of several sheets, each says what it is and who may have it', async () => {
    const { page } = await tour.arrive(people)
    const sheets = readSheets(await page.pdf({ format: 'A5' }))
    expect(sheets.length).toBeGreaterThan(1)
    for (const { words } of sheets) expect(words).toContain(squeezed('First Church · People · 57 active people, 1–25 of 57'))
  })
})

async function printedForFourChurches({ otherFoyer, stranger }: Guide): Promise<Visit> {
  const visit = await stranger(await otherFoyer({ database: 'pglite', env: { PCO_ORGANIZATIONS: '7001,7002,7003,7004' } }))
  await visit.open('/privacy')
  return visit
}

/** On a summary that is printed: how, what, what never, who may export, until when. */
const SUMMARISED = [
  'How Foyer reads',
  'home, work or mobile',
  'which profiles were joined into one',
  'Never read',
  'medical notes, background checks, notes about people',
  'Custom tabs',
  'May export',
  'May export children',
  'Where it is kept',
  'How it ends',
  'Planning Center has no read-only permission, so its page will allow Foyer to change records. Foyer does not.',
]

const squeezed = (words: string) => words.replace(/\s+/g, '')

/** Today in the sample church, as paper has it. */
const churchDay = () => squeezed(new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'America/Chicago' }).format())

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
