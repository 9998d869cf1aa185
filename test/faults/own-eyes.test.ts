import fc from 'fast-check'
import type { Sandbox } from '../../src/sandbox'
import { ask, cookiesOf } from '../support/asking'
import { HOUR } from '../support/clock'
import { visitPlanningCenter } from '../support/planning-center-visit'
import { PUBLIC_URL, startStage, type Instance, type Stage } from './schedules/stage'

const VISITORS = 200
const AT_ONCE = 20
const SEED = 10
const PAGES = ['/account', '/people', '/lists'] as const

interface Visitor {
  login: string
  church: string
  name: string
  cookie: string
  /** The token of their forms. */
  form: string
}

interface Visit {
  visitor: Visitor
  at: Instance
  path: (typeof PAGES)[number]
}

describe('two hundred visitors at three instances', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await startStage({ people: VISITORS + 30 })
    stage.patience.be('long')
  })
  afterAll(() => stage.close())

  it(
    'D10: each answer holds its own visitor’s marks and nobody else’s, also while tokens are renewed',
    async () => {
      const visitors = openLogins(stage.sandbox)
      expect(visitors.length).toBeGreaterThanOrEqual(VISITORS)
      await aFewAtATime(visitors, (visitor, index) => signIn(visitor, stage.instances[index % 3]))

      const [morning, afternoon] = fc.sample(everyVisit(visitors, stage.instances), { numRuns: 2, seed: SEED })
      await aFewAtATime(morning ?? [], (visit) => seeOwnEyes(visit))
      stage.clock.advance(2 * HOUR + 1000)
      await aFewAtATime(afternoon ?? [], (visit) => seeOwnEyes(visit))

      expect(stage.sandbox.calls.filter(({ grantType }) => grantType === 'refresh_token')).toHaveLength(visitors.length)
      expect(new Set(visitors.map(({ form }) => form)).size).toBe(visitors.length)
      expect(Math.min(photosOf('First Church').length, photosOf('Grace Chapel').length)).toBeGreaterThan(0)
      expect(haveInCommon(photosOf('First Church'), photosOf('Grace Chapel'))).toEqual([])
    },
    180_000,
  )

  const photos: { church: string; address: string }[] = []
  const photosOf = (wanted: string) => photos.flatMap(({ church, address }) => (church === wanted ? [address] : []))

  /** Every page once for everybody, in any order, anywhere. */
  function everyVisit(visitors: Visitor[], instances: Instance[]): fc.Arbitrary<Visit[]> {
    const visits = visitors.flatMap((visitor) => PAGES.map((path, index) => ({ visitor, path, at: instances[(index + visitor.login.length) % 3] as Instance })))
    return fc.shuffledSubarray(visits, { minLength: visits.length })
  }

  async function seeOwnEyes({ visitor, at, path }: Visit): Promise<void> {
    const { status, body } = await ask(at.port, { path, headers: { host: new URL(PUBLIC_URL).host, cookie: visitor.cookie } })
    expect({ path, status }).toEqual({ path, status: 200 })
    expect(/<bdi class="eyes__name">([^<]*)</.exec(body)?.[1]).toBe(visitor.name)
    expect(/<bdi class="eyes__church">([^<]*)</.exec(body)?.[1]).toBe(visitor.church)
    visitor.form = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? ''
    expect([...new Set(body.match(/visitor-\d+\./g))]).toEqual([visitor.login])
    for (const [photo] of body.matchAll(/\/photos\/[\w.-]+/g)) photos.push({ church: visitor.church, address: photo })
  }
})

async function signIn(visitor: Visitor, at: Instance | undefined): Promise<void> {
  const port = at?.port ?? 0
  const { host } = new URL(PUBLIC_URL)
  const started = await ask(port, { path: '/login?return_to=/account', headers: { host } })
  const { callback } = await visitPlanningCenter(started.headers.location ?? '', { login: visitor.login })
  const arrived = await ask(port, { path: callback.slice(PUBLIC_URL.length), headers: { host, cookie: cookiesOf(started) } })
  expect(arrived.status).toBe(303)
  visitor.cookie = cookiesOf(arrived)
}

/** Everybody in both churches gets a login, and what nobody else may be shown: an address, and a list kept to themselves. Both hold the login's id. */
function openLogins(sandbox: Sandbox): Visitor[] {
  const { world } = sandbox
  const people = [...world.churches.values()].flatMap((church) => [...church.people.values()].map((person) => ({ church, person })))
  return people.map(({ church, person }, index) => {
    const [login, email, list] = [`visitor-${index}.`, `visitor-${index}.@mark.example`, `The list of visitor-${index}.`]
    const seat = { churchId: church.id, personId: person.id, role: 'Viewer' }
    Object.assign(person, { firstName: 'Visitor', lastName: `No. ${index}`, nickname: null, namePrefixId: null, nameSuffixId: null, photoToken: `photo${index}` })
    sandbox.setPermission(seat, { peoplePermissions: 'Viewer' })
    const times = { refreshedAt: person.createdAt, createdAt: person.createdAt, updatedAt: person.createdAt }
    const id = String(800_000_000 + index)
    church.lists.set(id, { id, name: list, description: '', createdById: person.id, starredByIds: [], autoRefresh: false, invalid: false, campusId: null, ...times })
    world.logins.push({ id: login, name: `Visitor No. ${index}`, email, seats: [seat] })
    return { login, church: church.name, name: `Visitor No. ${index}`, cookie: '', form: '' }
  })
}

async function aFewAtATime<One>(all: One[], work: (one: One, index: number) => Promise<void>): Promise<void> {
  const next = all.entries()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const [index, one] of next) await work(one, index)
    }),
  )
}

const haveInCommon = (some: string[], others: string[]) => some.filter((one) => others.includes(one))
