import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Result } from 'axe-core'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Cookie, Page, Request, Response } from 'playwright-core'
import type { Foyer } from './start-app'

export interface VisitOptions extends BrowserContextOptions {
  /** Error statuses this visit means to meet; any other one is a complaint. */
  meets?: number[]
  /** Brought along from an earlier visit. */
  cookies?: Cookie[]
  /** In a profile that an earlier test left and that was emptied, where there is one: half the work of a new one. */
  secondHand?: boolean
}

/** One browser profile: its own cookies and cache, as many tabs as wanted. */
export interface Visit {
  readonly context: BrowserContext
  readonly page: Page
  /** Types an address of Foyer. */
  readonly open: (path: string) => Promise<void>
  /** Every answer any tab got, in the order of arrival. */
  readonly answers: Response[]
  /** What the pages complained of until now, each said once. */
  readonly takeComplaints: () => string[]
}

export type BeginVisit = (foyer: Foyer, options?: VisitOptions) => Promise<Visit>

/**
 * One Chromium for a test file, and a profile for each visit. A test's visits end with it, and the test fails when a page
 * of theirs complained: of the content security policy, of a script, of a request or by a dialog.
 */
export function useChromium(): BeginVisit {
  let browser: Browser
  let inUse: { visit: Visit; profile: Profile; secondHand: boolean }[] = []
  const emptied: Profile[] = []

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: findChromium(), args: QUIET })
  })
  afterEach(async () => {
    const ended = inUse
    inUse = []
    for (const { profile, secondHand } of ended) {
      if (secondHand) emptied.push(await empty(profile))
      else await profile.context.close()
    }
    expect(ended.flatMap(({ visit }) => visit.takeComplaints())).toEqual([])
  })
  afterAll(() => browser.close())

  return async (foyer, { meets = [], cookies = [], secondHand = false, ...wishes } = {}) => {
    const profile = (secondHand && emptied.pop()) || (await createProfile(browser, wishes))
    await profile.context.addCookies(cookies)
    const { context, page } = profile
    const visit = { context, page, open: async (path: string) => void (await page.goto(foyer.url + path)), ...profile.watch({ foyer, meets }) }
    inUse.push({ visit, profile, secondHand })
    return visit
  }
}

interface Profile {
  context: BrowserContext
  page: Page
  /** From now on for this visit. */
  watch(visit: Watched): Pick<Visit, 'answers' | 'takeComplaints'>
}

async function createProfile(browser: Browser, wishes: BrowserContextOptions): Promise<Profile> {
  const context = await browser.newContext({ viewport: DESK, ...wishes })
  context.setDefaultTimeout(LONGEST_WAIT_MS)
  return { context, watch: watchPages(context), page: await context.newPage() }
}

/** Nothing is left but the stylesheets and pictures, which browsers may keep for ever. */
async function empty(profile: Profile): Promise<Profile> {
  const { context, page } = profile
  await Promise.all(context.pages().map((each) => (each === page ? each.goto('about:blank') : each.close())))
  await context.clearCookies()
  await page.emulateMedia({ media: null, colorScheme: null })
  await page.setViewportSize(DESK)
  return profile
}

/** An ordinary office screen. */
export const DESK = { width: 1280, height: 800 }
export const PHONE = { width: 375, height: 640 }
/** Below Jest's own time-out, so that the step that never came is named. */
const LONGEST_WAIT_MS = 10_000
/** No sandbox, because root in a container can have none. The rest keeps the browser from calling home. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Watched {
  foyer: Foyer
  meets: number[]
}

/** Notes what a person with the developer tools open would wince at. */
function watchPages(context: BrowserContext): Profile['watch'] {
  let now: (Watched & { answers: Response[]; complaints: Set<string> }) | undefined
  const complain = (words: string) => void now?.complaints.add(words)

  context.on('console', (message) => {
    const { url } = message.location()
    // Requests are judged below, where their status is known.
    if (message.text().startsWith('Failed to load resource')) return
    if (message.type() === 'error' || message.type() === 'warning') complain(`${url} says: ${message.text()}`)
  })
  context.on('weberror', (error) => complain(`${error.page()?.url()} throws: ${error.error().message}`))
  context.on('dialog', (dialog) => {
    complain(`a dialog opens: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('request', (request) => {
    if (now && !isAtHome(request, now.foyer)) complain(`${request.frame().url()} asks a stranger: ${request.url()}`)
  })
  context.on('requestfailed', (request) => {
    // Whoever presses a link before the picture has come gives the picture up; that is no failure.
    const reason = request.failure()?.errorText
    if (reason !== 'net::ERR_ABORTED') complain(`${request.url()} fails: ${reason}`)
  })
  context.on('response', (response) => {
    now?.answers.push(response)
    const status = response.status()
    const isMeant = now?.meets.includes(status) && belongsToWhatIsLookedAt(response.request())
    if (status >= 400 && !isMeant) complain(`${response.url()} answers ${status}`)
  })

  return (visit) => {
    const noted = { ...visit, answers: new Array<Response>(), complaints: new Set<string>() }
    now = noted
    return {
      answers: noted.answers,
      takeComplaints() {
        const taken = [...noted.complaints]
        noted.complaints.clear()
        return taken
      },
    }
  }
}

/** The page itself or a picture on it: whatever ends a page's sign-in takes the pictures that are still on their way. */
const belongsToWhatIsLookedAt = (request: Request) => request.isNavigationRequest() || request.resourceType() === 'image'

/** A page may go to Foyer or to Planning Center; what belongs to a page comes from where the page came from. */
function isAtHome(request: Request, foyer: Foyer): boolean {
  const { protocol, origin } = new URL(request.url())
  if (['data:', 'blob:', 'about:'].includes(protocol)) return true
  if (request.isNavigationRequest()) return origin === foyer.url || origin === foyer.sandbox.url
  return origin === new URL(request.frame().url()).origin
}

/**
 * What axe finds wrong, each rule with the elements that break it. Its source goes in by the debugger, which no policy
 * binds, so the page keeps its own.
 */
export async function axe(page: Page, rules = EVERY_RULE): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const options = JSON.stringify({ runOnly: rules, resultTypes: ['violations'] })
  // What passed stays there: a page of people has much of it.
  const violations = await page.evaluate<Result[]>(`axe.run(${options}).then(({ violations }) => violations)`)
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const EVERY_RULE = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** All that a change of colours can break. */
export const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

/** In the same places and the same order as `npm run test:setup`. */
function findChromium(): string {
  const named = process.env['CHROMIUM_PATH']
  const found = (named ? [named] : NAMES.flatMap(onThePath)).find((path) => existsSync(path) && runs(path))
  if (!found) throw new Error('There is no Chromium or Chrome here: run "npm run test:setup", or name one by CHROMIUM_PATH.')
  return found
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

const onThePath = (name: string) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))

/** Ubuntu's chromium-browser package is only a pointer to a snap. */
function runs(path: string): boolean {
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return /\d+\.\d+\.\d+/.test(stdout)
}
