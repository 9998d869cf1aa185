import { createApp } from '../../src/app'
import { createLog } from '../../src/log'
import { readPage } from './page'
import type { Browser, Foyer } from './start-app'
import { until } from './until'

/** Every code that was written into the log, the newest last. */
export const codesIn = (logged: string) => [...logged.matchAll(/"code":"([A-Z2-9-]+)"/g)].map(([, code = '']) => code)

/** The code as whoever runs Foyer reads it. */
export async function readCode(foyer: Foyer): Promise<string> {
  foyer.app.start()
  await until(() => codesIn(foyer.logged()).length > 0)
  return codesIn(foyer.logged()).at(-1) ?? ''
}

const csrfIn = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

export async function giveCode(browser: Browser, code: string) {
  const { text } = await browser.visit('/setup')
  return browser.submit('/setup/code', { _csrf: csrfIn(text), code })
}

/** A browser that has given the code; a code that was used has a successor as soon as somebody comes. */
export async function letIn(foyer: Foyer): Promise<Browser> {
  const [browser, before] = [foyer.browser(), codesIn(foyer.logged()).length]
  await browser.visit('/setup')
  await until(() => codesIn(foyer.logged()).length > before)
  expect((await giveCode(browser, codesIn(foyer.logged()).at(-1) ?? '')).status).toBe(303)
  return browser
}

export async function tryApplication(browser: Browser, application: { client_id: string; client_secret: string }) {
  const { text } = await browser.visit('/setup').expect(200)
  return browser.submit('/setup/try', { _csrf: csrfIn(text), ...application })
}

/** What the page says of each thing it looked at. */
export function foundOn(html: string): Record<string, string> {
  const lines = html.match(/<li class="checks__line">[\s\S]*?<\/li>/g) ?? []
  return Object.fromEntries(
    lines.map((line) => {
      const { text } = readPage(`<main>${line}</main>`)
      const about = /<strong>(.*?)<\/strong>/.exec(line)?.[1]?.replace(/&#39;/g, '’') ?? ''
      return [about, text.slice(about.length).trim()]
    }),
  )
}

/** What it says once everything has been looked at anew. */
export async function lookAt(browser: Browser): Promise<Record<string, string>> {
  let html = ''
  await until(async () => {
    html = (await browser.visit('/setup').expect(200)).text
    return !html.includes('data-progress=')
  })
  return foundOn(html)
}

/** Another process of the same Foyer, as far as Redis can tell. */
export function anotherProcess(foyer: Foyer, settings: Partial<Foyer['config']> = {}) {
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const config = { ...foyer.config, ...settings }
  return { app: createApp({ ...foyer, database: foyer.database ?? undefined, config, log } as Parameters<typeof createApp>[0]), logged: () => lines.join('') }
}
