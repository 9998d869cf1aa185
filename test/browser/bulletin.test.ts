import type { Locator, Page } from 'playwright-core'
import { useChromium } from '../support/chromium'
import { connect, signedIn } from '../support/connecting'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH } from '../support/mirroring'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'
import { heading } from './walk'

describe('Thursday’s bulletin', () => {
  const begin = useChromium()
  let foyer: Foyer
  let secretary: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite', times: { connectionLook: 50 } })
    await connect(foyer, await signedIn(foyer, 'administrator'))
    const mirror = await startCopying(foyer)
    await mirror.runNow(FIRST_CHURCH)
    await mirror.close()
    secretary = await signedIn(foyer, 'secretary')
  }, 60_000)
  afterAll(() => foyer?.close())

  async function visit(path: string, options: Parameters<typeof begin>[1] = {}): Promise<Page> {
    const { context, page, open } = await begin(foyer, options)
    const sid = secretary.agent.jar.getCookie('sid', { domain: 'localhost', path: '/', secure: false, script: false })
    await context.addCookies([{ name: 'sid', value: sid?.value ?? '', url: foyer.url }])
    await open(path)
    return page
  }

  it('is three actions: the first page, Birthdays, Copy', async () => {
    const page = await visit('/account', { permissions: ['clipboard-read', 'clipboard-write'] })
    let actions = 0
    const press = async (what: Locator) => {
      actions++
      await what.click()
    }
    await press(page.getByRole('link', { name: 'Home', exact: true }))
    await press(page.getByRole('link', { name: 'Birthdays for the bulletin' }))
    await press(page.getByRole('button', { name: 'Copy as text' }))
    await page.getByRole('status').getByText('Copied').waitFor({ state: 'attached' })
    expect(actions).toBe(3)

    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    const lines = copied.split('\n')
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line).toMatch(/^(Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, [A-Z][a-z]+ \d+ – [^,].*$/)
    expect(copied).toMatch(/Minh Nguyễn/) // is 45: no age
    expect(copied).not.toMatch(/Minh Nguyễn \(/)
    const days = await page.locator('.day-lines h2').allInnerTexts()
    expect(lines.map((line) => line.split(' – ')[0])).toEqual(days)
  })

  it('is there to be marked by hand without a script', async () => {
    const page = await visit('/reports/birthdays', { javaScriptEnabled: false })
    expect(await page.getByRole('button', { name: 'Copy as text' }).count()).toBe(0)
    await page.getByText('Show the text').click()
    const text = page.getByLabel('Lines for the bulletin')
    expect(await text.inputValue()).toMatch(/^\w+day, \w+ \d+ – /)
    expect(await text.getAttribute('readonly')).not.toBeNull()
  })

  it('goes to another week by two days and a button, with the keyboard alone', async () => {
    const page = await visit('/reports/birthdays')
    await page.getByLabel('From').focus()
    await page.getByLabel('From').fill('2027-02-26')
    await page.getByLabel('To', { exact: true }).fill('2027-03-02')
    await page.keyboard.press('Enter')
    await page.getByText('Friday, February 26, 2027 to Tuesday, March 2, 2027', { exact: false }).first().waitFor()
    await page.locator('.day-line__note', { hasText: 'born on February 29' }).waitFor()
    expect(await page.locator('.day-line', { hasText: 'Freya Larsen' }).count()).toBe(1)
  })

  it('is on paper what it is on the screen, without buttons, and says which days', async () => {
    const page = await visit('/reports/birthdays')
    const names = await page.locator('.day-line a').allInnerTexts()
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('button').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Next month' }).count()).toBe(0)
    for (const name of names) expect(await page.locator('.day-line a', { hasText: name }).isVisible()).toBe(true)
    expect(await page.locator('.paper-note').innerText()).toMatch(/First Church · Birthdays · \w+day, .* to \w+day, .*, \d+ people\s+Printed on .* by Ruth Abernathy · for church use only/)
  })

  it('a report is pinned and unpinned from the page of reports', async () => {
    const page = await visit('/reports')
    await page.getByRole('button', { name: 'Pin Anniversaries' }).click()
    await page.getByText('It is on your first page from now on.').waitFor()
    await page.getByRole('link', { name: 'Home', exact: true }).click()
    await heading(page, /^Good /)
    await page.getByRole('link', { name: 'Anniversaries' }).click()
    await heading(page, 'Anniversaries')
    await page.goto(`${foyer.url}/reports`)
    await page.getByRole('button', { name: 'Unpin Anniversaries' }).click()
    await until(async () => (await page.getByRole('button', { name: 'Pin Anniversaries' }).count()) === 1)
  })
})
