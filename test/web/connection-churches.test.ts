import { administratorOfGrace, connect, connectionPage, GRACE_CHAPEL, lookAgain, revoke, seatOf, signedIn, startConnecting, tabId, untilCopied, untilQuiet } from '../support/connecting'
import { FIRST_CHURCH } from '../support/mirroring'
import { everythingIn } from '../support/redis-contents'
import type { Browser, Foyer } from '../support/start-app'
import { engines } from '../support/start-database'
import { makeTwins, namesOfFirst, numberOf, OF_TWIN } from '../support/twins'
import { until } from '../support/until'

describe('two churches in one Foyer', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startConnecting()
    foyer.app.start()
  }, 60_000)
  afterAll(() => foyer?.close())

  it('each have a copy, tokens and choices of their own, and what goes wrong at one is said to nobody of the other', async () => {
    const first = await signedIn(foyer, 'administrator')
    const grace = await administratorOfGrace(foyer)
    await connect(foyer, first, { way: 'dedicated', login: 'pastor', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    expect((await connectionPage(grace)).badge).toBe('Not connected')
    const callsBefore = foyer.sandbox.calls.length
    await connect(foyer, grace, { login: 'two-churches', church: GRACE_CHAPEL })
    await Promise.all([untilCopied(foyer), untilCopied(foyer, GRACE_CHAPEL)])

    for (const [id, church] of foyer.sandbox.world.churches) expect(await copiedIds(foyer, id)).toEqual([...church.people.keys()].sort())
    // Grace Chapel's copy was made with Sam Haddad's tokens and no other's.
    const sam = seatOf(foyer, 'two-churches', GRACE_CHAPEL).personId
    const asked = foyer.sandbox.calls.slice(callsBefore).filter(({ kind, path }) => kind === 'api' && path === '/people/v2/person_mergers')
    expect(new Set(asked.map(({ personId }) => personId))).toEqual(new Set([sam, seatOf(foyer, 'pastor').personId]))

    const [ours, theirs] = [await connectionPage(first), await connectionPage(grace)]
    expect(ours.text).toContain('Pastoral care')
    expect(theirs.text).not.toMatch(/Pastoral care|Okafor|First Church/)
    expect(ours.text).not.toMatch(/Haddad|Grace Chapel/)

    await untilQuiet(foyer)
    revoke(foyer, seatOf(foyer, 'pastor'))
    await lookAgain(first)
    expect((await first.visit('/people')).text).toContain('Planning Center no longer lets Foyer read')
    expect((await grace.visit('/people')).text).not.toContain('Planning Center no longer lets Foyer read')
    // And one church's administrator cannot finish or undo what is the other's.
    expect((await grace.submit('/connection/disconnect', { _csrf: await grace.csrf(), church: 'First Church', copy: 'delete' })).status).toBe(422)
  }, 60_000)
})

