import type { Page } from 'playwright-core'
import type { Visit } from '../support/chromium'
import type { Foyer } from '../support/start-app'

/** The buttons on the sample church's sign-in page begin with the role. */
export const SECRETARY = /^Secretary/
export const PASTOR = /^Pastor/
export const ADMINISTRATOR = /^Administrator/
export const VOLUNTEER = /^Volunteer \(Viewer\)/
export const NO_ACCESS = /^Volunteer \(no access/
export const TWO_CHURCHES = /^Helper/

interface Answers {
  church?: RegExp
  decision?: 'Allow' | 'Deny'
}

/** From Planning Center's sign-in page back to Foyer, by pressing what a person presses. */
export async function passPlanningCenter(page: Page, who: RegExp, answers: Answers = {}): Promise<void> {
  const { church, decision = 'Allow' } = answers
  await page.getByRole('button', { name: who }).click()
  if (church) await page.getByRole('button', { name: church }).click()
  // Whoever has pressed Allow before is not asked again.
  const [choice, arrived] = [page.getByRole('button', { name: decision, exact: true }), page.locator('.wordmark')]
  await choice.or(arrived).waitFor()
  if (await choice.isVisible()) await choice.click()
  await arrived.waitFor()
}

/** From an address of Foyer through Planning Center and back to that address. */
export async function signIn({ page, open }: Visit, who: RegExp, answers: Answers & { path?: string } = {}): Promise<void> {
  await open(answers.path ?? '/people')
  await passPlanningCenter(page, who, answers)
}

/** Resolves when the page with this heading is there. */
export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor()

/* Addresses in First Church. */

export const personPath = (foyer: Foyer, part: string) =>
  `/people/${idIn(firstChurch(foyer).people, ({ firstName, lastName }) => `${firstName} ${lastName}`.includes(part))}`

export const householdPath = (foyer: Foyer, name: string) =>
  `/households/${idIn(firstChurch(foyer).households, (household) => household.name === name)}`

export const listPath = (foyer: Foyer, name: string) => `/lists/${idIn(firstChurch(foyer).lists, (list) => list.name === name)}`

function firstChurch({ sandbox }: Foyer) {
  const [church] = sandbox.world.churches.values()
  if (!church) throw new Error('there is no church in the sample world')
  return church
}

function idIn<Record extends { id: string }>(records: Map<string, Record>, isMeant: (record: Record) => boolean): string {
  const found = [...records.values()].find(isMeant)
  if (!found) throw new Error(`the sample church has none such: ${isMeant.toString()}`)
  return found.id
}
