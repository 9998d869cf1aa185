import { sql } from 'kysely'
import { everythingKept } from '../../src/privacy/kept'
import { administratorOfGrace, connect, connectionPage, GRACE_CHAPEL, seatOf, signedIn, startAnew, startConnecting, tabId, untilCopied } from '../support/connecting'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { everythingIn } from '../support/redis-contents'
import { engines } from '../support/start-database'
import type { Browser, Foyer } from '../support/start-app'
import { until } from '../support/until'

describe.each(engines)('leaving, on %s', (engine) => {
  let foyer: Foyer
  let administrator: Browser
  beforeAll(async () => {
    foyer = await startConnecting({ database: engine })
    foyer.app.start()
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    administrator = await signedIn(foyer, 'administrator')
    await connect(foyer, administrator, { way: 'dedicated', login: 'pastor', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    await untilCopied(foyer)
  }, 60_000)
  afterAll(() => foyer?.close())

  const leave = async (fields: Record<string, string>, browser = administrator) => browser.submit('/connection/disconnect', { _csrf: await browser.csrf(), ...fields })
  const grants = async () => (await foyer.redis.keys('foyer:grant:*')).length

  /** Every row of every table of ours, by church. */
  async function everyRow(): Promise<Record<string, string[]>> {
    const db = await foyer.database?.open()
    if (!db) throw new Error('no database')
    const tables = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer') order by 1`.execute(db)
    const found: Record<string, string[]> = {}
    for (const { name } of tables.rows) {
      const { rows } = await sql<{ organization_id: string; text: string }>`select organization_id, t::text as text from ${sql.table(name)} t order by 2`.execute(db)
      for (const row of rows) (found[row.organization_id] ??= []).push(`${name} ${row.text}`)
    }
    return found
  }
  const tablesOf = (rows: string[] | undefined) => [...new Set((rows ?? []).map((row) => row.split(' ')[0]))]
  /** No run is under way, and none is due: what lies there now stays as it is. */
  async function untilQuiet(): Promise<void> {
    const db = await foyer.database?.open()
    await until(async () => {
      const busy = await db?.selectFrom('sync.mirror').select('organization_id').where((e) => e.or([e('lease_owner', 'is not', null), e('due_at', '<', new Date(foyer.clock.now()))])).execute()
      return busy?.length === 0
    }, 20_000)
  }

  it('leaves no table out of what “Is this safe?” says is kept', async () => {
    const said = everythingKept({ times: foyer.config.times, operator: 'us', keepsCopies: true }).flatMap(({ tables }) => tables ?? [])
    const db = await foyer.database?.open()
    if (!db) throw new Error('no database')
    const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer') order by 1`.execute(db)
    expect(said.sort()).toEqual(rows.map(({ name }) => name))
  })

  it('shows first what goes, with counts, what stays, and where Planning Center still lists Foyer', async () => {
    const page = readPage((await administrator.visit('/connection/disconnect').expect(200)).text)
    expect(page.heading).toBe('Disconnect First Church')
    expect(page.text).toMatch(/What goes if you delete the copy, too \d+ people \d+ e-mail addresses .* \d+ households .*1 custom tab .*What you chose/)
    expect(page.text).toContain('Who is signed in stays signed in')
    expect(page.links.map(({ href }) => href)).toEqual(expect.arrayContaining([`${foyer.sandbox.url}/authorized_applications`, 'https://accounts.planningcenteronline.com/organization/integrations/connections']))
    const file = await administrator.visit('/connection/choices.json').expect(200)
    expect(file.headers['content-disposition']).toBe('attachment; filename=foyer-choices.json')
    expect(file.body).toMatchObject({ church: 'First Church', choices: { tabs: [{ name: 'Pastoral care', level: 'Manager' }] } })
  })

  it.each(['', 'First', 'Second Church', 'Grace Chapel'])('changes nothing when “%s” is typed, and shows it again', async (church) => {
    const before = await grants()
    const answer = await leave({ church, copy: 'delete' })
    expect([answer.status, readPage(answer.text).text]).toEqual([422, expect.stringContaining(`“${church}” is not the name of your church. Nothing was changed.`)])
    expect([await grants(), (await connectionPage(administrator)).badge]).toEqual([before, 'Working'])
  })

  it('with the copy kept, gives the tokens back and keeps copy and choices, which can be connected anew', async () => {
    await untilQuiet()
    const before = (await everyRow())[FIRST_CHURCH]?.filter((row) => row.startsWith('mirror.'))
    await leave({ church: ' first  CHURCH ', copy: 'keep' }).then((answer) => expect(answer.status).toBe(303))
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Not connected', expect.stringMatching(/First Church is disconnected\. Foyer’s copy is kept.*The copy as of \w+ \d+ is kept, and grows old.*Custom tabs Pastoral care/)])
    expect(await grants()).toBe(1)
    await until(() => foyer.sandbox.calls.some(({ kind }) => kind === 'revoke'))
    expect((await everyRow())[FIRST_CHURCH]?.filter((row) => row.startsWith('mirror.'))).toEqual(before)
    await connect(foyer, administrator, { way: 'dedicated', login: 'pastor', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    expect((await connectionPage(administrator)).badge).toBe('Working')
  })

  it('with the copy deleted, leaves nothing of this church and everything of the other, in the database and in Redis', async () => {
    const grace = await administratorOfGrace(foyer)
    await connect(foyer, grace, { login: 'two-churches', church: GRACE_CHAPEL })
    await untilCopied(foyer, GRACE_CHAPEL)
    await untilQuiet()
    const [rows, keys] = [await everyRow(), new Map(await everythingIn(foyer.redis))]
    expect(tablesOf(rows[FIRST_CHURCH])).toEqual(expect.arrayContaining(['foyer.connection', 'foyer.settings', 'mirror.person', 'mirror.field_datum', 'mirror.list_person', 'sync.mirror', 'sync.run']))

    expect((await leave({ church: 'First Church', copy: 'delete' })).status).toBe(303)
    await until(async () => !(FIRST_CHURCH in (await everyRow())))
    await until(async () => (await foyer.redis.zcard('foyer:revocations')) === 0)
    expect(await everyRow()).toEqual({ [GRACE_CHAPEL]: rows[GRACE_CHAPEL] })

    // Of Redis' records one is gone, the church's tokens; sign-ins stay, and so does all of the other church.
    const after = new Map(await everythingIn(foyer.redis))
    const gone = [...keys.keys()].filter((key) => !after.has(key) && !/^foyer:(spent|login-rate|login-loop|renewal|login|revocations)/.test(key))
    expect(gone.map((key) => key.replace(/:[\w-]{43}$/, ''))).toEqual(['foyer:grant'])
    expect([...after.keys()].filter((key) => !keys.has(key) && !/^foyer:(spent|login-rate|login-loop)/.test(key))).toEqual([])
    await administrator.visit('/people').expect(200)
    expect((await connectionPage(administrator)).text).toContain('First Church is disconnected, and Foyer’s copy deleted.')
    expect((await connectionPage(grace)).badge).toBe('Working')
    expect(foyer.logged().split('"audit":"disconnected"').length - 1).toBeGreaterThan(0)
  }, 60_000)

  it('is finished by another process when the first one was stopped in the middle', async () => {
    const db = await foyer.database?.open()
    await db?.deleteFrom('sync.mirror').where('organization_id', '=', FIRST_CHURCH).execute()
    await db?.updateTable('foyer.connection').set({ state: 'leaving', sealed_grant: null }).where('organization_id', '=', FIRST_CHURCH).execute()
    await until(async () => (await everyRow())[FIRST_CHURCH] === undefined, 15_000)
  })
})

describe('two churches in one Foyer', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startConnecting()
    foyer.app.start()
  }, 60_000)
  afterAll(() => foyer?.close())

  it('never meet: each has its own copy, its own tokens, its own choices, and no page, query or job reaches the other', async () => {
    const first = await signedIn(foyer, 'administrator')
    const grace = await administratorOfGrace(foyer)
    await connect(foyer, first, { way: 'dedicated', login: 'pastor', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
    expect((await connectionPage(grace)).badge).toBe('Not connected')
    const callsBefore = foyer.sandbox.calls.length
    await connect(foyer, grace, { login: 'two-churches', church: GRACE_CHAPEL })
    await Promise.all([untilCopied(foyer), untilCopied(foyer, GRACE_CHAPEL)])

    const db = await foyer.database?.open()
    for (const [id, church] of foyer.sandbox.world.churches) {
      const people = await db?.selectFrom('mirror.person').select('id').where('organization_id', '=', id).execute()
      expect(people?.map((person) => person.id).sort()).toEqual([...church.people.keys()].sort())
    }
    // Grace Chapel's copy was made with Sam Haddad's tokens and no other's.
    const sam = seatOf(foyer, 'two-churches', GRACE_CHAPEL).personId
    const asked = foyer.sandbox.calls.slice(callsBefore).filter(({ kind, path }) => kind === 'api' && path === '/people/v2/person_mergers')
    expect(new Set(asked.map(({ personId }) => personId))).toEqual(new Set([sam, seatOf(foyer, 'pastor').personId]))

    const [ours, theirs] = [await connectionPage(first), await connectionPage(grace)]
    expect(ours.text).toContain('Pastoral care')
    expect(theirs.text).not.toMatch(/Pastoral care|Okafor|First Church/)
    expect(ours.text).not.toMatch(/Haddad|Grace Chapel/)

    // What goes wrong at one church is said to nobody of the other.
    foyer.clock.advance(60_000)
    foyer.sandbox.revokeGrants(seatOf(foyer, 'pastor'))
    await first.submit('/connection/look-again', { _csrf: await first.csrf() }).expect(303)
    expect((await first.visit('/people')).text).toContain('Planning Center no longer lets Foyer read')
    expect((await grace.visit('/people')).text).not.toContain('Planning Center no longer lets Foyer read')
    // And one church's administrator cannot finish or undo what is the other's.
    expect((await grace.submit('/connection/disconnect', { _csrf: await grace.csrf(), church: 'First Church', copy: 'delete' })).status).toBe(422)
  }, 60_000)
})
