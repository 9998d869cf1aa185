import { sql } from 'kysely'
import type { PersonRecord } from '../../src/sandbox/world/world'
import { MINUTE } from '../support/clock'
import { copyOf, FIRST_CHURCH, listsCopied, listsSeen, startMirroring, truthOf, type Mirroring } from '../support/mirroring'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'

/** Each begins churches and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)

describe.each(engines)('a copy on %s', (engine) => {
  let database: TestDatabase
  let at: Mirroring
  beforeAll(async () => {
    database = await startDatabase(engine)
  })
  afterAll(() => database?.close())
  beforeEach(async () => {
    await emptyDatabase(database)
    at = await startMirroring({ database, tabIds: () => ticked ?? [...at.church.tabs.keys()] })
    ticked = null
    await at.mirror.add(FIRST_CHURCH)
  })
  afterEach(() => at?.close())
  /** Null: every tab. */
  let ticked: string[] | null = null

  const run = async (kind?: 'incremental' | 'reconcile') => {
    at.clock.advance(MINUTE)
    expect([await at.mirror.runNow(FIRST_CHURCH, kind), at.failures]).toEqual(['done', []])
  }
  const lastCounts = async () => (await (await database.open()).selectFrom('sync.run').select('counts').orderBy('id', 'desc').executeTakeFirstOrThrow()).counts
  const survivorOf = async (id: string) => (await (await database.open()).selectFrom('mirror.removed_person').select('survivor_id').where('id', '=', id).executeTakeFirst())?.survivor_id
  const guest = (index: number) => {
    const seated = new Set(at.sandbox.world.logins.flatMap(({ seats }) => seats.map(({ personId }) => personId)))
    return [...at.church.people.values()].filter(({ id }) => !seated.has(id))[index] as PersonRecord
  }
  function meanwhile(path: RegExp, act: () => unknown): void {
    const interlude = at.sandbox.beforeAnswer((call) => {
      if (!path.test(call.path)) return
      interlude.remove()
      act()
    })
  }

  it('leads whoever was joined with somebody, who was joined with somebody else, to the last of them', async () => {
    const [a, b, c, d] = [0, 1, 2, 3].map((index) => guest(index).id) as [string, string, string, string]
    at.churn.mergePeople({ keep: b, remove: a })
    await run() // both at once: what came before the copy
    at.churn.mergePeople({ keep: c, remove: b })
    await run('incremental')
    expect(await lastCounts()).toMatchObject({ removed: 0, merged: 1 })
    expect([await survivorOf(a), await survivorOf(b)]).toEqual([c, c])
    at.churn.mergePeople({ keep: d, remove: c })
    await run('reconcile')
    expect([await survivorOf(a), await survivorOf(b), await survivorOf(c)]).toEqual([d, d, d])
    expect(await lastCounts()).toMatchObject({ removed: 0, merged: 1 })
    await run('reconcile')
    expect(await lastCounts()).toMatchObject({ added: 0, changed: 0, removed: 0, merged: 0 })
    expect(await copyOf(database)).toEqual(truthOf(at.church))
  })

  it('knows of people joined in twenty thousand earlier years', async () => {
    for (let id = 0; id < 20_000; id++) at.church.personMergers.set(`m${id}`, { id: `m${id}`, personToKeepId: guest(0).id, personToRemoveId: `9${id}`, createdAt: at.clock.now() - id * MINUTE })
    at.church.revision += 1
    await run()
    expect(await survivorOf('919999')).toBe(guest(0).id)
    expect(await lastCounts()).toMatchObject({ merged: 0 })
  }, 60_000)

  it('is not kept from being made by one record with a strange character or date', async () => {
    const strange = guest(0)
    Object.assign(strange, { nickname: 'Nul\0l \ud83d', birthdate: '0000-01-01', anniversary: '2021-02-30', graduationYear: 99_999, createdAt: strange.createdAt })
    at.church.revision += 1
    await run()
    const row = await (await database.open()).selectFrom('mirror.person').select(['nickname', 'birthdate', 'anniversary', 'graduation_year']).where('id', '=', strange.id).executeTakeFirst()
    expect(row).toEqual({ nickname: 'Null \ufffd', birthdate: null, anniversary: null, graduation_year: null })
  })

  it('misses nothing when a list is deleted while it is read', async () => {
    const [list] = [...at.church.lists.keys()]
    meanwhile(new RegExp(`/lists/${list}/people`), () => at.churn.deleteList(list as string))
    await run()
    await run('incremental')
    expect(await listsCopied(database)).toEqual(await listsSeen(at))
  })

  it('has no list any more that is no longer shared with whoever it is made with', async () => {
    await run()
    const share = [...at.church.listShares.values()].find(({ listId }) => at.church.lists.has(listId))
    const before = await listsCopied(database)
    if (share) at.churn.unshareList(share.id)
    for (const list of at.church.lists.values()) Object.assign(list, { createdById: guest(0).id })
    at.church.listShares.clear()
    at.church.revision += 1
    await run('incremental')
    expect(before).not.toEqual([])
    expect([await listsCopied(database), await listsSeen(at)]).toEqual([[], []])
    const left = await (await database.open()).selectFrom('mirror.list_person').select('id').execute()
    expect(left).toEqual([])
  })

  it('keeps a list whose page another’s deletion has shifted out of sight', async () => {
    const administrator = at.sandbox.world.logins.find(({ id }) => id === 'administrator')?.seats[0]?.personId as string
    const lists = Array.from({ length: 150 }, (_, index) => at.churn.addList({ name: `List ${index}`, createdById: administrator }))
    await run()
    let pages = 0
    const interlude = at.sandbox.beforeAnswer(({ path }) => {
      if (path !== '/people/v2/lists' || ++pages !== 2) return
      for (const { id } of lists.slice(10, 15)) at.churn.deleteList(id)
    })
    await run('incremental')
    interlude.remove()
    const copied = (await listsCopied(database)).map((list) => (list as string[])[0])
    expect(lists.slice(15).filter(({ id }) => !copied.includes(id))).toEqual([])
  })

  it('holds what was filled in long ago in a field that is put onto a ticked tab, and nothing of one that is taken off', async () => {
    const [open, closed] = [...at.church.tabs.keys()] as [string, string]
    const field = [...at.church.fieldDefinitions.values()].find(({ id, tabId, deletedAt }) => tabId === closed && deletedAt === null && [...at.church.fieldData.values()].some(({ fieldDefinitionId }) => fieldDefinitionId === id))
    if (!field) throw new Error('no field')
    ticked = [open]
    await run()
    const copied = async () => (await copyOf(database))['fieldData']?.filter((datum) => (datum as string[])[2] === field.id)
    expect(await copied()).toEqual([])
    Object.assign(field, { tabId: open })
    at.church.revision += 1
    await run('incremental')
    expect(await copied()).toEqual(truthOf(at.church)['fieldData']?.filter((datum) => (datum as string[])[2] === field.id))
    expect(await copied()).not.toEqual([])
    Object.assign(field, { tabId: closed })
    at.church.revision += 1
    await run('incremental')
    expect(await copied()).toEqual([])
  })

  it('goes back to nothing that a replica still shows as it was, and takes it up again when it has caught up', async () => {
    await run()
    const person = guest(0)
    const [before, email] = [{ ...person }, at.churn.addEmail(person.id, { address: 'first@example.org' })]
    at.clock.advance(MINUTE)
    at.churn.editPerson(person.id, { firstName: 'Newest' })
    const now = { ...person }
    await run('incremental')

    Object.assign(person, before, { updatedAt: now.updatedAt - 30_000 }) // as a replica knows it
    at.church.emails.delete(email.id)
    at.church.revision += 1
    await run('incremental')
    const copied = async () => {
      const db = await database.open()
      const name = await db.selectFrom('mirror.person').select('first_name').where('id', '=', person.id).executeTakeFirst()
      return [name?.first_name, (await db.selectFrom('mirror.email').select('id').where('id', '=', email.id).execute()).length]
    }
    expect(await copied()).toEqual(['Newest', 1])

    Object.assign(person, now)
    at.church.emails.set(email.id, email)
    at.church.revision += 1
    await run('incremental')
    expect(await copied()).toEqual(['Newest', 1])
  })

  it('brings back nobody whom only a replica still shows, and whoever Planning Center has brought back', async () => {
    await run()
    const person = guest(0)
    at.churn.editPerson(person.id, { firstName: 'Last' })
    await run('incremental')
    at.churn.deletePerson(person.id)
    await run('reconcile')
    const isCopied = async () => (await copyOf(database))['people']?.some((row) => (row as string[])[0] === person.id)
    expect(await isCopied()).toBe(false)

    at.church.people.set(person.id, person) // in the collections …
    at.church.revision += 1
    at.sandbox.addFault({ on: 'api', path: `/people/v2/people/${person.id}`, answer: { status: 404, type: 'json', body: { errors: [] } } }) // … and not asked for itself
    await run('incremental')
    expect(await isCopied()).toBe(false)
    expect(await survivorOf(person.id)).toBeNull()
    at.sandbox.clearFaults()
    await run('incremental')
    expect(await isCopied()).toBe(true)
    expect(await survivorOf(person.id)).toBeUndefined()
  })

  it('keeps no address, list entry or answer of somebody who is not there', async () => {
    await run()
    const person = guest(0)
    const email = at.churn.addEmail(person.id, { address: 'left@example.org' })
    at.church.people.delete(person.id)
    at.church.revision += 1
    await run('reconcile')
    Object.assign(email, { updatedAt: at.clock.now() }) // the collection of e-mails still has it
    await run('incremental')
    const { rows } = await sql`select id from mirror.email e where not exists (select 1 from mirror.person p where p.id = e.person_id)`.execute(await database.open())
    expect(rows).toEqual([])
  })

  it('is made, and checked, of a church that was brought over in one second', async () => {
    for (const person of at.church.people.values()) Object.assign(person, { createdAt: 1_500_000_000_000, updatedAt: 1_500_000_000_000 })
    for (let index = 0; index < 400; index++) Object.assign(at.churn.addPerson({ first: 'Same', last: `Second${index}` }), { createdAt: 1_500_000_000_000, updatedAt: 1_500_000_000_000 })
    at.church.revision += 1
    await run()
    expect(await copyOf(database)).toEqual(truthOf(at.church))
    await run('reconcile')
    expect(await lastCounts()).toMatchObject({ added: 0, changed: 0, removed: 0 })
  })
})
