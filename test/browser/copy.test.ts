import type { Page } from 'playwright-core'
import { useChromium } from '../support/chromium'
import { connect, signedIn } from '../support/connecting'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('copying from a page', () => {
  const beginVisit = useChromium()
  let foyer: Foyer
  let cookie: string
  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite', times: { connectionLook: 50 } })
    const browser = foyer.browser()
    await browser.signIn('volunteer')
    cookie = browser.agent.jar.getCookie('sid', { domain: 'localhost', path: '/', secure: false, script: false })?.value ?? ''
  })
  afterAll(() => foyer?.close())

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

  it('a message to an administrator, below whatever page the copy has grown old on: once, however many ask for the script', async () => {
    await connect(foyer, await signedIn(foyer, 'administrator'))
    const db = await foyer.database?.open()
    await db?.updateTable('foyer.connection').set({ state: 'again', why: 'revoked' }).execute()
    await until(async () => (await foyer.browser().agent.get(`/people/${ruth()}`).set('Cookie', `sid=${cookie}`)).text.includes('foot__copy'))
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] })
    await page.evaluate(() => {
      const write = navigator.clipboard.writeText.bind(navigator.clipboard)
      let times = 0
      navigator.clipboard.writeText = (text) => write(`${++times}: ${text}`)
    })
    await page.getByRole('button', { name: 'Copy a message to an administrator' }).click()
    await page.getByRole('contentinfo').getByText('Copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(`1: Foyer’s copy of First Church’s people is not there yet. Could you look at ${foyer.url}/connection? Thank you!`)
    await page.getByRole('button', { name: 'Copy (319) 555-0101' }).click()
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('2: (319) 555-0101')

    await page.goto(`${foyer.url}/lists`)
    await page.getByRole('button', { name: 'Copy a message to an administrator' }).click()
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' }) // said aloud there, too
  })

  it('is not offered without a script: the number can be marked by hand', async () => {
    const page = await open({ javaScriptEnabled: false })
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0)
    expect(await page.getByRole('link', { name: '(319) 555-0101' }).isVisible()).toBe(true)
  })
})
