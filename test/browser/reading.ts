import type { Page } from 'playwright-core'
import { axe, COLOUR_RULES, DESK, PHONE, type Visit } from '../support/chromium'

/** 1280 px enlarged to 200 % (WCAG 1.4.4), an ordinary phone, and the narrowest: also 1280 px at 400 % (WCAG 1.4.10). */
const SMALL_WIDTHS = [640, 375, 320]
const HEAVIEST_PAGE_BYTES = 150 * 1024
/** A thumb's width; WCAG 2.5.8 asks for 24. */
const THUMB_PX = 44

/** What axe finds wrong, by day and by night, at a desk and on a phone. */
export async function findFaults({ page }: Visit): Promise<string[]> {
  const faults: string[] = []
  for (const viewport of [DESK, PHONE]) {
    await page.setViewportSize(viewport)
    await page.emulateMedia({ colorScheme: 'light' })
    faults.push(...(await axe(page)))
    await page.emulateMedia({ colorScheme: 'dark' })
    faults.push(...(await axe(page, COLOUR_RULES)))
  }
  return faults
}

/** What is too wide, too small or too heavy for an enlarged window, a phone or a slow line. */
export async function findTightSpots(visit: Visit): Promise<string[]> {
  const { page } = visit
  const spots: string[] = []
  for (const width of SMALL_WIDTHS) {
    await page.setViewportSize({ width, height: PHONE.height })
    const needed = await neededWidth(page)
    if (needed > width) spots.push(`${width} px: needs ${needed} px`)
    spots.push(...(await crampedTargets(page)).map((words) => `${width} px: ${words}`))
  }
  const bytes = await weigh(visit)
  return bytes > HEAVIEST_PAGE_BYTES ? [...spots, `weighs ${bytes} bytes`] : spots
}

/** Wider than the window means scrolling sideways. */
export const neededWidth = (page: Page) => page.evaluate(() => Math.max(document.documentElement.scrollWidth, innerWidth))

/** Links and buttons with less than a thumb's height; those within a sentence are excepted, as in WCAG 2.5.8. */
function crampedTargets(page: Page): Promise<string[]> {
  return page.evaluate((thumb) => {
    const pressed = 'a[href], button, select, textarea, summary, input:not([type=hidden])'
    return [...document.querySelectorAll<HTMLElement>(pressed)].flatMap((control) => {
      // A box to tick, or one of several choices, is pressed by its words.
      const target = (control instanceof HTMLInputElement && ['checkbox', 'radio'].includes(control.type) && control.labels?.[0]) || control
      if (!target.checkVisibility()) return [] // folded away
      const { display, clipPath } = getComputedStyle(target)
      const inSentence = display === 'inline' && target.closest('p') !== null
      target.scrollIntoView({ block: 'center' })
      const [box] = target.getClientRects()
      // Some wait for the keyboard, above the window or clipped away.
      // … or until what holds them is opened.
      if (!box || box.bottom <= 0 || clipPath !== 'none' || inSentence || !target.checkVisibility()) return []

      // What a finger meets, which may be more than the box: a whole line of the list opens its person.
      const hits = (y: number) => target.contains(document.elementFromPoint(box.x + box.width / 2, y))
      let [top, bottom] = [box.y + box.height / 2, box.y + box.height / 2]
      while (hits(top - 1) && bottom - top < thumb) top -= 1
      while (hits(bottom + 1) && bottom - top < thumb) bottom += 1
      return bottom - top >= thumb - 1 ? [] : [`"${target.innerText || target.tagName}" is ${bottom - top} px high`]
    })
  }, THUMB_PX)
}

/** What the open page is made of: the document, and everything it asked for. */
async function weigh({ answers }: Visit): Promise<number> {
  const start = answers.findLastIndex((answer) => answer.request().isNavigationRequest())
  const bodies = await Promise.all(answers.slice(start).map((answer) => answer.body()))
  return bodies.reduce((sum, { length }) => sum + length, 0)
}
