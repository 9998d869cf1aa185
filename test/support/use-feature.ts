import type { Feature } from '../../src/feature'
import type { Call } from '../../src/sandbox'
import { settingsFor } from './declared'
import { readPage, type ReadPage } from './page'
import { startFoyer, type Browser, type Foyer } from './start-app'

interface Visited extends ReadPage {
  status: number
  /** What Planning Center was asked for it. */
  asked: Call[]
}

interface Visits {
  (path: string, login: string): Promise<Visited>
  /** The Foyer that is visited, from the first test on. */
  foyer: Foyer
}

/** One Foyer with nothing but this feature, which Planning Center lets into all that it asks for; each login signs in once. */
export function useFeature(feature: Feature): Visits {
  const browsers = new Map<string, Browser>()
  beforeAll(async () => {
    visit.foyer = await startFoyer({ features: [feature], env: settingsFor([feature]) })
  })
  afterAll(() => visit.foyer.close())

  async function signedIn(login: string): Promise<Browser> {
    const browser = browsers.get(login) ?? visit.foyer.browser()
    if (!browsers.has(login)) await browser.signIn(login)
    browsers.set(login, browser)
    return browser
  }
  const visit = (async (path, login) => {
    const browser = await signedIn(login)
    const { calls } = visit.foyer.sandbox
    const before = calls.length
    const { status, text } = await browser.visit(path)
    return { status, ...readPage(text), asked: calls.slice(before).filter(({ kind }) => kind === 'api') }
  }) as Visits
  return visit
}
