import { HOUR } from '../support/clock'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/** Everything Redis holds, names and values, as one text. */
async function dump({ redis }: Foyer): Promise<string> {
  const parts: string[] = []
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key)
    const value =
      type === 'string' ? await redis.get(key) : type === 'hash' ? await redis.hgetall(key) : await redis.zrange(key, 0, -1, 'WITHSCORES')
    parts.push(key, JSON.stringify(value))
  }
  return parts.join('\n')
}

describe('no token, code or secret', () => {
  let foyer: Foyer
  let browser: Browser
  const answers: string[] = []
  const codes: string[] = []
  const cookies: string[] = []

  beforeAll(async () => {
    foyer = await startFoyer({ env: { LOG_LEVEL: 'trace' }, times: { sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR } })
    browser = foyer.browser()
    for (const login of ['secretary', 'administrator', 'no-access']) {
      const callback = await browser.untilCallback(login, { prompt: 'login' })
      codes.push(new URL(callback, foyer.url).searchParams.get('code') ?? '', new URL(callback, foyer.url).searchParams.get('state') ?? '')
      const arrived = await browser.visit(callback)
      cookies.push(...[arrived.headers['set-cookie']].flat().map((line) => decodeURIComponent(/=s(?:%3A|:)([^.;]+)/.exec(String(line))?.[1] ?? '')))
      for (const path of ['/people', '/people?q=a', '/account', '/nothing', '/people/1']) answers.push(await whole(path))
      foyer.clock.advance(2 * HOUR)
      answers.push(await whole('/people'))
      foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 500, type: 'html' } })
      answers.push(await whole('/people'))
    }
    foyer.clock.advance(2 * HOUR)
    foyer.sandbox.addFault({ on: 'token', times: 1, answer: { status: 500, type: 'html' } })
    answers.push(await whole('/people'))
  })
  afterAll(() => foyer.close())

  const whole = async (path: string) => {
    const { text, headers } = await browser.visit(path)
    return JSON.stringify(headers) + text
  }
  /** Tokens as the sandbox makes them: 64 hexadecimal digits; the secrets are spelt out. */
  const tokens = /\b[0-9a-f]{64}\b/
  const secrets = () => [...codes, ...cookies.filter(Boolean), foyer.config.planningCenter.clientSecret, ...foyer.config.sessionSecrets]

  it('reaches the browser, save its own session cookie', () => {
    for (const answer of answers) {
      expect(answer).not.toMatch(tokens)
      for (const secret of [...codes, foyer.config.planningCenter.clientSecret]) expect(answer).not.toContain(secret)
    }
  })

  it('G4: is written to the log, nor the query of any address', () => {
    expect(foyer.logged()).toContain('"signed in"')
    expect(foyer.logged()).not.toMatch(tokens)
    expect(foyer.logged()).not.toMatch(/[?&](code|state|q|return_to)=/)
    expect(foyer.logged()).not.toMatch(/Bearer|Basic [A-Za-z0-9]|Authorization/)
    for (const secret of secrets()) expect(foyer.logged()).not.toContain(secret)
  })

  it('names or addresses of people are written to the log either', () => {
    for (const { name, email } of foyer.sandbox.world.logins) {
      expect(foyer.logged()).not.toContain(name)
      expect(foyer.logged()).not.toContain(email)
    }
  })

  it('E12: lies plain in Redis, nor an id that opens something', async () => {
    const everything = await dump(foyer)
    expect(everything).toContain('foyer:grant:')
    expect(everything).not.toMatch(tokens)
    for (const secret of secrets()) expect(everything).not.toContain(secret)
    for (const { name, email } of foyer.sandbox.world.logins) expect(everything).not.toMatch(new RegExp(`${name}|${email}`))
  })
})
