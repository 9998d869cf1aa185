import type { Page } from 'playwright-core'
import { useChromium } from '../support/chromium'
import { startFoyer, type Foyer } from '../support/start-app'

describe('copying from a page', () => {
  const beginVisit = useChromium()
  let foyer: Foyer
  let cookie: string
  beforeAll(async () => {
    foyer = await startFoyer()
    const browser = foyer.browser()
    await browser.signIn('volunteer')
    cookie = browser.agent.jar.getCookie('sid', { domain: 'localhost', path: '/', secure: false, script: false })?.value ?? ''
  })
  afterAll(() => foyer.close())

  const ruth = () => {
    const [church] = foyer.sandbox.world.churches.values()
    return [...(church?.people.values() ?? [])].find(({ firstName }) => firstName === 'Ruth')?.id ?? ''
  }
  const open = async (options: Parameters<typeof beginVisit>[1] = {}): Promise<Page> => {
    const visit = await beginVisit(foyer, options)
    await visit.context.addCookies([{ name: 'sid', value: cookie, url: foyer.url }])
    await visit.open(`/people/${ruth()}`)
    return visit.page
  }

  it('puts a number into the clipboard and says so, to the eye and to a screen reader', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    const button = page.getByRole('button', { name: 'Copy (319) 555-0101' })
    await button.click()
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('(319) 555-0101')
    // The eye's word goes away by itself; the button then says again what it does.
    await page.getByRole('button', { name: 'Copy (319) 555-0101' }).waitFor()
  })

  it('copies an address line by line, with the keyboard alone', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy the address' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('118 Larkspur Lane\nCedar Falls, IA 50613')
  })

  it('is not offered without a script: the number can be marked by hand', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0)
    expect(await page.getByRole('link', { name: '(319) 555-0101' }).isVisible()).toBe(true)
  })
})
