import type { Page, Request } from 'playwright-core'
import { useChromium, type Visit } from '../support/chromium'
import { hostileTexts, oddTexts } from '../support/hostile-return-tos'
import { startFoyer, type Foyer } from '../support/start-app'
import { heading, personPath, SECRETARY, signIn } from './walk'

const EVIL = 'http://evil.example/'
const MARKUP = '<img src=x onerror=alert(1)>'

/** Every byte, so that nothing on the way there bends it; half a character is none. */
const encoded = (text: string) => Buffer.from(text).toString('hex').replace(/../g, '%$&')
const every = (texts: string[], step: number) => texts.filter((text) => text.length < 200).filter((_text, n) => n % step === 0)

describe('in Chromium', () => {
  const begin = useChromium()
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterAll(() => foyer.close())

  it('B9: no return address leads to another site, as a browser understands it', async () => {
    const visit = await begin(foyer, { meets: [400, 404] })
    await signIn(visit, SECRETARY, { path: '/account' })
    const went: string[] = []
    visit.page.on('framenavigated', (frame) => went.push(new URL(frame.url()).origin))
    const sample = [...every(hostileTexts, 20), ...every(oddTexts, 10)]
    expect(sample.length).toBeGreaterThan(25)
    for (const text of sample) await visit.open(`/login?return_to=${encoded(text)}`)
    expect(went.length).toBeGreaterThanOrEqual(sample.length)
    expect(new Set(went)).toEqual(new Set([foyer.url]))
  }, 60_000)

  /** Opens a page of another site that does this, and says what that made the browser send to Foyer. */
  async function onAnotherSite({ context, page }: Visit, html: string, script = ''): Promise<Request[]> {
    await context.route(`${EVIL}**`, (route) => route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>evil</title>${html}<script>${script}</script>` }))
    const sent: Request[] = []
    page.on('request', (request) => request.url().startsWith(foyer.url) && sent.push(request))
    await page.goto(EVIL)
    return sent
  }

  /** That the browser went there is the very point. */
  const onlyStrange = (visit: Visit) => expect(visit.takeComplaints().filter((words) => !words.includes('evil.example'))).toEqual([])
  const cookiesOf = async (request: Request | undefined) => (await request?.allHeaders())?.['cookie'] ?? ''

  async function signedIn(): Promise<{ visit: Visit; csrf: string }> {
    const visit = await begin(foyer, { secondHand: true })
    await signIn(visit, SECRETARY, { path: '/account' })
    await heading(visit.page, 'Your account')
    return { visit, csrf: await visit.page.locator('[name=_csrf]').first().inputValue() }
  }
  const isStillIn = async (page: Page) => {
    await page.goto(`${foyer.url}/account`)
    await heading(page, 'Your account')
  }

  it('C7, C9: a form another site sends brings no cookie and signs nobody out, even with the right token', async () => {
    const { visit, csrf } = await signedIn()
    const sent = await onAnotherSite(visit, `<form method="post" action="${foyer.url}/logout"><input name="_csrf" value="${csrf}"></form>`, 'document.forms[0].submit()')
    await visit.page.waitForURL(`${foyer.url}/**`)
    const post = sent.find((request) => request.method() === 'POST')
    expect([post?.url(), await cookiesOf(post)]).toEqual([`${foyer.url}/logout`, ''])
    await isStillIn(visit.page)
    onlyStrange(visit)
  })

  it('C7: a link on another site, or in a letter, finds one signed in; and so does the way back from Planning Center', async () => {
    const { visit } = await signedIn() // its callback came from Planning Center's site, with the cookie that began it
    const sent = await onAnotherSite(visit, `<a href="${foyer.url}/account">account</a>`)
    await visit.page.getByRole('link', { name: 'account' }).click()
    await heading(visit.page, 'Your account')
    expect(await cookiesOf(sent.find((request) => request.url() === `${foyer.url}/account`))).toContain('sid=')
    onlyStrange(visit)
  })

  it('C9: pictures, links and frames on another site sign nobody out and begin nothing', async () => {
    const { visit } = await signedIn()
    const before = await foyer.redis.keys('foyer:login:*')
    const html = ['/logout', '/login', '/signed-out'].map((path) => `<img src="${foyer.url}${path}"><iframe src="${foyer.url}${path}"></iframe>`).join('')
    await onAnotherSite(visit, html)
    await visit.page.waitForLoadState('load')
    expect((await foyer.redis.keys('foyer:login:*')).sort()).toEqual(before.sort())
    visit.takeComplaints()
    await isStillIn(visit.page)
  })

  it('C12: a name made of markup is a name: nothing runs, nothing is fetched, the policy has nothing to stop', async () => {
    const church = [...foyer.sandbox.world.churches.values()][0]
    const victim = [...(church?.people.values() ?? [])].find(({ lastName }) => lastName === 'Thibodeaux')
    Object.assign(victim ?? {}, { lastName: MARKUP, nickname: '"><script>alert(2)</script>' })
    const visit = await begin(foyer, { secondHand: true })
    await signIn(visit, SECRETARY, { path: `/people?status=all&q=${encodeURIComponent('onerror')}` })
    await visit.open(personPath(foyer, 'onerror'))
    expect(await visit.page.locator('h1').innerText()).toContain(MARKUP)
    expect(await visit.page.locator('main img[src="x"], main script:not([src])').count()).toBe(0)
  })
})
