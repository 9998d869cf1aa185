import type { Visitor } from '../../src/auth/visitor'
import { createWhoMayRead, type Level, type Reader } from '../../src/mirror'
import { createPlanningCenter } from '../../src/planning-center'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import type { Church } from '../../src/sandbox/world/world'
import { defaultTimes } from '../../src/times'
import { REDIRECT, signIn } from '../sandbox/oauth-walk'
import { createClock, type TestClock } from './clock'
import { FIRST_CHURCH } from './mirroring'

/** People of the sample church, signed in, with the eyes Planning Center gives them. */
export interface Readers {
  sandbox: Sandbox
  clock: TestClock
  church: Church
  readerOf(login: string, options?: { fresh?: boolean }): Promise<Reader>
  close(): Promise<void>
}

/** Every tab is ticked for everybody unless `tickedFor` says from which level on. */
export async function startReaders({ tickedFor = () => 'Viewer' }: { tickedFor?: (tab: string) => Level } = {}): Promise<Readers> {
  const clock = createClock()
  const times = { ...defaultTimes, retryPauseMin: 1, retryPauseMax: 2 }
  const sandbox = await startSandbox({ redirectUris: [REDIRECT], clock, requireFields: true })
  sandbox.setRateLimit({ limit: 1_000_000 })
  const church = sandbox.world.churches.get(FIRST_CHURCH) as Church
  const tickedTabs = () => Promise.resolve([...church.tabs.values()].map(({ id, name }) => ({ id, level: tickedFor(name) })))
  const who = createWhoMayRead({ config: { times }, tickedTabs, clock })
  const visitors = new Map<string, Promise<Visitor>>()

  async function visitorFor(login: string): Promise<Visitor> {
    const { access_token } = await signIn(sandbox, { login, ...(login === 'two-churches' && { church: FIRST_CHURCH }) })
    const token = () => Promise.resolve(access_token)
    const allowance = { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined }
    const planningCenter = createPlanningCenter({ url: sandbox.url, userAgent: 'Foyer (tests@example.org)', times }).as({ tokens: { current: token, renew: token }, allowance, deadline: Number.POSITIVE_INFINITY })
    const me = await planningCenter.get('/people/v2/me', { 'fields[Person]': 'name' })
    return { grantId: login, signInId: login, organizationId: FIRST_CHURCH, organizationName: 'First Church', personId: me.data.id, name: login, email: null, planningCenter }
  }

  return {
    sandbox,
    clock,
    church,
    async readerOf(login, options) {
      const visitor = visitors.get(login) ?? visitorFor(login)
      visitors.set(login, visitor)
      return who.readerOf(await visitor, options)
    },
    close: () => sandbox.close(),
  }
}
