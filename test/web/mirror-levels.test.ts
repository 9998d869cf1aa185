import fc from 'fast-check'
import { createSettingsStore, type Level } from '../../src/connection/settings'
import type { Mirror } from '../../src/mirror'
import type { TabRecord } from '../../src/sandbox/world/world'
import { startCopying } from '../support/copying'
import { MINUTE, type TestClock } from '../support/clock'
import { FIRST_CHURCH } from '../support/mirroring'
import type { TestDatabase } from '../support/start-database'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

/** Every page and answer that tells of the copy, for whoever may open it. */
const ANSWERS = ['/connection/sync', '/connection/sync/progress', '/connection/sync?before=999999'] as const
const LOGINS = { 'no-access': null, volunteer: 'Viewer', secretary: 'Editor', pastor: 'Manager', administrator: 'Administrator' } as const
type Login = keyof typeof LOGINS
const RANKS = ['Viewer', 'Editor', 'Manager', 'Administrator']

/** One value that some are shown and others not: by Planning Center, or because the church ticked its tab for a higher level. */
type Hidden = { what: 'value'; tab: 'Faith and service' | 'Pastoral care'; from: Level; whose: number } | { what: 'list of the administrator’s'; whose: number } | { what: 'private list'; whose: number }

const OWN = [/What was done.*/s, /name="_csrf" value="[^"]*"/g, /nonce="[^"]*"/g, /<time.*?<\/time>/gs, /(yesterday at )?\d+:\d\d [AP]M/g, /quote:\s*(<[^>]*>)?\s*[0-9a-f]{10}/g]
const whose = fc.nat({ max: 500 })
const hidden: fc.Arbitrary<Hidden> = fc.oneof(
  fc.record({ what: fc.constant('value' as const), tab: fc.constantFrom('Faith and service' as const, 'Pastoral care' as const), from: fc.constantFrom('Viewer' as const, 'Editor' as const, 'Manager' as const), whose }),
  fc.record({ what: fc.constant('list of the administrator’s' as const), whose }),
  fc.record({ what: fc.constant('private list' as const), whose }),
)

describe('what somebody is told of the copy', () => {
  let foyer: Foyer
  let mirror: Mirror
  const browsers = new Map<Login, Browser>()
  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite', times: { choicesKept: 1 } }) // lists are asked for anew each time
    mirror = await startCopying(foyer)
    for (const login of Object.keys(LOGINS) as Login[]) {
      const browser = foyer.browser()
      await browser.signIn(login)
      browsers.set(login, browser)
    }
    expect([await mirror.runNow(FIRST_CHURCH), await mirror.runNow(FIRST_CHURCH, 'incremental')]).toEqual(['done', 'done'])
  }, 90_000)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
  })

  const church = () => {
    const found = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const tabCalled = (name: string) => [...church().tabs.values()].find((tab) => tab.name === name) as TabRecord

  /** All it answers, but for the time of day, what was done when, and what each answer has for itself. */
  async function told(login: Login): Promise<string[]> {
    const answers = []
    for (const path of ANSWERS) {
      const { status, text } = await (browsers.get(login) as Browser).visit(path)
      answers.push(`${status} ${OWN.reduce((rest, own) => rest.replace(own, ''), text)}`)
    }
    return answers
  }
  const toldAll = async () => Object.fromEntries(await Promise.all((Object.keys(LOGINS) as Login[]).map(async (login) => [login, await told(login)] as const))) as Record<Login, string[]>

  async function tick(from: Level): Promise<void> {
    if (!foyer.database) throw new Error('start this Foyer with a database')
    const tabs = [...church().tabs.values()].map(({ id, name }) => ({ id, name, level: from }))
    const settings = createSettingsStore(foyer as { database: TestDatabase; clock: TestClock })
    await settings.settle(await foyer.database.open(), FIRST_CHURCH, await settings.change(FIRST_CHURCH, () => ({ tabs })))
  }

  function change(one: Hidden): void {
    const churn = foyer.sandbox.churn(FIRST_CHURCH)
    const guests = [...church().people.values()].filter(({ peoplePermissions }) => peoplePermissions === null)
    const somebody = guests[one.whose % guests.length]?.id as string
    if (one.what === 'value') {
      const fields = [...church().fieldDefinitions.values()].filter(({ tabId, deletedAt }) => tabId === tabCalled(one.tab).id && deletedAt === null)
      const field = fields[one.whose % fields.length]
      if (!field) throw new Error('no field')
      return void churn.setFieldDatum(somebody, field.id, `value ${one.whose} ${church().revision}`)
    }
    const administrator = foyer.sandbox.world.logins.find(({ id }) => id === 'administrator')?.seats[0]?.personId as string
    const owner = one.what === 'private list' ? somebody : administrator
    churn.addToList(churn.addList({ name: `List ${church().revision}`, createdById: owner }).id, somebody)
  }

  function mayLearn(login: Login, one: Hidden): boolean {
    const level = LOGINS[login]
    if (level === null) return false
    if (one.what !== 'value') return one.what === 'list of the administrator’s' && login === 'administrator'
    const atLeast = (lowest: string) => RANKS.indexOf(level) >= RANKS.indexOf(lowest)
    return atLeast(one.from) && (one.tab === 'Faith and service' || atLeast('Manager'))
  }

  it('stays word for word the same when something changes that is hidden from them', async () => {
    const learnt: string[] = []
    await fc.assert(
      fc.asyncProperty(hidden, async (one) => {
        await tick(one.what === 'value' ? one.from : 'Viewer')
        const before = await toldAll()
        change(one)
        foyer.clock.advance(MINUTE)
        expect(await mirror.runNow(FIRST_CHURCH, 'incremental')).toBe('done')
        const after = await toldAll()
        for (const login of Object.keys(LOGINS) as Login[]) {
          if (!mayLearn(login, one)) expect([login, one, after[login]]).toEqual([login, one, before[login]])
          else if (JSON.stringify(after[login]) !== JSON.stringify(before[login])) learnt.push(`${login}: ${one.what}`)
        }
      }),
      { numRuns: process.env['SOAK'] ? 300 : 15, endOnFailure: true },
    )
    // Otherwise nothing of all this would be told to anybody, and the test would prove nothing.
    expect(learnt).toEqual(expect.arrayContaining(['pastor: value', 'administrator: value']))
  }, 120_000)
})
