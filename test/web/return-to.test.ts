import { hostileTexts, oddTexts } from '../support/hostile-return-tos'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/** Node takes 16 KB of headers and address together. */
const LONGEST_ADDRESS = 12_000
/** Every byte, so that nothing on the way there bends it. */
const encoded = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&')

/** What a form can send; half a character it cannot. */
const isText = (text: string) => Buffer.from(text).toString() === text
const every = (texts: string[], step: number) => texts.filter((text) => isText(text) && text.length < 100).filter((_text, n) => n % step === 0)
const sample = [...every(hostileTexts, 30), ...every(oddTexts, 9)]

describe('B9: the page to come back to', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    browser = foyer.browser()
    await browser.signIn('secretary')
  })
  afterAll(() => foyer.close())

  /** Where a browser goes that resolves what was really sent (WHATWG URL), from the address it was at. */
  const goes = (sent: { headers: Record<string, unknown> }, from: string) => new URL(String(sent.headers['location']), foyer.url + from)

  it('B9: is on this site for each of more than 300 hostile addresses, as the Location that is sent tells a browser', async () => {
    const texts = [...hostileTexts, ...oddTexts].filter((text) => encoded(text).length < LONGEST_ADDRESS)
    expect(hostileTexts.length).toBeGreaterThanOrEqual(300)
    expect(texts.length).toBeGreaterThanOrEqual(350)
    const astray: string[] = []
    for (const text of texts) {
      const address = `/login?return_to=${encoded(text)}`
      const sent = await browser.visit(address).expect(303)
      const { origin, pathname, href } = goes(sent, address)
      if (origin !== foyer.url || pathname.startsWith('//') || /[\r\n\t\\]/.test(String(sent.headers['location']))) astray.push(`${JSON.stringify(text)} leads to ${href}`)
      if (hostileTexts.includes(text) && sent.headers['location'] !== '/') astray.push(`${JSON.stringify(text)} was kept as ${String(sent.headers['location'])}`)
    }
    expect(astray).toEqual([])
  })

  it('B9: is no other when it arrives unencoded, doubled, as a list or as an object', async () => {
    const addresses = ['//evil.example', '/\\evil.example', 'https:evil.example', '/people&return_to=//evil.example', '//evil.example&return_to=/people']
    const ways = [...addresses.map((text) => `return_to=${text}`), 'return_to[]=//evil.example', 'return_to[x]=//evil.example', 'RETURN_TO=//evil.example', 'returnTo=//evil.example', 'next=//evil.example']
    for (const way of ways) {
      const sent = await browser.visit(`/login?${way}`).expect(303)
      expect([way, sent.headers['location']]).toEqual([way, '/'])
    }
  })

  it.each(sample)(
    'B9: is on this site after the whole way through Planning Center, for %j',
    async (text) => {
      const newcomer = foyer.browser()
      const arrived = await newcomer.signIn('pastor', { returnTo: text })
      expect(arrived.status).toBe(303)
      expect(goes(arrived, '/oauth/callback').origin).toBe(foyer.url)
      expect(goes(arrived, '/oauth/callback').pathname).not.toMatch(/^\/\//)
    },
  )

  it('B9: comes from no Referer of another site, when a form’s session has ended', async () => {
    const stranger = foyer.browser()
    for (const referer of ['https://evil.example//evil.example/x', `${foyer.url}//evil.example`, 'javascript:alert(1)', 'nonsense']) {
      const { text } = await stranger.agent.post('/account/sign-ins/end-all').set({ Referer: referer, Accept: 'text/html' }).type('form').send({ a: 'b' }).expect(401)
      const [, link = ''] = /href="(\/login[^"]*)"/.exec(text) ?? []
      const wanted = new URL(link.replaceAll('&amp;', '&'), foyer.url).searchParams.get('return_to') ?? ''
      const sent = await browser.visit(`/login?return_to=${encodeURIComponent(wanted)}`).expect(303)
      expect(goes(sent, '/login').origin).toBe(foyer.url)
    }
  })
})
