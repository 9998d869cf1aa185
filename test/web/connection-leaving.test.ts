import { sql } from 'kysely'
import type { Sql } from '../../src/database'
import { everythingKept } from '../../src/privacy/kept'
import { HOUR, MINUTE } from '../support/clock'
import { administratorOfGrace, connect, connectionPage, GRACE_CHAPEL, seatOf, signedIn, startAnew, startConnecting, tabId, untilConsent, untilCopied, untilQuiet } from '../support/connecting'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { visitPlanningCenter } from '../support/planning-center-visit'
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
    const db = await open()
    const found: Record<string, string[]> = {}
    for (const name of await tables()) {
      const { rows } = await sql<{ organization_id: string | null; text: string }>`select organization_id, t::text as text from ${sql.table(name)} t order by 2`.execute(db)
      for (const row of rows) (found[row.organization_id ?? 'nobody’s'] ??= []).push(`${name} ${row.text}`)
    }
    return found
  }
  const past = async (church: string) => (await open()).selectFrom('foyer.audit').selectAll().where('organization_id', '=', church).orderBy('id').execute()
  const open = () => mustOpen(foyer)
  const tablesOf = (rows: string[] | undefined) => [...new Set((rows ?? []).map((row) => row.split(' ')[0]))]
  it('leaves no table out of what “Is this safe?” says is kept', async () => {
    const said = everythingKept({ times: foyer.config.times, operator: 'us', keepsCopies: true }).flatMap(({ tables }) => tables ?? [])
    expect(said.sort()).toEqual(await tables())
  })

  it('shows first what goes, with counts, what stays, and where Planning Center still lists Foyer', async () => {
    await until(async () => (await past(FIRST_CHURCH)).some(({ event }) => event === 'connected'))
    const many = (await past(FIRST_CHURCH)).length
    const page = readPage((await administrator.visit('/connection/disconnect').expect(200)).text)
    expect(page.heading).toBe('Disconnect First Church')
    expect(page.text).toMatch(/What goes if you delete the copy, too \d+ people \d+ e-mail addresses .* \d+ households .*1 custom tab .*\d+ entr(y|ies) about how the copy was brought up to date What you chose: 1 custom tab/)
    expect(page.text).toContain(`${many} entries about what happened in Foyer`)
    for (const words of ['Whoever is signed in stays signed in', 'One line that says who disconnected the church', 'Backups of the test office']) expect(page.text).toContain(words)
    expect(page.links.map(({ href }) => href)).toEqual(expect.arrayContaining([`${foyer.sandbox.url}/authorized_applications`, 'https://accounts.planningcenteronline.com/organization/integrations/connections']))
  })

  it('offers, before it goes, what Planning Center could not give again: what was chosen, and what happened', async () => {
    const { links } = readPage((await administrator.visit('/connection/disconnect').expect(200)).text)
    for (const href of ['/connection/choices.json', '/audit.csv']) expect(links).toContainEqual(expect.objectContaining({ href }))
    const file = await administrator.visit('/connection/choices.json').expect(200)
    expect(file.headers['content-disposition']).toBe('attachment; filename=foyer-choices.json')
    expect(file.body).toMatchObject({ church: 'First Church', choices: { tabs: [{ name: 'Pastoral care', level: 'Manager' }] } })
    await until(async () => (await past(FIRST_CHURCH)).some(({ event, why }) => event === 'exported' && why === 'choices'))
    expect((await administrator.visit('/audit.csv').expect(200)).text).toContain('"Something was taken out of Foyer","what your church chose","Mei-Ling Chen"')
  })

  it.each(['', 'First', 'Second Church', 'Grace Chapel'])('changes nothing when “%s” is typed, and shows it again', async (church) => {
    const before = await grants()
    const answer = await leave({ church, copy: 'delete' })
    expect([answer.status, readPage(answer.text).text]).toEqual([422, expect.stringContaining(`“${church}” is not the name of your church. Nothing was changed.`)])
    expect([await grants(), (await connectionPage(administrator)).badge]).toEqual([before, 'Working'])
  })

  it('with the copy kept, gives the tokens back and keeps copy and choices, which can be connected anew', async () => {
    await untilQuiet(foyer)
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

  it('with the copy deleted, leaves one line of this church and everything of the other, in the database and in Redis', async () => {
    const grace = await administratorOfGrace(foyer)
    await connect(foyer, grace, { login: 'two-churches', church: GRACE_CHAPEL })
    await untilCopied(foyer, GRACE_CHAPEL)
    await untilQuiet(foyer)
    await until(async () => (await past(GRACE_CHAPEL)).some(({ event }) => event === 'connected'))
    await fillWhatIsEmpty()
    const [rows, keys] = [await everyRow(), new Map(await everythingIn(foyer.redis))]
    // Whatever is kept of churches lies there now: a table that is empty here would prove nothing.
    expect(tablesOf(rows[FIRST_CHURCH])).toEqual(await tables())

    expect((await leave({ church: 'First Church', copy: 'delete' })).status).toBe(303)
    await until(async () => tablesOf((await everyRow())[FIRST_CHURCH]).join() === 'foyer.audit')
    await until(async () => (await foyer.redis.zcard('foyer:revocations')) === 0)
    expect(await past(FIRST_CHURCH)).toMatchObject([{ event: 'disconnected', why: 'copy-deleted', person_id: seatOf(foyer, 'administrator').personId }])
    const { [FIRST_CHURCH]: _line, ...others } = await everyRow()
    expect(others).toEqual({ [GRACE_CHAPEL]: rows[GRACE_CHAPEL] })

    // Of Redis' records one is gone, the church's tokens; sign-ins stay, and so does all of the other church.
    const after = new Map(await everythingIn(foyer.redis))
    const gone = [...keys.keys()].filter((key) => !after.has(key) && !/^foyer:(spent|login-rate|login-loop|renewal|login|revocations)/.test(key))
    expect(gone.map((key) => key.replace(/:[\w-]{43}$/, ''))).toEqual(['foyer:grant'])
    expect([...after.keys()].filter((key) => !keys.has(key) && !/^foyer:(spent|login-rate|login-loop)/.test(key))).toEqual([])
    await administrator.visit('/people').expect(200)
    const page = await connectionPage(administrator)
    expect([page.badge, page.text]).toEqual(['Not connected', expect.stringContaining('First Church is disconnected. What Foyer kept of it is deleted.')])
    expect(readPage((await administrator.visit('/audit')).text).text).toContain('Mei-Ling Chen A church was disconnected: the copy is deleted')
    expect((await connectionPage(grace)).badge).toBe('Working')
    expect(foyer.logged().split('"audit":"disconnected"').length - 1).toBeGreaterThan(0)
  }, 60_000)

  const tables = async () => {
    const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables where schemaname in ('mirror', 'sync', 'foyer') order by 1`.execute(await open())
    return rows.map(({ name }) => name)
  }

  /** Of what comes and goes, one row each. */
  async function fillWhatIsEmpty(): Promise<void> {
    const db = await open()
    await db.insertInto('mirror.removed_person').values({ organization_id: FIRST_CHURCH, id: '1', removed_at: new Date(0), survivor_id: null }).execute()
    await db.insertInto('mirror.list_change').values({ organization_id: FIRST_CHURCH, list_id: '1', person_id: '1', entered: true, at: new Date(0) }).execute()
    for (const organization_id of [FIRST_CHURCH, GRACE_CHAPEL]) {
      const report = { organization_id, person_id: '1', name: 'Choir', query: 'child=no', shared: true, created_at: new Date(0), updated_at: new Date(0), deleted_at: null }
      await db.insertInto('foyer.report').values([report, { ...report, deleted_at: new Date(0) }]).execute()
      await db.insertInto('foyer.pin').values({ organization_id, person_id: '1', what: 'birthdays', position: 1 }).execute()
      await db.insertInto('foyer.preference').values({ organization_id, person_id: '1', name: 'labels', value: '{}' }).execute()
    }
    await db.insertInto('sync.staged').values({ organization_id: FIRST_CHURCH, run_id: '1', kind: 'person', id: '1', row: '{}' }).execute()
  }

  it('deletes also what another process wrote down late, and nothing that happened since', async () => {
    await until(async () => (await past(FIRST_CHURCH)).some(({ event }) => event === 'connected'))
    const before = new Date(foyer.clock.now())
    foyer.clock.advance(MINUTE)
    await leave({ church: 'First Church', copy: 'delete' })
    await until(async () => tablesOf((await everyRow())[FIRST_CHURCH]).join() === 'foyer.audit')
    const late = { organization_id: FIRST_CHURCH, event: 'signed-in', why: null, person_id: '1', by_person_id: null, network: null, reference: null }
    await (await open()).insertInto('foyer.audit').values([{ ...late, key: 'late', at: before }, { ...late, key: 'elsewhere', organization_id: GRACE_CHAPEL, at: before }]).execute()
    foyer.clock.advance(25 * HOUR)
    await signedIn(foyer, 'administrator')
    await until(async () => !(await past(FIRST_CHURCH)).some(({ key }) => key === 'late'))
    expect((await past(FIRST_CHURCH)).map(({ event }) => event)).toEqual(['disconnected', 'signed-in'])
    expect(await past(GRACE_CHAPEL)).toMatchObject([{ key: 'elsewhere' }])
  })

  it('changes nothing as long as its tokens cannot be given back: the church is still connected', async () => {
    await untilQuiet(foyer)
    await foyer.redis.set('foyer:revocations', 'no place for any')
    const [before, answer] = [await grants(), await leave({ church: 'First Church', copy: 'delete' })]
    expect(answer.status).toBeGreaterThanOrEqual(500)
    await foyer.redis.del('foyer:revocations')
    expect([(await connectionPage(administrator)).badge, await grants()]).toEqual(['Working', before])
    expect((await leave({ church: 'First Church', copy: 'delete' })).status).toBe(303)
  })

  it('is finished by another process when the first one was stopped in the middle', async () => {
    const db = await open()
    await db.deleteFrom('sync.mirror').where('organization_id', '=', FIRST_CHURCH).execute()
    const line = { organization_id: FIRST_CHURCH, event: 'disconnected', why: 'copy-deleted', person_id: '1', by_person_id: null, network: null, reference: null }
    await db.insertInto('foyer.audit').values({ ...line, key: 'line', at: new Date(foyer.clock.now()) }).execute()
    await db.updateTable('foyer.connection').set({ state: 'leaving', sealed_grant: null }).where('organization_id', '=', FIRST_CHURCH).execute()
    await until(async () => tablesOf((await everyRow())[FIRST_CHURCH]).join() === 'foyer.audit', 15_000)
    expect(await past(FIRST_CHURCH)).toMatchObject([{ key: 'line' }])
  })
})

describe('a copy that takes long to delete', () => {
  it('is said to be on its way; until it is gone the church cannot be connected, and then it can', async () => {
    const foyer = await startConnecting({ database: 'postgres' })
    let held: Awaited<ReturnType<typeof holdPeople>> | undefined
    try {
      foyer.app.start()
      const administrator = await signedIn(foyer, 'administrator')
      await connect(foyer, administrator)
      await untilCopied(foyer)
      await untilQuiet(foyer)
      const again = await untilConsent(administrator)
      const { callback } = await visitPlanningCenter(again, { login: 'administrator', church: FIRST_CHURCH, jar: administrator.jar })
      held = await holdPeople(await mustOpen(foyer))
      await administrator.submit('/connection/disconnect', { _csrf: await administrator.csrf(), church: 'First Church', copy: 'delete' }).expect(303)
      const page = await connectionPage(administrator)
      expect([page.badge, page.text]).toEqual(['Disconnected', expect.stringMatching(/First Church is disconnected\..*Foyer’s copy is being deleted.*Look again in a moment/)])
      expect((await administrator.visit('/connection/disconnect').expect(303)).headers['location']).toBe('/connection')
      expect(readPage((await administrator.visit(callback.slice(foyer.url.length)).expect(400)).text).heading).toBe('The former copy is still being deleted')
      await held.release()
      await until(async () => (await connectionPage(administrator)).badge === 'Not connected')
      expect((await connect(foyer, administrator)).headers['location']).toBe('/connection')
    } finally {
      await held?.release()
      await foyer.close()
    }
  }, 60_000)
})

async function mustOpen({ database }: Foyer): Promise<Sql> {
  if (!database) throw new Error('no database')
  return database.open()
}

/** Somebody else is at the rows of the copy. */
async function holdPeople(db: Sql): Promise<{ release(): Promise<void> }> {
  let release = () => undefined as void
  const over = new Promise<void>((resolve) => (release = resolve))
  let holding: Promise<void> | undefined
  await new Promise<void>((begun) => {
    holding = db.transaction().execute(async (step) => {
      await step.selectFrom('mirror.person').select('id').where('organization_id', '=', FIRST_CHURCH).forUpdate().execute()
      begun()
      await over
    })
  })
  return {
    async release() {
      release()
      await holding
    },
  }
}
