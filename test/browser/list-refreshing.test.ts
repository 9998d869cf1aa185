import { useChromium } from '../support/chromium'
import { HOUR } from '../support/clock'
import { startFoyer, type Foyer } from '../support/start-app'
import { personPath, SECRETARY, signIn } from './walk'

/** Longer than the page waits before it looks again by itself, where scripts are off. */
const LOOKED_AGAIN_MS = 30_000

describe('a list that is refreshed', () => {
  const begin = useChromium()
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
    foyer.sandbox.setListRunTime(1500)
  })
  afterAll(() => foyer.close())

  it.each([
    ['with scripts', true],
    ['with scripts off', false],
  ])('shows the new people by itself, and is pressed with the keyboard: %s', async (how, javaScriptEnabled) => {
    const churn = foyer.sandbox.churn()
    const list = churn.addList({ name: `Ushers ${how}`, createdById: personPath(foyer, 'Abernathy').replace('/people/', '') })
    foyer.clock.advance(2 * HOUR)
    const visit = await begin(foyer, { javaScriptEnabled })
    await signIn(visit, SECRETARY, { path: `/lists/${list.id}` })
    const { page } = visit
    await page.getByText('as refreshed in Planning Center 2 hours ago').waitFor()

    await page.getByRole('button', { name: 'Refresh this list in Planning Center' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'Planning Center is refreshing this list…' }).waitFor()
    expect(await page.getByRole('progressbar', { name: 'Planning Center is refreshing this list…' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: /^Refresh/ }).count()).toBe(0)

    await page.getByText('as refreshed in Planning Center just now').waitFor({ timeout: LOOKED_AGAIN_MS })
    expect(await page.getByRole('progressbar').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Refresh this list in Planning Center' }).count()).toBe(1)
  }, 90_000)
})
