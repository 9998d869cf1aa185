import type { Page } from 'playwright-core'
import type { Mirror } from '../../src/mirror'
import { useChromium, type Visit } from '../support/chromium'
import { startCopying } from '../support/copying'
import { FIRST_CHURCH } from '../support/mirroring'
import { readSheets } from '../support/pdf'
import { startFoyer, type Foyer } from '../support/start-app'
import { until } from '../support/until'
import { neededWidth } from './reading'
import { heading, PASTOR, SECRETARY, signIn } from './walk'

/** Home to a report that is there: no more than a secretary has patience for. */
const MOST_ACTIONS = 12
const LONGER_MS = 120_000

describe('a report is built', () => {
  const begin = useChromium()
  let foyer: Foyer
  let mirror: Mirror
  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite' })
    mirror = await startCopying(foyer)
    await mirror.runNow(FIRST_CHURCH)
  }, LONGER_MS)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
  })

  /** Members of the church without an e-mail address, counted by hand. */
  const meant = () => {
    const church = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    const emails = [...(church?.emails.values() ?? [])]
    return [...(church?.people.values() ?? [])].filter(({ id, status, membership }) => status === 'active' && membership === 'Member' && !emails.some(({ personId }) => personId === id)).length
  }

  describe.each([
    ['with scripts', true],
    ['with scripts off', false],
  ])('%s', (_how, javaScriptEnabled) => {
    it(`“members without an e-mail address, by campus” in at most ${MOST_ACTIONS} actions from Home`, async () => {
      const visit = await begin(foyer, { javaScriptEnabled })
      await signIn(visit, SECRETARY)
      await visit.open('/')
      const { page } = visit
      let actions = 0
      const act = async (action: Promise<unknown>) => {
        actions += 1
        await action
      }
      await act(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Reports' }).click())
      await act(page.getByRole('link', { name: 'Build your own' }).click())
      await heading(page, 'Build a report')
      await act(page.locator('summary', { hasText: 'People' }).filter({ hasNotText: /by name|and columns/ }).click())
      await act(page.getByLabel('Member', { exact: true }).check())
      await act(page.locator('summary', { hasText: 'Contact' }).click())
      await act(page.getByRole('group', { name: 'E-mail address' }).getByLabel('Has none').check())
      await act(page.getByLabel('Put together by').selectOption({ label: 'Campus' }))
      if (!javaScriptEnabled) await act(page.getByRole('button', { name: 'Show', exact: true }).last().click())
      await page.waitForURL('**/reports/build?membership=Member&email=no&group=campus')

      expect(actions).toBeLessThanOrEqual(MOST_ACTIONS)
      await page.getByRole('heading', { level: 2, name: `${meant()} active ${meant() === 1 ? 'person' : 'people'}` }).waitFor()
      expect(await page.getByRole('heading', { level: 3 }).filter({ hasText: 'Campus' }).count()).toBeGreaterThan(0)
    }, LONGER_MS)
  })

  it('and saved with the keyboard alone', async () => {
    const visit = await begin(foyer)
    await signIn(visit, SECRETARY, { path: '/reports/build' })
    const { page } = visit
    await press(page, page.locator('summary', { hasText: 'Contact' }), 'Enter')
    await page.getByLabel('Phone number').focus()
    await page.keyboard.type('Has none')
    await page.keyboard.press('Tab')
    await page.waitForURL('**/reports/build?phone=no')
    await press(page, page.getByRole('button', { name: 'Move E-mail up' }), 'Enter')
    await page.waitForURL('**column=email&column=name&column=phone')
    expect(await focused(page)).toBe('Move E-mail down')
    await press(page, page.locator('#save > summary'), ' ')
    await page.getByLabel('Name of this report').focus()
    await page.keyboard.type('Nobody can call them')
    await page.keyboard.press('Enter')
    await heading(page, 'Nobody can call them')
    expect(page.url()).toMatch(/\/reports\/saved\/\d+$/)
  }, LONGER_MS)

  it('under one’s eyes: what is unfolded, typed and focused stays, and a step back leads to the report before', async () => {
    const visit = await begin(foyer)
    await signIn(visit, SECRETARY, { path: '/reports/build' })
    const { page } = visit
    await page.locator('#save > summary').click()
    await page.getByLabel('Name of this report').fill('Half a name')
    await page.locator('summary', { hasText: 'Age and school' }).click()
    await page.getByLabel('March').check()
    await page.waitForURL('**?birthday=3')
    expect(await page.getByLabel('Name of this report').inputValue()).toBe('Half a name')
    expect(await page.getByLabel('March').evaluate((box) => box === document.activeElement)).toBe(true)
    await until(async () => (await page.locator('[data-building-said]').textContent()) === (await page.locator('#counted').textContent()))
    await page.getByLabel('April').check()
    await page.waitForURL('**?birthday=3&birthday=4')
    await page.goBack()
    await page.waitForURL('**?birthday=3')
    await until(() => page.getByLabel('March').isChecked())
    expect(await page.getByLabel('April').isChecked()).toBe(false)
    await page.getByRole('link', { name: /^Without Birthday/ }).click()
    await page.waitForURL('**/reports/build')
  }, LONGER_MS)

  it('by somebody whose sign-in ended meanwhile, who comes back to it', async () => {
    const visit = await begin(foyer, { meets: [401] })
    await signIn(visit, SECRETARY, { path: '/reports/build' })
    const { page, context } = visit
    await page.locator('summary', { hasText: 'Contact' }).click()
    await context.clearCookies({ name: 'sid' })
    await page.getByLabel('Phone number').selectOption({ label: 'Has none' })
    await page.waitForURL('**/reports/build?phone=no')
    visit.takeComplaints() // of the script, which may not follow to Planning Center
  }, LONGER_MS)

  it('and comes on a phone as blocks of words, with no scrolling sideways', async () => {
    const visit = await begin(foyer, { viewport: { width: 360, height: 740 } })
    await signIn(visit, PASTOR, { path: `/reports/build?${MANY_COLUMNS}` })
    const { page } = visit
    expect(await neededWidth(page)).toBe(360)
    await page.getByRole('link', { name: /active people/ }).click()
    const row = page.getByRole('row').filter({ hasText: 'Ruth Abernathy' })
    const [name, phone] = [await row.getByRole('link', { name: 'Ruth Abernathy' }).boundingBox(), await row.getByRole('link', { name: '(319) 555-0101' }).boundingBox()]
    expect(name && phone && phone.y > name.y).toBe(true)
  }, LONGER_MS)

  it.each(['A4', 'Letter'])('and printed on %s: the whole of it, and each sheet says what it is and who may have it', async (format) => {
    const visit = await begin(foyer)
    await signIn(visit, PASTOR, { path: '/reports/build?column=name&column=phone&column=blank:Signature&group=campus' })
    const { page } = visit
    await page.getByRole('link', { name: 'Print', exact: true }).click()
    await heading(page, 'People')
    await page.emulateMedia({ media: 'print' })
    const sheets = readSheets(await page.pdf({ format }))
    expect(sheets.length).toBeGreaterThan(1)
    for (const { words } of sheets) {
      expect(words).toContain('FirstChurch·People·57activepeople')
      expect(words).toContain('fromFoyerbyDanielOkafor·forchurchuseonly')
      expect(words).toContain('Signature')
    }
    const all = sheets.map(({ words }) => words).join('')
    for (const words of ['RuthAbernathy', 'SamuelHaddad', 'NorthCampus', '<script>']) expect(all).toContain(words)
    for (const words of ['Backtothereport', 'Signout']) expect(all).not.toContain(words)
  }, LONGER_MS)
})

const MANY_COLUMNS = 'column=name&column=email&column=phone&column=address&column=birthday&column=age&column=household&column=blank:Signature'

async function press(page: Page, control: ReturnType<Page['locator']>, key: string): Promise<void> {
  await control.focus()
  await page.keyboard.press(key)
}

const focused = (page: Visit['page']) => page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.innerText.replace(/[↑↓×]/g, '').trim() : ''))
