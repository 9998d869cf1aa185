import { execFileSync } from 'node:child_process'
import { parse } from 'csv-parse/sync'
import { sql } from 'kysely'
import { copyOnce, createDesk, letExport, takenOut, untilTakenOut } from '../support/exporting'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'

describe.each(engines)('what becomes paper on %s', (engine) => {
  let foyer: Foyer
  let as: (login: string) => Promise<Browser>

  beforeAll(async () => {
    foyer = await startFoyer({ database: engine })
    as = createDesk(foyer)
    await copyOnce(foyer)
    await letExport(foyer, { exporters: ['Manager'], childExporters: [] })
  }, 90_000)
  afterAll(() => foyer?.close())

  const read = async (path: string, login = 'administrator') => readPage((await (await as(login)).visit(path).expect(200)).text)
  const letters = async (query: string, login = 'administrator') => {
    const { text } = await (await as(login)).visit(`/reports/letters.csv?${query}`).expect(200)
    return parse(text, { bom: true, columns: true }) as unknown as Record<string, string>[]
  }
  const pdf = async (path: string, login = 'administrator') => {
    const answer = await (await as(login)).visit(path).buffer(true).parse((res, done) => {
      const parts: Buffer[] = []
      res.on('data', (part: Buffer) => parts.push(part))
      res.on('end', () => done(null, Buffer.concat(parts)))
    }).expect(200)
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: answer.body as Buffer, encoding: 'utf8' })
  }
  const church = () => foyer.sandbox.world.churches.get(FIRST_CHURCH)
  const idOf = (first: string, last: string) => [...(church()?.people.values() ?? [])].find((one) => one.firstName === first && one.lastName === last)?.id ?? ''
  /** An adult in somebody else's household, whom letters call by their first name. */
  const somebodyElsesAdult = () => {
    const known = church()
    const household = [...(known?.householdMemberships.values() ?? [])].find(({ personId, householdId }) => {
      const person = known?.people.get(personId)
      return person?.child === false && person.status === 'active' && person.nickname === null && known?.households.get(householdId)?.primaryContactId !== personId
    })
    return known?.people.get(household?.personId ?? '')
  }

  it('writes to each household once, and to everybody of the report in one', async () => {
    const rows = await letters('')
    const active = [...(church()?.people.values() ?? [])].filter(({ status }) => status === 'active')
    expect(rows.reduce((sum, row) => sum + Number(row['People']), 0)).toBeGreaterThanOrEqual(active.length)
    const households = rows.map((row) => row['Household']).filter(Boolean)
    expect(new Set(households).size).toBe(households.length)
    expect(Object.keys(rows[0] ?? {}).slice(0, 11)).toEqual(['Addressee', 'Salutation', 'First names', 'Last name', 'Street', 'City', 'State', 'Zip', 'Country', 'Household', 'People'])
    expect(Object.values(rows.at(-1) ?? {}).at(-1)).toBe(`End: ${rows.length} households`)
  })

  it('greets those of a household who are on the report, and no others', async () => {
    const all = await letters('')
    const children = await letters('child=yes')
    const adults = await letters('child=no')
    expect(all.some(({ Addressee }) => Addressee?.endsWith(' and family'))).toBe(true)
    expect(adults.some(({ Addressee }) => Addressee?.endsWith(' and family') || Addressee?.startsWith('To the parents'))).toBe(false)
    expect(children.length).toBeGreaterThan(0)
    expect(children.every(({ Addressee }) => Addressee?.startsWith('To the parents of '))).toBe(true)
  })

  it('puts an adult of two households into the one where they are primary contact, and a child into both', async () => {
    const db = await foyer.database?.open()
    if (!db) throw new Error('no database')
    const [{ id: adult = '', firstName = '' } = {}, child] = [somebodyElsesAdult(), idOf('Lily', 'Chen')]
    for (const [household, primary] of [['900000001', null], ['900000002', adult]] as const) {
      await sql`insert into mirror.household (organization_id, id, name, primary_contact_id, record, seen_at) values (${FIRST_CHURCH}, ${household}, ${`Second ${household}`}, ${primary}, '{}', now())`.execute(db)
      for (const person of [adult, child]) await sql`insert into mirror.household_person (organization_id, id, household_id, person_id, record, seen_at) values (${FIRST_CHURCH}, ${`${household}:${person}`}, ${household}, ${person}, '{}', now())`.execute(db)
    }
    const rows = await letters(`add=${adult},${child}&membership=nobody-has-this`)
    const of = (name: string) => rows.filter((row) => row['First names'] === name || row['Addressee']?.includes(name))
    expect(of(firstName).map((row) => row['Household'])).toEqual(['Second 900000002'])
    const homes = [...(church()?.householdMemberships.values() ?? [])].filter(({ personId }) => personId === child).length
    expect(rows.filter((row) => row['Addressee'] === 'To the parents of Lily Chen')).toHaveLength(homes + 1) // and once more with the adult
    await sql`delete from mirror.household_person where household_id in ('900000001', '900000002')`.execute(db)
    await sql`delete from mirror.household where id in ('900000001', '900000002')`.execute(db)
  })

  it('prints a label for each household that a letter would find, and lists all others with the reason', async () => {
    const page = await read('/reports/labels')
    const printed = Number(/(\d+) labels? on \d+ sheets?, one per household/.exec(page.text)?.[1])
    const unprinted = Number(/(\d+) households? gets? no label/.exec(page.text)?.[1] ?? 0)
    expect(printed).toBeGreaterThan(0)
    expect(printed + unprinted).toBe((await letters('')).length)
    const words = await pdf('/reports/labels.pdf')
    expect(words).toContain('Cedar Falls, IA 50613')
    expect(words.normalize('NFC')).not.toContain('\u25a1')
  })

  it('lists people with an incomplete address by name, with a link', async () => {
    const page = await read('/reports/labels')
    expect(page.text).toMatch(/No address in Planning Center|is missing|are missing/)
    expect(page.links.some(({ href }) => /^\/people\/\d+$/.test(href))).toBe(true)
  })

  it('remembers sheet, start and shift of whoever printed, and of nobody else', async () => {
    await pdf('/reports/labels.pdf?sheet=L7160&start=5&right=1.5&down=-2')
    const mine = (await (await as('administrator')).visit('/reports/labels').expect(200)).text
    expect(mine).toContain('value="L7160" selected')
    for (const [name, value] of [['start', '5'], ['right', '1.5'], ['down', '-2']] as const) expect(mine).toContain(`name="${name}" value="${value}"`)
    expect((await (await as('pastor')).visit('/reports/labels').expect(200)).text).toContain('value="5160" selected')
  })

  it('says why when a start or a shift cannot be meant', async () => {
    const page = await read('/reports/labels?sheet=5160&start=31&right=80')
    expect(page.text).toContain('This sheet has labels 1 to 30.')
    expect(page.text).toContain('Labels can be moved to the side by 10 mm at most.')
  })

  it('withholds children alone in a household from whoever may not take them out, and says so', async () => {
    const rows = await letters('child=yes', 'pastor')
    expect(rows.every((row) => row['Street'] === '' && row['Zip'] === '')).toBe(true)
    expect(Object.keys(rows[0] ?? {}).at(-1)).toMatch(/Without how to reach \d+ children/)
    expect((await read('/reports/labels?child=yes', 'pastor')).text).toContain('Children, whom you may not take out')
    expect((await letters('child=yes')).some((row) => row['Street'] !== '')).toBe(true)
  })

  it('copies each e-mail address once, and names those who have none', async () => {
    const { text } = await (await as('administrator')).visit('/reports/files/emails').expect(200)
    const addresses = (/<textarea[^>]*>([^<]*)</.exec(text)?.[1] ?? '').split(', ')
    expect(new Set(addresses.map((one) => one.toLowerCase())).size).toBe(addresses.length)
    const known = new Set([...(church()?.emails.values() ?? [])].filter(({ blocked }) => !blocked).map(({ address }) => address.toLowerCase()))
    expect(addresses.every((one) => known.has(one.toLowerCase()))).toBe(true)
    const page = readPage(text)
    expect(page.text).toMatch(/Without an e-mail address: \d+ people/)
    expect(page.text).toMatch(/With an address that mail no longer goes to: \d+ p/)
    expect((await (await as('administrator')).visit('/reports/files/emails?separator=semicolon').expect(200)).text).toMatch(/<textarea[^>]*>[^<,;]+; [^<]/)
    expect((await (await as('administrator')).visit('/reports/files/emails').expect(200)).text).toMatch(/<textarea[^>]*>[^<,;]+; [^<]/) // as chosen last
  })

  it('leaves one line in the trail for each', async () => {
    const before = (await takenOut(foyer)).length
    await letters('')
    await pdf('/reports/labels.pdf')
    await pdf('/reports/labels/test.pdf')
    await read('/reports/letters')
    await read('/reports/labels')
    await read('/reports/files/emails')
    expect((await untilTakenOut(foyer, before + 3)).slice(before)).toEqual(['letters-csv', 'labels-pdf', 'emails-copied'])
  })

  describe('the directory', () => {
    const inDirectory = () => [...(church()?.people.values() ?? [])].filter(({ directoryStatus, status, child }) => directoryStatus === 'has_access' && status === 'active' && !child)
    const change = async (change: string) => sql.raw(`update mirror.person set ${change} and organization_id = '${FIRST_CHURCH}'`).execute((await foyer.database?.open()) as never)

    it('shows those who chose to be in it, and their children by name, to whoever may see them', async () => {
      const page = await read('/reports/directory', 'volunteer')
      expect(inDirectory().length).toBeGreaterThan(1)
      for (const { nickname, firstName, lastName } of inDirectory()) expect(page.text).toContain(`${nickname ?? firstName} ${lastName}`)
      expect(page.text).toContain(`${inDirectory().length} adults in`)
    })

    it('names the children of whoever is in it, and tells no more of them', async () => {
      const daniel = idOf('Daniel', 'Okafor')
      await change(`directory_status = 'has_access' where id = '${daniel}'`)
      const page = await read('/reports/directory')
      expect(page.text).toMatch(/Okafor, Daniel .*Children: (\p{L}+, )*(\p{L}+,? and )?\p{L}+/u)
      expect(page.text).not.toContain('Ngozi') // she is not in it
      await change(`directory_status = 'no_access' where id = '${daniel}'`)
    })

    it('leaves out whoever did not, with everything that would tell of them', async () => {
      const [out] = inDirectory()
      await change(`directory_status = 'no_access' where id = '${out?.id}'`)
      const page = await read('/reports/directory')
      expect(page.text).not.toContain(`${out?.nickname ?? out?.firstName} ${out?.lastName}`)
      expect(page.text).toContain(`${inDirectory().length - 1} adults in`)
      await change(`directory_status = 'has_access' where id = '${out?.id}'`)
    })

    it('shows of each only what they say they share', async () => {
      const person = inDirectory().find(({ id }) => [...(church()?.emails.values() ?? [])].some((email) => email.personId === id && !email.blocked && email.primary))
      const address = [...(church()?.emails.values() ?? [])].find((email) => email.personId === person?.id)?.address ?? '?'
      expect((await read('/reports/directory')).text).toContain(address)
      for (const shared of ["'{}'", 'null', `'{"email": "true", "e_mail": true, "phone_number": true}'`, `'{"email": false}'`]) {
        await change(`directory_shared_info = ${shared} where id = '${person?.id}'`)
        expect((await read('/reports/directory')).text).not.toContain(address)
      }
      await change(`directory_shared_info = '{"email": true, "phone_number": true}' where id = '${person?.id}'`)
    })

    it('shows a whole household, though a filter chose only one of them', async () => {
      const all = await read('/reports/directory')
      const [one] = inDirectory().filter(({ id }) => homesOf(id).some((home) => inDirectory().filter((other) => homesOf(other.id).includes(home)).length > 1))
      const chosen = await read(`/reports/directory?add=${one?.id}&membership=nobody-has-this`)
      expect(Number(/(\d+) adults in 1 household/.exec(chosen.text)?.[1])).toBeGreaterThan(1)
      expect(all.text.length).toBeGreaterThan(chosen.text.length)
    })
    const homesOf = (id: string) => [...(church()?.householdMemberships.values() ?? [])].filter(({ personId }) => personId === id).map(({ householdId }) => householdId)
  })

  it.each(['labels', 'labels.pdf', 'letters', 'letters.csv', 'letters.xlsx', 'files/emails'])('%s is refused to whoever may not export', async (path) => {
    await (await as('secretary')).visit(`/reports/${path}`).expect(403)
  })
})