describe.each(engines)('two churches whose people bear the same numbers, on %s', (engine) => {
  let foyer: Foyer
  /** The administrators, who bear the same number, too. */
  let first: Browser
  let twin: Browser
  beforeAll(async () => {
    foyer = await startConnecting({ database: engine })
    makeTwins(foyer)
    foyer.app.start()
    first = await signedIn(foyer, 'administrator')
    twin = await signedIn(foyer, 'twin-administrator')
    const tabs = { [tabId(foyer, 'Pastoral care')]: 'Manager' }
    await connect(foyer, first, { tabs })
    await connect(foyer, twin, { tabs, login: 'twin-administrator', church: GRACE_CHAPEL })
    await Promise.all([untilCopied(foyer), untilCopied(foyer, GRACE_CHAPEL)])
  }, 60_000)
  afterAll(() => foyer?.close())

  const rowsOf = async (table: 'mirror.person' | 'mirror.email' | 'mirror.household' | 'mirror.list' | 'mirror.field_datum', church: string) =>
    JSON.stringify(await (await open(foyer)).selectFrom(table).selectAll().where('organization_id', '=', church).orderBy('id').execute())
  const tables = ['mirror.person', 'mirror.email', 'mirror.household', 'mirror.list', 'mirror.field_datum'] as const

  it('copies each from its own: the same numbers, and not one name of the other', async () => {
    const people = [...(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.people.keys() ?? [])].sort()
    for (const church of [FIRST_CHURCH, GRACE_CHAPEL]) expect(await copiedIds(foyer, church)).toEqual(people)
    for (const table of tables) {
      expect([table, await rowsOf(table, FIRST_CHURCH)]).toEqual([table, expect.not.stringMatching(OF_TWIN)])
      expect([table, await rowsOf(table, GRACE_CHAPEL)]).toEqual([table, expect.stringMatching(OF_TWIN)])
    }
    const theirs = await rowsOf('mirror.person', GRACE_CHAPEL)
    expect(namesOfFirst(foyer).filter((name) => theirs.includes(name))).toEqual([])
  })

  it('shows each its own on every page, whoever was there before: nothing that is remembered is shared', async () => {
    const names = namesOfFirst(foyer)
    expect(names.length).toBeGreaterThan(10)
    for (let round = 0; round < 2; round++) {
      for (const path of everyPath(foyer)) {
        // The second time everything is remembered, and the twin comes first.
        const [ours, theirs] = round === 0 ? await inTurn(first, twin, path) : (await inTurn(twin, first, path)).reverse()
        expect([path, ours?.status, theirs?.status]).toEqual([path, 200, 200])
        expect([path, OF_TWIN.exec(ours?.text ?? '')?.[0]]).toEqual([path, undefined])
        expect([path, names.filter((name) => theirs?.text.includes(name))]).toEqual([path, []])
        expect(theirs?.text).not.toContain('First Church')
      }
    }
    expect((await twin.visit('/people').expect(200)).text).toMatch(OF_TWIN) // it does show somebody
  }, 120_000)

  it('opens no photo of one church for the other', async () => {
    const photoIn = async (browser: Browser) => /\/photos\/[\w.-]+/.exec((await browser.visit('/people?view=cards').expect(200)).text)?.[0] ?? 'no photo'
    const [ours, theirs] = [await photoIn(first), await photoIn(twin)]
    await first.agent.get(ours).expect(200)
    await twin.agent.get(theirs).expect(200)
    await first.agent.get(theirs).expect(404)
    await twin.agent.get(ours).expect(404)
  })

  it('signs nobody of the other church out, and takes no right from them', async () => {
    const [pastor, theirPastor] = [await signedIn(foyer, 'pastor'), await signedIn(foyer, 'twin-pastor')]
    const number = numberOf(foyer, 'pastor')
    foyer.sandbox.setPermission({ churchId: FIRST_CHURCH, personId: number }, { peoplePermissions: 'No access' })
    foyer.clock.advance(6 * 60_000)
    await pastor.visit('/connection/sync').expect(403)
    await theirPastor.visit('/connection/sync').expect(200)
    await first.submit(`/signed-in/${number}/end-all`, { _csrf: await first.csrf() }).expect(303)
    await pastor.visit('/account').expect(303)
    await theirPastor.visit('/account').expect(200)
    foyer.sandbox.setPermission({ churchId: FIRST_CHURCH, personId: number }, { peoplePermissions: 'Manager' })
  })

  it('works for one church without touching the other: a check of everybody, with the church’s own tokens', async () => {
    await untilIdle(foyer)
    const before = await Promise.all(tables.map((table) => rowsOf(table, GRACE_CHAPEL)))
    const [someone] = [...(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.people.values() ?? [])].filter(({ loginIdentifier }) => !loginIdentifier)
    foyer.sandbox.deletePerson({ churchId: FIRST_CHURCH, personId: someone?.id ?? '' })
    const callsBefore = foyer.sandbox.calls.length
    const now = new Date(foyer.clock.now())
    await (await open(foyer)).updateTable('sync.mirror').set({ due_at: now, reconcile_due_at: now }).where('organization_id', '=', FIRST_CHURCH).execute()
    await until(async () => !(await copiedIds(foyer, FIRST_CHURCH)).includes(someone?.id ?? ''), 20_000)
    await untilIdle(foyer)
    expect(await copiedIds(foyer, GRACE_CHAPEL)).toContain(someone?.id)
    expect(await Promise.all(tables.map((table) => rowsOf(table, GRACE_CHAPEL)))).toEqual(before)
    expect(new Set(foyer.sandbox.calls.slice(callsBefore).filter(({ kind }) => kind === 'api').map(({ loginId }) => loginId))).toEqual(new Set(['administrator']))
  }, 60_000)

  it('lets one leave, and leaves every row and every key of the other', async () => {
    await untilIdle(foyer)
    const rows = await Promise.all(tables.map((table) => rowsOf(table, GRACE_CHAPEL)))
    const keys = new Map(await everythingIn(foyer.redis))
    await first.submit('/connection/disconnect', { _csrf: await first.csrf(), church: 'First Church', copy: 'delete' }).expect(303)
    await until(async () => (await copiedIds(foyer, FIRST_CHURCH)).length === 0)
    await until(async () => (await foyer.redis.zcard('foyer:revocations')) === 0)
    expect(await Promise.all(tables.map((table) => rowsOf(table, GRACE_CHAPEL)))).toEqual(rows)
    const keysNow = new Map(await everythingIn(foyer.redis))
    const gone = [...keys.keys()].filter((key) => /^foyer:(grant|session|sign-ins|church-sign-ins|churches)/.test(key)).filter((key) => !keysNow.has(key))
    expect(gone).toHaveLength(1)
    expect((await connectionPage(twin)).badge).toBe('Working')
    await lookAgain(twin)
    expect((await connectionPage(twin)).badge).toBe('Working')
  })
})

