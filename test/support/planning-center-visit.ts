/** The cookies of one browser, kept apart by host; Planning Center's session survives when the same jar is passed again. */
export class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>()

  keep(url: URL, setCookies: string[]): void {
    const cookies = this.#cookies.get(url.host) ?? new Map<string, string>()
    this.#cookies.set(url.host, cookies)
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1]
      const isGone = /;\s*max-age=0/i.test(line) || (expires !== undefined && Date.parse(expires) <= Date.now())
      if (isGone) cookies.delete(name)
      else cookies.set(name, value)
    }
  }

  header(url: URL): string {
    return [...(this.#cookies.get(url.host) ?? [])].map(([name, value]) => `${name}=${value}`).join('; ')
  }
}

interface Choices {
  /** Id of a login in the sample world. */
  login: string
  /** Church id, for a person with several. */
  church?: string
  decision?: 'allow' | 'deny'
  jar?: CookieJar
}

// Enough for sign-in, church and consent, each with its redirect.
const MOST_STEPS = 10

/** Walks Planning Center's own pages as a person would, up to the address the browser is sent back to. */
export async function visitPlanningCenter(authorizeUrl: string, choices: Choices): Promise<{ callback: string }> {
  const jar = choices.jar ?? new CookieJar()
  const redirectUri = new URL(authorizeUrl).searchParams.get('redirect_uri') ?? ''
  let answer = await browse(new URL(authorizeUrl), jar)
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const location = answer.headers.get('location')
    if (location === null) {
      answer = await answerPage(answer, choices, jar)
      continue
    }
    const next = new URL(location, answer.url)
    if (next.href.startsWith(new URL(redirectUri).href)) return { callback: next.href }
    answer = await browse(next, jar)
  }
  throw new Error(`Planning Center did not send the browser back within ${MOST_STEPS} steps`)
}

/** One request without following redirects, with and into the jar. */
export async function browse(url: URL, jar: CookieJar, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch(url, {
    method: form ? 'POST' : 'GET',
    headers: { cookie: jar.header(url), accept: 'text/html' },
    redirect: 'manual',
    ...(form && { body: form }),
  })
  jar.keep(url, answer.headers.getSetCookie())
  return answer
}

async function answerPage(
  page: Response,
  { login, church, decision = 'allow' }: Choices,
  jar: CookieJar,
): Promise<Response> {
  const html = await page.text()
  const action = /<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  const wanted = { login, church, decision }
  const [name, value] = Object.entries(wanted).find(([name]) => html.includes(`<button name="${name}"`)) ?? []
  const heading = /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? 'no heading'
  if (action === undefined || name === undefined || value === undefined) {
    throw new Error(`Cannot go on from Planning Center's page "${heading}" (${page.status})`)
  }
  if (!html.includes(`<button name="${name}" value="${value}"`))
    throw new Error(`"${heading}" does not offer ${name} ${value}`)
  return browse(new URL(action, page.url), jar, new URLSearchParams({ [name]: value }))
}
