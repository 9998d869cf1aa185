const MOST_STEPS = 12
/** Shown to everybody in the sample church. */
const TAB = 'Faith and service'
/** The secretary's work is what reports are for. */
const EXPORTERS = ['Manager', 'Editor']

/**
 * The sample church is connected from the start, and by what its administrator would press: signing in, choosing, saying
 * yes on Planning Center's page, signing out.
 */
export async function connectSampleChurch(foyerUrl: string): Promise<void> {
  const { open, send } = createVisit(foyerUrl)
  const choosing = await open('/login?return_to=/connection/kept')
  const _csrf = find(choosing, /name="_csrf" value="([^"]+)"/)
  const tab = find(choosing, new RegExp(`name="tab-(\\d+)"[^>]*> <bdi>${TAB}`))
  await send('/connection/kept', { _csrf, [`tab-${tab}`]: 'on', [`level-${tab}`]: 'Viewer' })
  await send('/connection/exports', { _csrf, exporters: EXPORTERS, go: 'on' })
  const start = find(await open('/connection/summary'), /href="(\/connection\/start\?choice=[\w-]+)"/)
  find(await open(start), /(Reads with the login of)/)
  await send('/logout', { _csrf })
}

function find(page: string, sign: RegExp): string {
  const found = sign.exec(page)?.[1]
  if (found === undefined) throw new Error(`The sample church could not be connected: no ${sign.source} on the page “${/<title>(.*?)<\/title>/.exec(page)?.[1] ?? 'without a title'}”.`)
  return found
}

type Form = Record<string, string | string[]>

/** A browser as far as it takes: cookies by host, redirects, and the buttons of Planning Center's pages. */
function createVisit(foyerUrl: string) {
  const cookies = new Map<string, Map<string, string>>()

  async function ask(url: URL, form?: Form): Promise<Response> {
    const jar = cookies.get(url.host) ?? new Map<string, string>()
    cookies.set(url.host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie, accept: 'text/html' }, ...(form && { method: 'POST', body: new URLSearchParams(Object.entries(form).flatMap(([name, given]) => [given].flat().map((value): [string, string] => [name, value]))) }) })
    for (const line of answer.headers.getSetCookie()) jar.set(line.slice(0, line.indexOf('=')), /=([^;]*)/.exec(line)?.[1] ?? '')
    return answer
  }

  /** From redirect to redirect, pressing what Planning Center asks for, until a page of Foyer's is there. */
  async function go(first: Promise<Response>): Promise<string> {
    let answer = await first
    for (let step = 0; step < MOST_STEPS; step++) {
      const location = answer.headers.get('location')
      if (location !== null) answer = await ask(new URL(location, answer.url))
      else if (answer.url.startsWith(foyerUrl)) return answer.text()
      else answer = await press(answer)
    }
    throw new Error('The sample church could not be connected: Planning Center’s pages lead nowhere.')
  }

  async function press(page: Response): Promise<Response> {
    const html = await page.text()
    const action = find(html, /<form method="post" action="([^"]+)"/).replaceAll('&amp;', '&')
    const [, name = '', value = ''] = /<button name="(login)" value="(administrator)"/.exec(html) ?? /<button name="(church)" value="(\d+)"/.exec(html) ?? /<button name="(decision)" value="(allow)"/.exec(html) ?? []
    return ask(new URL(action, page.url), { [name]: value })
  }

  return {
    open: (path: string) => go(ask(new URL(path, foyerUrl))),
    send: (path: string, form: Form) => go(ask(new URL(path, foyerUrl), form)),
  }
}