const open = async ({ database }: Foyer) => {
  if (!database) throw new Error('no database')
  return database.open()
}

const copiedIds = async (foyer: Foyer, church: string) =>
  (await (await open(foyer)).selectFrom('mirror.person').select('id').where('organization_id', '=', church).execute()).map(({ id }) => id).sort()

/** No run is under way, and none is due. */
async function untilIdle(foyer: Foyer): Promise<void> {
  const db = await open(foyer)
  await until(async () => {
    const now = new Date(foyer.clock.now())
    return (await db.selectFrom('sync.mirror').select('organization_id').where((e) => e.or([e('lease_owner', 'is not', null), e('due_at', '<=', now)])).execute()).length === 0
  }, 20_000)
}

async function inTurn(one: Browser, other: Browser, path: string) {
  return [await one.visit(path), await other.visit(path)]
}

/** Every page there is, of the same people, households and lists in both churches. */
function everyPath(foyer: Foyer): string[] {
  const church = foyer.sandbox.world.churches.get(FIRST_CHURCH)
  const people = [...(church?.people.keys() ?? [])].slice(0, 4)
  const [household] = church?.households.keys() ?? []
  const [list] = church?.lists.keys() ?? []
  const [campus] = church?.campuses.keys() ?? []
  return [
    ...['/people', '/people?view=cards', '/people?sort=newest', '/people?q=a', `/people?campus=${campus}`, `/people?list=${list}`],
    ...people.flatMap((id) => [`/people/${id}`, `/people/${id}/lists`]),
    ...[`/households/${household}`, '/lists', `/lists/${list}`, '/account', '/signed-in', '/audit', '/audit.csv', '/privacy'],
    ...['/connection', '/connection/sync', '/connection/kept', '/connection/exports?find=a', '/connection/summary', '/connection/disconnect', '/connection/choices.json'],
  ]
}
