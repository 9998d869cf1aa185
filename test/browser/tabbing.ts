import type { Page } from 'playwright-core'
import { DESK, type Visit } from '../support/chromium'

/** 1280 by 800 enlarged to 200 %: the pages are a bar at the foot of the window, which may hide nothing that has the focus. */
const TWICE_AS_LARGE = { width: 640, height: 400 }
const TABLET = { width: 900, height: 700 }

/** What somebody stumbles over who comes without a mouse. */
export async function walkByTab({ page }: Visit): Promise<string[]> {
  const stumbles: string[] = []
  for (const size of [DESK, TABLET, TWICE_AS_LARGE]) {
    await page.setViewportSize(size)
    // Twice as large, the account stands beside the wordmark and the bar at the foot: the header has an order of its own.
    const jumps = await jumpsBack(page, size === TWICE_AS_LARGE ? 'main' : 'body')
    stumbles.push(...jumps.map((jump) => `${size.width} px: ${jump}`))
  }
  stumbles.push(...(await walkRound(page)))
  if ((await page.locator('#search').count()) > 0) stumbles.push(...(await findSearchByKey(page)))
  return stumbles
}

const STOPS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'

/** Stops whose next one lies neither below nor to the right, as eyes go. */
function jumpsBack(page: Page, within: string): Promise<string[]> {
  return page.evaluate(
    ([stops, root]) => {
      const ONE_LINE = 12 // what stands in one line differs in height
      const shown = [...document.querySelectorAll<HTMLElement>(`${root} :is(${stops})`)].filter((stop) => stop.checkVisibility())
      return shown.flatMap((stop, index) => {
        const next = shown[index + 1]
        if (!next) return []
        const [from, to] = [stop.getBoundingClientRect(), next.getBoundingClientRect()]
        const goesOn = to.top >= from.top - ONE_LINE || to.left >= from.right - 1
        return goesOn ? [] : [`Tab jumps back from "${stop.innerText}" to "${next.innerText}"`]
      })
    },
    [STOPS, within] as const,
  )
}

/** Once round by pressing Tab: every stop in turn, marked, in sight, and out again. Each is looked at when the next Tab comes. */
async function walkRound(page: Page): Promise<string[]> {
  const walk = await page.evaluateHandle((stops) => {
    const shown = [...document.querySelectorAll<HTMLElement>(stops)].filter((stop) => stop.checkVisibility())
    const expected = shown.flatMap((stop) => Array.from({ length: tabsAt(stop) }, () => stop))
    const complaints: string[] = []
    const state = { count: expected.length, passed: -1, complaints }

    const top = document.body.insertBefore(Object.assign(document.createElement('span'), { tabIndex: -1 }), document.body.firstChild)
    top.focus()
    top.remove()
    document.addEventListener('keydown', look, true)
    return state

    function look(): void {
      const stop = document.activeElement
      state.passed += 1
      if (state.passed === 0) return
      const meant = expected[state.passed - 1]
      // Past the last stop come the browser's own buttons, where it has any, and else the first.
      const isMeant = meant ? stop === meant : stop === document.body || stop === expected[0]
      if (!isMeant) complaints.push(`stop ${state.passed} is "${nameOf(stop)}", not "${nameOf(meant ?? null)}"`)
      // What a browser draws within a box of its own, it marks itself.
      const isWithin = stop === expected[state.passed - 2]
      if (!(stop instanceof HTMLElement) || stop === document.body || isWithin) return
      // A box to tick that nobody sees is shown by its words.
      const target = (getComputedStyle(stop).opacity === '0' && stop instanceof HTMLInputElement && stop.labels?.[0]) || stop
      const { outlineStyle, outlineWidth } = getComputedStyle(target)
      const [box] = target.getClientRects()
      const onTop = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      if (outlineStyle !== 'solid' || parseFloat(outlineWidth) < 3) complaints.push(`"${nameOf(stop)}" is not marked`)
      if (!onTop || !(target.contains(onTop) || stop === onTop)) complaints.push(`"${nameOf(stop)}" is out of sight or covered`)
    }

    /** Of several choices Tab stops at the chosen one; in a date at month, day, year and calendar. */
    function tabsAt(stop: HTMLElement): number {
      if (!(stop instanceof HTMLInputElement)) return 1
      if (stop.type === 'date') return 4
      if (stop.type !== 'radio') return 1
      const group = shown.filter((one) => one instanceof HTMLInputElement && one.type === 'radio' && one.name === stop.name && one.form === stop.form) as HTMLInputElement[]
      return stop === (group.find(({ checked }) => checked) ?? group[0]) ? 1 : 0
    }

    function nameOf(element: Element | null): string {
      return element instanceof HTMLElement ? element.innerText || element.id || element.tagName : 'nothing'
    }
  }, STOPS)

  const stops = await walk.evaluate(({ count }) => count)
  // One more leads out, and the last lets that be seen.
  for (let pressed = 0; pressed < stops + 2; pressed++) await page.keyboard.press('Tab')
  const { passed, complaints } = await walk.jsonValue()
  return passed === stops + 1 ? complaints : [...complaints, `Tab was heard ${passed} times for ${stops} stops`]
}

/** "/" leads to the box from anywhere, and within it is a letter like any other. */
async function findSearchByKey(page: Page): Promise<string[]> {
  const box = page.locator('#search')
  await box.fill('')
  await box.blur()
  await page.keyboard.press('/')
  if (!(await box.evaluate((element) => element === document.activeElement))) return ['"/" does not lead to the search']
  await page.keyboard.press('/')
  return (await box.inputValue()) === '/' ? [] : ['"/" cannot be typed into the search']
}
