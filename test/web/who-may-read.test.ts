import { createWhoMayRead, type Level, type Reader, type TickedTab, type WhoMayRead } from '../../src/mirror'
import { createPlanningCenter } from '../../src/planning-center'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import type { Visitor } from '../../src/auth/visitor'
import { defaultTimes } from '../../src/times'
import { REDIRECT, signIn } from '../sandbox/oauth-walk'
import { createClock, MINUTE, type TestClock } from '../support/clock'
import { FIRST_CHURCH } from '../support/mirroring'

describe('who may read the copy', () => {
  let sandbox: Sandbox
  let clock: TestClock
  let who: WhoMayRead
  const times = { ...defaultTimes, retryPauseMin: 1, retryPauseMax: 2 }
  const visitors = new Map<string, Visitor>()
  /** What the church ticked; every tab for everybody unless a test says otherwise. */
  let ticked: (tab: { id: string; name: string }) => Level | null
  const tickedTabs = (organizationId: string): Promise<TickedTab[]> => {
    const tabs = [...(sandbox.world.churches.get(organizationId)?.tabs.values() ?? [])]
    return Promise.resolve(tabs.flatMap((tab) => { const level = ticked(tab); return level ? [{ id: tab.id, level }] : [] }))
  }

  beforeAll(async () => {
    clock = createClock()
    sandbox = await startSandbox({ redirectUris: [REDIRECT], clock, requireFields: true })
    sandbox.setRateLimit({ limit: 1_000_000 })
    for (const login of ['volunteer', 'secretary', 'pastor', 'administrator', 'no-access', 'two-churches']) visitors.set(login, await visitorFor(login))
  })
  afterAll(() => sandbox?.close())
  beforeEach(() => {
    ticked = () => 'Viewer'
    who = createWhoMayRead({ config: { times }, tickedTabs, clock })
  })
  afterEach(() => sandbox.clearFaults())

  async function visitorFor(login: string): Promise<Visitor> {
    const { access_token } = await signIn(sandbox, { login, ...(login === 'two-churches' && { church: FIRST_CHURCH }) })
    const token = () => Promise.resolve(access_token)
    const allowance = { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined }
    const planningCenter = createPlanningCenter({ url: sandbox.url, userAgent: 'Foyer (tests@example.org)', times }).as({ tokens: { current: token, renew: token }, allowance, deadline: Number.POSITIVE_INFINITY })
    const me = await planningCenter.get('/people/v2/me', { 'fields[Person]': 'name' })
    return { grantId: login, signInId: login, organizationId: FIRST_CHURCH, organizationName: 'First Church', personId: me.data.id, name: login, email: null, planningCenter }
  }
  const visitor = (login: string): Visitor => {
    const found = visitors.get(login)
    if (!found) throw new Error(`nobody called ${login}`)
    return found
  }
  const seat = (login: string) => ({ churchId: FIRST_CHURCH, personId: visitor(login).personId })
  const asked = () => sandbox.calls.filter(({ path }) => path === '/people/v2/me').length
  const church = () => {
    const found = sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const about = (reader: Reader) => ({ level: reader.level, isAdministrator: reader.isAdministrator, above: (['Viewer', 'Editor', 'Manager'] as const).filter((level) => reader.isAtLeast(level)) })
  const refused = { reason: 'forbidden' }

  it.each([
    ['volunteer', { level: 'Viewer', isAdministrator: false, above: ['Viewer'] }],
    ['secretary', { level: 'Editor', isAdministrator: false, above: ['Viewer', 'Editor'] }],
    ['pastor', { level: 'Manager', isAdministrator: false, above: ['Viewer', 'Editor', 'Manager'] }],
    ['administrator', { level: 'Manager', isAdministrator: true, above: ['Viewer', 'Editor', 'Manager'] }],
  ])('lets the %s in as what Planning Center says they are', async (login, expected) => {
    expect(about(await who.readerOf(visitor(login)))).toEqual(expected)
  })

  it('keeps out whoever has no level, and a level it does not know, but not an administrator without one', async () => {
    await expect(who.readerOf(visitor('no-access'))).rejects.toMatchObject(refused)
    sandbox.addFault({ on: 'api', path: '/people/v2/me', times: 1, answer: { status: 200, body: me({ people_permissions: 'Owner', site_administrator: false }) } })
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject(refused)
    sandbox.addFault({ on: 'api', path: '/people/v2/me', times: 1, answer: { status: 200, body: me({ people_permissions: null, site_administrator: false }) } })
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject(refused)
    sandbox.addFault({ on: 'api', path: '/people/v2/me', times: 1, answer: { status: 200, body: me({ people_permissions: null, site_administrator: true }) } })
    expect(about(await who.readerOf(visitor('volunteer')))).toEqual({ level: null, isAdministrator: true, above: ['Viewer', 'Editor', 'Manager'] })
  })

  it('asks once in five minutes, also for pages opened together, and after five minutes a lowered permission ends it', async () => {
    const before = asked()
    await Promise.all([who.readerOf(visitor('two-churches')), who.readerOf(visitor('two-churches'))])
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'No access' })
    clock.advance(4 * MINUTE)
    await who.readerOf(visitor('two-churches'))
    expect(asked()).toBe(before + 1)
    clock.advance(MINUTE)
    await expect(who.readerOf(visitor('two-churches'))).rejects.toMatchObject(refused)

    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Viewer' })
    expect((await who.readerOf(visitor('two-churches'))).level).toBe('Viewer') // given back, it counts at once
  })

  it('asks every time for what leaves Foyer, and what it hears ends the rest too', async () => {
    await who.readerOf(visitor('two-churches'))
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: null })
    await expect(who.readerOf(visitor('two-churches'), { fresh: true })).rejects.toMatchObject(refused)
    await expect(who.readerOf(visitor('two-churches'))).rejects.toMatchObject(refused)
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Viewer' })
  })

  it('is not deceived by answers that overtake each other', async () => {
    const held = holdFirst('/people/v2/me')
    const early = who.readerOf(visitor('two-churches'), { fresh: true })
    await held.reached
    clock.advance(1000)
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'No access' })
    await expect(who.readerOf(visitor('two-churches'), { fresh: true })).rejects.toMatchObject(refused)
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Viewer' })
    held.release()
    await early
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'No access' })
    await expect(who.readerOf(visitor('two-churches'))).rejects.toMatchObject(refused)
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Viewer' })
  })

  it('goes by the last word for thirty minutes while Planning Center is out of order, and for no longer', async () => {
    await who.readerOf(visitor('volunteer'))
    sandbox.addFault({ on: 'api', answer: { status: 503 } })
    clock.advance(29 * MINUTE)
    expect((await who.readerOf(visitor('volunteer'))).level).toBe('Viewer')
    await expect(who.readerOf(visitor('volunteer'), { fresh: true })).rejects.toMatchObject({ reason: 'unavailable' })
    await expect(who.readerOf(visitor('secretary'))).rejects.toMatchObject({ reason: 'unavailable' }) // of whom nothing is known
    clock.advance(MINUTE)
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject({ reason: 'unavailable' })
  })

  it('takes neither a full rate limit nor a refusal for an outage', async () => {
    await who.readerOf(visitor('volunteer'))
    clock.advance(6 * MINUTE)
    sandbox.addFault({ on: 'api', rateLimit: { retryAfter: 60 } })
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject({ reason: 'rate-limited' })
    sandbox.clearFaults()
    sandbox.addFault({ on: 'api', times: 1, answer: { status: 401, body: { errors: [{ detail: 'Gone. Hint: (FLAMINGO)' }] } } })
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject({ reason: 'person-gone' })
    sandbox.addFault({ on: 'api', answer: { status: 503 } })
    await expect(who.readerOf(visitor('volunteer'))).rejects.toMatchObject({ reason: 'unavailable' })
  })

  it('remembers nothing of one person, church or process for another', async () => {
    await who.readerOf(visitor('volunteer'))
    sandbox.addFault({ on: 'api', answer: { status: 503 } })
    await expect(who.readerOf({ ...visitor('volunteer'), organizationId: '999' })).rejects.toMatchObject({ reason: 'unavailable' })
    await expect(createWhoMayRead({ config: { times }, tickedTabs, clock }).readerOf(visitor('volunteer'))).rejects.toMatchObject({ reason: 'unavailable' })
  })

  it.each([
    ['volunteer', ['Newsletter by e-mail'], ['Faith and service']],
    ['secretary', ['Children in grade 1 to 6', 'Hospital visits (private)', 'Newsletter by e-mail'], ['Faith and service']],
    ['pastor', ['Children in grade 1 to 6', 'Counselling (private)', 'Hospital visits (private)', 'Newsletter by e-mail'], ['Faith and service', 'Pastoral care']],
    ['administrator', ['Children in grade 1 to 6', 'Newsletter by e-mail'], ['Faith and service', 'Pastoral care']],
  ])('shows the %s only lists, tabs and fields that their own token is shown', async (login, lists, tabs) => {
    const shown = await (await who.readerOf(visitor(login))).shown()
    const named = (ids: ReadonlySet<string>, of: ReadonlyMap<string, { name?: string | null; description?: string | null }>) => [...ids].map((id) => of.get(id)?.name ?? of.get(id)?.description).sort()
    expect(named(shown.lists, church().lists)).toEqual(lists)
    expect(named(shown.tabs, church().tabs)).toEqual(tabs)
    const live = [...church().fieldDefinitions.values()].filter(({ deletedAt, tabId }) => deletedAt === null && shown.tabs.has(tabId))
    expect([...shown.fieldDefinitions].sort()).toEqual(live.map(({ id }) => id).sort())
  })

  it.each([
    ['volunteer', { Viewer: ['Faith and service'], Editor: [], Manager: [] }],
    ['secretary', { Viewer: ['Faith and service'], Editor: ['Faith and service'], Manager: [] }],
    ['pastor', { Viewer: ['Faith and service', 'Pastoral care'], Editor: ['Faith and service', 'Pastoral care'], Manager: ['Faith and service', 'Pastoral care'] }],
    ['administrator', { Viewer: ['Faith and service', 'Pastoral care'], Editor: ['Faith and service', 'Pastoral care'], Manager: ['Faith and service', 'Pastoral care'] }],
  ])('shows the %s of those tabs and fields only what the church ticked for their level, from the moment it says so', async (login, expected) => {
    const reader = await who.readerOf(visitor(login))
    const namesOf = (ids: ReadonlySet<string>) => [...ids].map((id) => church().tabs.get(id)?.name).sort()
    for (const level of ['Viewer', 'Editor', 'Manager'] as const) {
      ticked = () => level
      const { tabs, fieldDefinitions } = await reader.shown()
      expect(namesOf(tabs)).toEqual(expected[level])
      const fieldsThere = [...church().fieldDefinitions.values()].filter(({ deletedAt, tabId }) => deletedAt === null && tabs.has(tabId))
      expect([...fieldDefinitions].sort()).toEqual(fieldsThere.map(({ id }) => id).sort())
    }
    ticked = ({ name }) => (name === 'Pastoral care' ? 'Viewer' : null)
    const { tabs } = await reader.shown()
    expect(namesOf(tabs)).toEqual(expected.Viewer.filter((name) => name === 'Pastoral care'))
    ticked = () => null
    expect(await reader.shown()).toMatchObject({ tabs: new Set(), fieldDefinitions: new Set() })
  })

  it('looks for lists again after ten minutes, at once for an export, and at once for who is given another level', async () => {
    const lists = () => sandbox.calls.filter(({ path }) => path === '/people/v2/lists').length
    const before = lists()
    await (await who.readerOf(visitor('two-churches'))).shown()
    clock.advance(9 * MINUTE)
    await (await who.readerOf(visitor('two-churches'))).shown()
    expect(lists()).toBe(before + 1)
    await (await who.readerOf(visitor('two-churches'), { fresh: true })).shown()
    expect(lists()).toBe(before + 2)
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Manager' })
    await (await who.readerOf(visitor('two-churches'), { fresh: true })).shown()
    sandbox.setPermission(seat('two-churches'), { peoplePermissions: 'Viewer' })
    clock.advance(6 * MINUTE)
    const { tabs } = await (await who.readerOf(visitor('two-churches'))).shown()
    expect([...tabs].map((id) => church().tabs.get(id)?.name)).toEqual(['Faith and service'])
  })

  /** Holds the first answer to a path until released. */
  function holdFirst(path: string): { reached: Promise<void>; release(): void } {
    let reach = () => {}
    let release = () => {}
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const released = new Promise<void>((resolve) => (release = resolve))
    let isFirst = true
    const act = sandbox.beforeAnswer(async (call) => {
      if (call.path !== path || !isFirst) return
      isFirst = false
      act.remove()
      reach()
      await released
    })
    return { reached, release }
  }
})

const me = (attributes: object) => ({ data: { type: 'Person', id: '1', attributes, relationships: {} } })
