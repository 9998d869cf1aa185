import { createSaved, type Saved } from '../../src/reports/saved'
import { choosing, everybody, reportAddress, type Definition } from '../../src/reports/definition'
import type { Reader } from '../../src/mirror'
import { defaultTimes } from '../../src/times'
import { HOUR, MINUTE } from '../support/clock'
import { startReaders, type Readers } from '../support/readers'
import { emptyDatabase, engines, startDatabase, type TestDatabase } from '../support/start-database'
import { until } from '../support/until'

/** Each begins a church and databases, on a machine that may be busy with others. */
jest.setTimeout(60_000)
const DAY = 24 * HOUR
const adults: Definition = choosing({ child: ['no'], membership: ['Member'] }, { columns: ['name', 'blank:Signature'], group: 'campus' })

describe.each(engines)('what staff keep of reports, on %s', (engine) => {
  let database: TestDatabase
  let readers: Readers
  let saved: Saved
  let [secretary, volunteer, administrator] = [] as unknown as [Reader, Reader, Reader]
  beforeAll(async () => {
    ;[database, readers] = await Promise.all([startDatabase(engine), startReaders()])
    await database.open()
    secretary = await readers.readerOf('secretary')
    volunteer = await readers.readerOf('volunteer')
    administrator = await readers.readerOf('administrator')
    saved = createSaved({ database, times: { ...defaultTimes, auditSweep: 24 * 50 }, clock: readers.clock })
  }, MINUTE)
  beforeEach(() => emptyDatabase(database))
  afterAll(async () => {
    await saved?.close()
    await Promise.all([database?.close(), readers?.close()])
  })

  const keep = (reader: Reader, name: string, shared = false) => saved.save(reader, { name, definition: adults, shared })
  const names = async (reader: Reader) => ({ mine: (await saved.mine(reader)).map(({ name }) => name), everyones: (await saved.everyones(reader)).map(({ name }) => name) })

  it('comes back as it was saved, under its name', async () => {
    const id = await keep(secretary, '  Adults   without\ne-mail ')
    const found = await saved.read(secretary, id)
    expect(found).toMatchObject({ name: 'Adults without e-mail', definition: adults, shared: false, isMine: true, mayChange: true })
    expect(reportAddress(found?.definition ?? everybody)).toBe(reportAddress(adults))
  })

  it('is found by its owner alone until it is shared, and then by everybody of the church', async () => {
    const id = await keep(secretary, 'Mine')
    expect([await names(volunteer), await names(administrator)]).toEqual([{ mine: [], everyones: [] }, { mine: [], everyones: [] }])
    expect([await saved.read(volunteer, id), await saved.read(administrator, id)]).toEqual([null, null])
    await saved.change(secretary, id, { shared: true })
    expect(await names(volunteer)).toEqual({ mine: [], everyones: ['Mine'] })
    const elsewhere = { ...volunteer, organizationId: '519007' }
    expect([await saved.read(elsewhere, id), await names(elsewhere)]).toEqual([null, { mine: [], everyones: [] }])
  })

  it('is changed and deleted by its owner, and of shared ones by administrators; by nobody else', async () => {
    const id = await keep(secretary, 'Choir', true)
    await expect(saved.change(volunteer, id, { name: 'Mine now' })).rejects.toMatchObject({ reason: 'not-yours' })
    await expect(saved.remove(volunteer, id)).rejects.toMatchObject({ reason: 'not-yours' })
    await saved.change(administrator, id, { name: 'The choir' })
    expect((await saved.read(volunteer, id))?.name).toBe('The choir')
    const own = await keep(secretary, 'Private')
    await expect(saved.change(administrator, own, { shared: true })).rejects.toMatchObject({ reason: 'not-there' })
    await expect(saved.change(volunteer, 'nonsense', { name: 'x' })).rejects.toMatchObject({ reason: 'not-there' })
  })

  it('copied, is the copier’s own', async () => {
    const id = await keep(secretary, 'Choir', true)
    const copy = await saved.read(volunteer, await saved.copy(volunteer, id))
    expect(copy).toMatchObject({ name: 'Copy of Choir', definition: adults, shared: false, isMine: true })
    const own = await keep(secretary, 'Private')
    await expect(saved.copy(volunteer, own)).rejects.toMatchObject({ reason: 'not-there' })
  })

  it('deleted, is gone for everybody, can be taken back for 30 days, and then not any more', async () => {
    const id = await keep(secretary, 'Choir', true)
    await saved.remove(secretary, id)
    expect([await names(secretary), await names(volunteer), await saved.read(secretary, id)]).toEqual([{ mine: [], everyones: [] }, { mine: [], everyones: [] }, null])
    await expect(saved.takeBack(volunteer, id)).rejects.toMatchObject({ reason: 'not-yours' })
    await saved.takeBack(secretary, id)
    expect((await names(secretary)).mine).toEqual(['Choir'])
    await saved.remove(secretary, id)
    readers.clock.advance(30 * DAY + MINUTE)
    const rows = async () => (await (await database.open()).selectFrom('foyer.report').select('id').execute()).length
    await until(async () => (await rows()) === 0)
    await expect(saved.takeBack(secretary, id)).rejects.toMatchObject({ reason: 'not-there' })
  })

  it('needs a name of at most 80 letters, and there is an end to how many', async () => {
    await expect(keep(secretary, ' \n ')).rejects.toMatchObject({ reason: 'no-name' })
    await expect(keep(secretary, 'x'.repeat(81))).rejects.toMatchObject({ reason: 'long-name' })
    const id = await keep(secretary, 'x'.repeat(80))
    await expect(saved.change(secretary, id, { name: '' })).rejects.toMatchObject({ reason: 'no-name' })
    const row = { organization_id: secretary.organizationId, person_id: secretary.personId, name: 'One of many', query: '', shared: false, created_at: new Date(), updated_at: new Date(), deleted_at: null }
    await (await database.open()).insertInto('foyer.report').values(Array.from({ length: 198 }, () => row)).execute()
    const last = await Promise.allSettled([keep(secretary, 'a'), keep(secretary, 'b'), keep(secretary, 'c')])
    expect(last.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await keep(volunteer, 'Others are not kept from it')
  })

  it('remembers what each person pinned, in their order, and what they chose last', async () => {
    expect([await saved.togglePin(secretary, 'birthdays'), await saved.togglePin(secretary, 'saved-7'), await saved.togglePin(secretary, 'labels')]).toEqual([true, true, true])
    expect(await saved.togglePin(secretary, 'saved-7')).toBe(false)
    await saved.togglePin(secretary, 'saved-7')
    expect([await saved.pins(secretary), await saved.pins(volunteer)]).toEqual([['birthdays', 'labels', 'saved-7'], []])
    for (let more = 0; more < 9; more++) await saved.togglePin(secretary, `saved-${100 + more}`)
    await expect(saved.togglePin(secretary, 'saved-200')).rejects.toMatchObject({ reason: 'too-many' })
    await saved.prefer(secretary, 'labels', { sheet: 'L7160', start: 4 })
    await saved.prefer(secretary, 'labels', { sheet: '5160', start: 1 })
    expect([await saved.preference(secretary, 'labels'), await saved.preference(volunteer, 'labels'), await saved.preference(secretary, 'paper')]).toEqual([{ sheet: '5160', start: 1 }, null, null])
  })
})
