import { parse } from 'csv-parse/sync'
import { read, utils } from '@e965/xlsx'
import { copyOnce, createDesk, letExport, takenOut, untilTakenOut } from '../support/exporting'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { seatOf } from '../support/connecting'

const COLUMNS = 'column=name&column=child&column=email&column=phone&column=birthdate&column=created&column=blank:Shirt'

describe('a report as a file', () => {
  let foyer: Foyer
  let as: (login: string) => Promise<Browser>

  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite' })
    as = createDesk(foyer)
    await copyOnce(foyer)
    await letExport(foyer, { exporters: ['Manager'] })
  }, 60_000)
  afterAll(() => foyer?.close())

  const binary = (path: string, browser: Browser) => browser.visit(path).buffer(true).parse((res, done) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part))
    res.on('end', () => done(null, Buffer.concat(parts)))
  })
  const csv = async (login: string, query = COLUMNS) => {
    const answer = await (await as(login)).visit(`/reports/files/people.csv?${query}`).expect(200)
    const [headings = [], ...rows] = parse(answer.text, { bom: true })
    return { answer, headings, rows }
  }
  const excel = async (login: string, query = COLUMNS) => {
    const answer = await binary(`/reports/files/people.xlsx?${query}`, await as(login)).expect(200)
    const book = read(answer.body as Buffer, { cellDates: true, cellNF: true })
    return { answer, book, rows: utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1, defval: null }) }
  }
  const people = () => [...(foyer.sandbox.world.churches.get(FIRST_CHURCH)?.people.values() ?? [])].filter(({ status }) => status === 'active')

  it('opens in a CSV reader and in an Excel reader with the same people in the same order', async () => {
    const [text, book] = [await csv('administrator'), await excel('administrator')]
    expect(text.headings.slice(0, 7)).toEqual(['Name', 'Child', 'E-mail', 'Phone', 'Birthdate', 'Added', 'Shirt'])
    expect(text.rows).toHaveLength(people().length)
    expect(book.rows.slice(1).map((row) => row[0])).toEqual(text.rows.map((row) => row[0]?.replace(/^'/, '')))
    expect(new Set(text.rows.map((row) => row[0]?.replace(/^'/, '')))).toEqual(new Set(people().map(({ firstName, nickname, lastName }) => [nickname ?? firstName, lastName].filter(Boolean).join(' '))))
    expect(text.rows.map(([name]) => name)).toContain("'=2+3 <script>alert(1)</script>") // words, and no sum
  })

  it('says church, report, how many, as of, who, and for church use only in the heading of its last column', async () => {
    const { headings } = await csv('administrator', `${COLUMNS}&named=Summer%20camp`)
    expect(headings.at(-1)).toMatch(new RegExp(`^First Church · Summer camp · ${people().length} people · Foyer’s copy, as of .+ · made on .+ by Mei-Ling Chen · for church use only$`))
    const { rows, book } = await excel('administrator', `${COLUMNS}&named=Summer%20camp%3A%20%5Ball%5D`)
    expect(String(rows[0]?.at(-1))).toContain('for church use only')
    expect(book.SheetNames).toEqual(['Summer camp all'])
  })

  it('says beside the last row that it is the last', async () => {
    const { rows } = await csv('administrator')
    expect(rows.map((row) => row.at(-1)).filter(Boolean)).toEqual([`End: ${people().length} people`])
    expect(rows.at(-1)?.at(-1)).toBe(`End: ${people().length} people`)
    expect((await excel('administrator')).rows.at(-1)?.at(-1)).toBe(`End: ${people().length} people`)
  })

  it('is nothing but its headings when nobody is on it', async () => {
    const { headings, rows } = await csv('administrator', 'birthday=-&age=64-65')
    expect(headings.at(-1)).toContain('0 people')
    expect(rows).toEqual([])
  })

  it('has days that are days, also in Excel, and headings that stay in sight', async () => {
    const [{ rows }, { book }] = [await csv('administrator'), await excel('administrator')]
    const born = rows.map((row) => row[4]).filter(Boolean)
    expect(born.length).toBeGreaterThan(0)
    expect(born.filter((day) => !/^\d{4}-\d{2}-\d{2}$/.test(day ?? ''))).toEqual([])
    const sheet = book.Sheets['People'] ?? {}
    const days = Object.entries(sheet).filter(([at, cell]) => /^E[2-9]/.test(at) && (cell as { t: string }).t === 'd')
    expect(days.length).toBeGreaterThan(0)
    expect(days.every(([, cell]) => (cell as { z?: string }).z === 'yyyy-mm-dd')).toBe(true)
    expect((sheet['E1'] as { t: string }).t).toBe('s')
  })

  it('is an attachment named by church, report and day, which nothing keeps', async () => {
    const { answer } = await csv('administrator', `${COLUMNS}&named=${encodeURIComponent('Café / “Ü60”')}`)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="First Church - Caf[^"]+ - \d{4}-\d{2}-\d{2}\.csv"; filename\*=UTF-8''First%20Church%20-%20Caf%C3%A9/)
  })

  it('leaves one line in the trail, however long it is', async () => {
    const before = (await takenOut(foyer)).length
    await csv('administrator')
    await excel('administrator')
    expect((await untilTakenOut(foyer, before + 2)).slice(before)).toEqual(['people-csv', 'people-xlsx'])
  })

  it('is not made for a link of another site, nor for a browser that fetches ahead', async () => {
    const before = (await takenOut(foyer)).length
    const browser = await as('administrator')
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-origin', 'Sec-Purpose': 'prefetch' }, { Referer: 'https://elsewhere.example/' }]) {
      const answer = await browser.visit('/reports/files/people.csv?membership=Member').set(headers).expect(303)
      expect(answer.headers['location']).toBe('/reports/build?membership=Member')
    }
    await browser.agent.head('/reports/files/people.csv').expect(303)
    expect(await takenOut(foyer)).toHaveLength(before)
  })

  it('leads to the report, which says why, when that names what is gone', async () => {
    const answer = await (await as('administrator')).visit('/reports/files/people.csv?list=12345').expect(303)
    expect(answer.headers['location']).toBe('/reports/build?list=12345')
  })

  describe('and who may have it', () => {
    const seats = ['administrator', 'pastor', 'secretary', 'volunteer'] // a Manager, an Editor and a Viewer after the administrator
    const levels = { pastor: 'Manager', secretary: 'Editor', volunteer: 'Viewer' } as const

    it.each(seats)('%s: whatever the church chooses', async (login) => {
      const level = login in levels ? levels[login as keyof typeof levels] : null
      for (const exporters of [[], ['Manager'], ['Editor'], ['Viewer'], ['Manager', 'Editor', 'Viewer']] as const)
        for (const childExporters of [[], ['Manager'], ['Editor', 'Viewer']] as const) {
          await letExport(foyer, { exporters: [...exporters], childExporters: [...childExporters] })
          const may = level === null || (exporters as readonly string[]).includes(level)
          const mayChildren = level === null || (may && (childExporters as readonly string[]).includes(level))
          const answer = await (await as(login)).visit(`/reports/files/people.csv?${COLUMNS}`)
          expect(answer.status).toBe(may ? 200 : 403)
          if (!may) continue
          const rows: string[][] = parse(answer.text, { bom: true })
          const reached = rows.slice(1).filter((row) => row[1] === 'Yes' && (row[2] || row[3]))
          expect(reached.length > 0).toBe(mayChildren)
          expect(/Without how to reach \d+ child/.test(rows[0]?.at(-1) ?? '')).toBe(!mayChildren)
        }
    }, 60_000)

    it('somebody by name, with children or without', async () => {
      const { personId: id } = seatOf(foyer, 'volunteer')
      for (const children of [true, false]) {
        await letExport(foyer, { exportersByName: [{ id, name: 'Joe', children }] })
        const { headings } = await csv('volunteer')
        expect(headings.at(-1)?.includes('Without how to reach')).toBe(!children)
      }
    })

    it('says to everybody else what they lack, who has it, and who can change it', async () => {
      await letExport(foyer, { exporters: ['Manager'] })
      const { text } = readPage((await (await as('secretary')).visit(`/reports/files/people.csv?${COLUMNS}`).expect(403)).text)
      expect(text).toContain('You may not take people out of Foyer')
      expect(text).toContain('Who may Organization Administrators Managers')
      expect(text).toContain('Who can change it Mei-Ling Chen')
    })

    it('counts as it is at this moment', async () => {
      await letExport(foyer, { exporters: ['Manager'] })
      await csv('pastor')
      foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Viewer' })
      await (await as('pastor')).visit(`/reports/files/people.csv?${COLUMNS}`).expect(403)
      foyer.sandbox.setPermission(seatOf(foyer, 'pastor'), { peoplePermissions: 'Manager' })
    })
  })
})
