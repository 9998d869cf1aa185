import fc from 'fast-check'
import type { FilterKind } from '../../src/reports/asking/catalogue'
import { buildingAddress, isCorrected, readBuilding, type Building } from '../../src/reports/building/form'
import { deletedPage, printPage } from '../../src/reports/building/other-pages'
import { buildPage, countedPeople, type BuildView, type Kept } from '../../src/reports/building/pages'
import { everybody, headingOf, isBlank, readDefinition, SINCE, type Definition, type FilterName } from '../../src/reports/definition'
import type { Column, Missing, Opened, Report, ReportRow } from '../../src/reports/report'
import { queryOfForm, readForm } from '../support/form'
import { problemsOf, renderPage, wordsOf } from './render-page'

const column = (name: string, heading: string, more: Partial<Column> = {}): Column => ({ name, heading, type: 'text', isContact: false, isGroup: false, ...more })
const columns = [
  column('name', 'Name'),
  column('last-name', 'Last name'),
  column('email', 'E-mail', { type: 'email', isContact: true }),
  column('phone', 'Phone', { type: 'phone', isContact: true }),
  column('age', 'Age', { type: 'number' }),
  column('created', 'Added', { type: 'moment' }),
  column('campus', 'Campus', { isGroup: true }),
  column('child', 'Child', { type: 'yes-no', isGroup: true }),
  column('field-7', 'Baptized <on>', { type: 'day' }),
]
const choice = (value: string, text = value) => ({ value, text })
const filter = (name: FilterName, label: string, kind: FilterKind['kind'], about: string, options: FilterKind['options'] = []): FilterKind => ({ name, label, kind, about, options })
const yesNo = [choice('yes', 'Has one'), choice('no', 'Has none')]
const lists = Array.from({ length: 40 }, (_, at) => choice(String(900 + at), `List ${at} <b>`))
const filters = [
  filter('status', 'Status', 'choice', 'People', [choice('active', 'Active'), choice('inactive', 'Inactive'), choice('all', 'Active and inactive')]),
  filter('membership', 'Membership', 'choice', 'People', [choice('Member'), choice('Regular "Attender"'), choice('-', 'No membership')]),
  filter('campus', 'Campus', 'choice', 'People', [choice('1', 'Main Campus'), choice('2', 'North Campus'), choice('-', 'No campus')]),
  filter('age', 'Age', 'age', 'Age and school'),
  filter('birthday', 'Birthday in', 'months', 'Age and school', Array.from({ length: 12 }, (_, month) => choice(String(month + 1), `Month ${month + 1}`))),
  filter('list', 'On the list', 'choice', 'Lists', lists),
  filter('email', 'E-mail address', 'yes-no', 'Contact', yesNo),
  filter('created', 'Added since', 'since', 'Dates'),
  filter('field-7', 'Baptized <on>', 'choice', 'Faith & service', [choice('*', 'Anything'), choice('-', 'Nothing')]),
]

const ruth: ReportRow = { id: '5', name: 'Ruth Abernathy', isChild: false, cells: ['Ruth Abernathy', 'ruth@example.org', '(319) 555-0101'], group: null }
const probe: ReportRow = { id: '6', name: 'Bobby <script>alert(1)</script>', isChild: false, cells: ['Bobby <script>alert(1)</script>', null, null], group: null }
const laila: ReportRow = { id: '7', name: 'ليلى منصور', isChild: true, cells: ['ليلى منصور', null, '(319) 555-0116'], group: null }

const columnsOf = ({ columns: names }: Definition) =>
  names.flatMap((name) => columns.find((one) => one.name === name) ?? (isBlank(name) ? column(name, headingOf(name), { type: 'blank' }) : []))
const reportOf = (definition: Definition): Report => ({
  definition,
  columns: columnsOf(definition),
  sort: definition.sort.flatMap((one) => columns.filter(({ name }) => name === one.column).map((by) => ({ ...one, by }))),
  group: columns.find(({ name }) => name === definition.group) ?? null,
  today: '2026-03-01',
  timeZone: 'America/Chicago',
})

const ask = (query: string): Building => readBuilding(queryOfForm(new URLSearchParams(query)))

function view(query: string, more: Partial<BuildView> & { rows?: ReportRow[]; total?: number; opened?: BuildView['opened'] } = {}): BuildView {
  const building = ask(query)
  const { definition } = building
  const report = reportOf(definition)
  const rows = more.rows ?? [ruth, probe, laila]
  const opened: Opened = { definition, report, missing: [], impossible: [], mended: definition }
  return {
    building,
    catalogue: { columns, filters },
    opened,
    found: { report, total: more.total ?? rows.length, rows, groups: [] },
    kept: null,
    isSaved: false,
    hand: { found: null, added: [], left: [] },
    mayExport: true,
    mayExportChildren: true,
    freshness: { text: 'Foyer’s copy, as of', when: { text: '10:15 AM', iso: '2026-03-01T16:15:00.000Z' } },
    church: 'First Church',
    timeZone: 'America/Chicago',
    notice: null,
    refused: null,
    csrf: 'one-of-its-kind',
    ...more,
  }
}

const missing = (query: string, missing: Missing[], mended: Definition): Partial<BuildView> => ({
  opened: { definition: ask(query).definition, report: missing.some(({ part }) => part === 'filter') ? null : reportOf(mended), missing, impossible: [], mended },
  ...(missing.some(({ part }) => part === 'filter') && { found: null }),
})
const kept: Kept = { id: '12', name: 'Ushers <b>', isShared: true, isMine: true, mayChange: true, owner: null, isPinned: false, definition: everybody }
const CHOOSES_BY_LIST: Missing[] = [{ part: 'filter', name: 'list', value: '77' }]
const EVERYTHING = 'status=all&membership=Member&campus=-&age=18-65&age=unknown&birthday=2&list=901&email=no&created=7-days&field-7=*&add=5&without=6&column=email&column=blank:Here%3F&column=name&sort=-age&sort=name&group=campus'

const pages = {
  everybody: view(''),
  'a report with everything': view(EVERYTHING, { hand: { found: null, added: [{ id: '5', name: 'Ruth', words: '' }], left: [{ id: '6', name: '<b>', words: '' }] }, rows: [{ ...ruth, cells: ['a@b', null, 'Ruth'], group: 'Main' }, { ...laila, cells: [null, null, null] }] }),
  'nobody found': view('email=no', { rows: [] }),
  'somebody sought by hand': view('find=ru', { hand: { found: [{ id: '5', name: 'Ruth', words: 'child, Member' }], added: [], left: [] } }),
  'nobody found by hand': view('find=zzz', { hand: { found: [], added: [], left: [] } }),
  'a list not shown': view('list=77', missing('list=77', CHOOSES_BY_LIST, everybody)),
  'columns not shown': view('column=name&column=field-9&sort=field-9&group=field-9', missing('column=name&column=field-9&sort=field-9&group=field-9', [{ part: 'column', name: 'field-9', value: null }, { part: 'sort', name: 'field-9', value: null }, { part: 'group', name: 'field-9', value: null }], everybody)),
  'an impossible age': view('age=65-18', { opened: { definition: ask('age=65-18').definition, report: null, missing: [], impossible: [{ filter: 'age', reason: 'Write the lower age first.' }], mended: everybody }, found: null }),
  'a saved report': view('saved=12', { kept, isSaved: true, notice: 'Saved, for you.' }),
  'somebody else’s report': view('saved=12', { kept: { ...kept, isMine: false, mayChange: false, owner: 'Tom O’Neil' }, isSaved: true }),
  'a saved report that names what is gone': view('saved=12&list=77', { ...missing('list=77', CHOOSES_BY_LIST, everybody), kept, isSaved: true }),
  'a name that was not taken': view('', { refused: { name: '   ', audience: 'everyone', reason: 'Give it a name.' } }),
  'somebody who may not export': view('', { mayExport: false, mayExportChildren: false }),
  'somebody who may not export children': view('', { mayExportChildren: false }),
  'many pages': view('page=2', { total: 130 }),
} satisfies Record<string, BuildView>

const others = {
  'a deleted report': deletedPage({ deleted: [{ id: '12', name: '<b>' }], notice: '“<b>” is deleted.', csrf: 'one-of-its-kind' }),
  'a report on paper': printPage({ building: ask(''), opened: view('').opened, found: { report: reportOf(everybody), total: 3000, rows: [ruth, probe], groups: [] }, kept, mostOnPaper: 2, freshness: view('').freshness, timeZone: 'UTC' }),
}

test.each([...Object.entries(pages).map(([name, model]) => [name, buildPage(model)] as const), ...Object.entries(others)])('%s reads well and holds nothing that should not be there', async (_name, page) => {
  const problems = problemsOf(await renderPage(page))
  // Planning Center's own values are said as Planning Center says them.
  expect(problems.filter((problem) => problem !== 'says “Member”')).toEqual([])
})

const sent = async (model: BuildView, pressed: [string, string] | null = null) => readBuilding(queryOfForm(readForm(await renderPage(buildPage(model)), 'data-building-form', pressed)))

describe('what the form shows is what it sends:', () => {
  test.each(Object.entries(pages).filter(([, { isSaved }]) => !isSaved))('%s', async (_name, model) => {
    expect((await sent(model)).definition).toEqual(model.building.definition)
  })

  const value = (kind: FilterKind): fc.Arbitrary<string[]> => {
    const days = fc.constantFrom('2026-01-31', '2026-01-01..2026-01-31', '2026-13-45')
    if (kind.kind === 'age') return fc.uniqueArray(fc.constantFrom('18-65', '65-', '-12', 'unknown', '70-60', '3-x'), { minLength: 1 })
    if (kind.kind === 'since') return fc.oneof(fc.constantFrom(...SINCE), days).map((one) => [one])
    if (kind.kind === 'yes-no') return fc.constantFrom(...kind.options.map((option) => [option.value]))
    return fc.uniqueArray(fc.constantFrom(...kind.options.map((option) => option.value), '12345'), { minLength: 1 })
  }
  const definitions = fc
    .record({
      filters: fc.tuple(...filters.map((kind) => fc.option(value(kind).map((values) => [kind.name, values] as const)))),
      columns: fc.uniqueArray(fc.constantFrom(...columns.map(({ name }) => name), 'blank:Present?', 'blank:', 'field-99'), { minLength: 1 }),
      sort: fc.uniqueArray(fc.record({ column: fc.constantFrom('name', 'age', 'campus', 'field-99'), descending: fc.boolean() }), { minLength: 1, maxLength: 3, selector: ({ column: name }) => name }),
      group: fc.constantFrom(null, 'campus', 'child', 'field-99'),
    })
    .map(({ filters: some, ...rest }): Definition => ({ ...everybody, ...rest, filters: Object.fromEntries(some.filter((one) => one !== null)) }))
    .map((definition) => readDefinition(queryOfForm(new URLSearchParams(buildingAddress({ definition, page: 1, find: '', saved: null }).split('?')[1]))))

  /** Values of one filter mean any of them, in whatever order. */
  const inOrder = ({ filters: some, ...rest }: Definition) => ({ ...rest, filters: Object.fromEntries(Object.entries(some).map(([name, values]) => [name, [...(values ?? [])].sort()])) })

  test('any report, whatever of it can be meant', async () => {
    await fc.assert(
      fc.asyncProperty(definitions, async (definition) => {
        const model = view(buildingAddress({ definition, page: 1, find: '', saved: null }).split('?')[1] ?? '', { rows: [] })
        expect(inOrder((await sent(model)).definition)).toEqual(inOrder(definition))
      }),
      { numRuns: 40 },
    )
  })

  test('what is not shown goes along unseen: without it more people would be chosen', async () => {
    const model = view('field-99=Secret&list=77', missing('field-99=Secret&list=77', CHOOSES_BY_LIST, everybody))
    expect((await sent(model)).definition.filters).toEqual({ 'field-99': ['Secret'], list: ['77'] })
    const seen = (await renderPage(buildPage(model))).replace(/<[^>]*>/g, ' ')
    for (const words of ['One that you are not shown', 'A custom field you are not shown']) expect(seen).toContain(words)
    expect(seen).not.toMatch(/Secret|77/)
  })
})

describe('a button of the form', () => {
  const shown = view('column=name&column=email&column=blank:Here%3F&sort=name&sort=-age')
  test.each([
    ['up:email', { columns: ['email', 'name', 'blank:Here?'] }],
    ['down:email', { columns: ['name', 'blank:Here?', 'email'] }],
    ['up:name', { columns: ['name', 'email', 'blank:Here?'] }],
    ['off:blank:Here?', { columns: ['name', 'email'] }],
    ['turn:age', { sort: [{ column: 'name', descending: false }, { column: 'age', descending: false }] }],
    ['turn:name', { sort: [{ column: 'name', descending: true }, { column: 'age', descending: true }] }],
    ['add:15', { added: ['15'], left: [] }],
    ['leave:15', { added: [], left: ['15'] }],
    ['add:<b>', { added: [] }],
    ['off:nothing', { columns: ['name', 'email', 'blank:Here?'] }],
    ['nonsense', { columns: ['name', 'email', 'blank:Here?'] }],
  ])('%s', async (pressed, after) => {
    expect((await sent(shown, ['do', pressed])).definition).toMatchObject(after)
  })

  test('somebody added is left out, and taken off again', () => {
    expect(ask('add=5,6&do=leave:5').definition).toMatchObject({ added: ['6'], left: ['5'] })
    expect(ask('add=5,6&without=7&do=unpick:7').definition).toMatchObject({ added: ['5', '6'], left: [] })
  })

  test('the last column stays', () => {
    expect(ask('column=age&do=off:age').definition.columns).toEqual(['age'])
  })
})

describe('what is typed', () => {
  test.each([
    ['age-from=18&age-to=65', { age: ['18-65'] }],
    ['age-from=18&age-to=', { age: ['18-'] }],
    ['age-from=&age-to=12&age=unknown', { age: ['-12', 'unknown'] }],
    ['age-from=&age-to=', {}],
    ['created=&created-from=2026-01-01&created-to=2026-01-31', { created: ['2026-01-01..2026-01-31'] }],
    ['created=&created-from=2026-01-01&created-to=', { created: ['2026-01-01'] }],
    ['created=&created-from=&created-to=2026-01-31', { created: ['..2026-01-31'] }],
    ['created=7-days&created-from=2026-01-01', { created: ['7-days'] }],
    ['email=&membership=', {}],
    ['status=active', {}],
  ])('%s', (query, expected) => {
    expect(ask(query).definition.filters).toEqual(expected)
  })

  test.each([
    ['new-column=age', ['name', 'email', 'phone', 'age']],
    ['new-blank=+To++sign+', ['name', 'email', 'phone', 'blank:To sign']],
    ['new-column=&new-blank=', ['name', 'email', 'phone']],
  ])('%s adds a column', (query, expected) => {
    expect(ask(`column=name&column=email&column=phone&${query}`).definition.columns).toEqual(expected)
  })

  test('one column sorts once', () => {
    expect(ask('sort=name&sort=-name&sort=age').definition.sort).toEqual([{ column: 'name', descending: false }, { column: 'age', descending: false }])
  })
})

describe('one report has one address:', () => {
  const addressed = (query: string) => buildingAddress(ask(query))
  test.each([
    ['', '/reports/build'],
    ['status=active&column=name&column=email&column=phone&group=', '/reports/build'],
    ['page=1', '/reports/build'],
    ['page=3&saved=12&find=+ru++th', '/reports/build?saved=12&find=ru+th&page=3'],
    ['page=x&saved=x&do=up:name&nonsense=1', '/reports/build'],
    ['page=99999999', '/reports/build'],
  ])('%s', (query, address) => {
    expect(addressed(query)).toBe(address)
  })

  test('where it is asked for otherwise, that is put right, once', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('status', 'age-from', 'created', 'created-to', 'column', 'sort', 'group', 'add', 'do', 'find', 'page', 'saved', 'new-blank', 'x'), fc.string({ maxLength: 12 }))), (pairs) => {
        const query = new URLSearchParams(pairs).toString()
        const address = addressed(query)
        expect(isCorrected(address, ask(address.split('?')[1] ?? ''))).toBe(false)
      }),
    )
  })
})

test.each([
  ['', 57, '57 active people'],
  ['', 1, '1 active person'],
  ['status=all', 1204, '1,204 people'],
  ['status=inactive&child=yes', 1, '1 inactive child'],
  ['status=active&status=inactive', 2, '2 people'],
  ['add=5', 2, '2 people'],
])('%s with %d people says “%s”', (query, total, words) => {
  expect(countedPeople(total, ask(query).definition)).toBe(words)
})

test('a report leads to each person, dials, writes, and sorts by its heads', async () => {
  const html = await renderPage(buildPage(view('membership=Member')))
  expect(html).toContain('<a href="/people/5"><bdi>Ruth Abernathy</bdi></a>')
  expect(html).toContain('href="tel:3195550101"')
  expect(html).toContain('href="mailto:ruth@example.org"')
  expect(html).toContain('href="/reports/build?membership=Member&amp;sort=email"')
  expect(html).toContain('href="/reports/build" data-building-link><span aria-hidden="true">×</span>')
})

test('a head sorts the other way the second time', async () => {
  expect(await renderPage(buildPage(view('sort=name')))).toMatch(/aria-sort="ascending">\s*<a class="report-table__sort" href="\/reports\/build\?sort=-name"/)
})

test('groups are headings with the counts of all who are in them', async () => {
  const rows = [{ ...ruth, group: 'Main Campus' }, { ...probe, group: 'Main Campus' }, laila]
  const found = { report: reportOf(ask('group=campus').definition), total: 31, rows, groups: [{ group: 'Main Campus', count: 30 }, { group: null, count: 1 }] }
  const words = wordsOf(await renderPage(buildPage(view('group=campus', { found }))))
  expect(words).toMatch(/Main Campus 30 people .* Campus: none 1 person /)
})

test('what a saved report is called goes along to its papers and files', async () => {
  const html = await renderPage(buildPage(pages['a saved report']))
  expect(html).toContain('href="/reports/files/people.xlsx?named=Ushers+%3Cb%3E"')
  expect(html).toContain('href="/reports/print?saved=12"')
})

test('who may not export is told who can change that, and still prints', async () => {
  const html = await renderPage(buildPage(pages['somebody who may not export']))
  expect(html).toMatch(/<span [^>]*aria-disabled="true" aria-describedby="why-not">Excel<\/span>/)
  expect(html).not.toContain('/reports/files/')
  expect(html).toContain('href="/reports/print"')
  expect(wordsOf(html)).toContain('An Organization Administrator of First Church can change that')
})

test('what is missing is said without its name, and nobody is shown instead of more people', async () => {
  const html = await renderPage(buildPage(pages['a list not shown']))
  expect(wordsOf(html)).toContain('This report chooses by a list you are not shown, or that is not there any more. So nobody is shown.')
  expect(html).toContain('<a href="/reports/build" data-building-link>Show it without</a>')
  expect(html).not.toContain('<table')
})

test('only who may change a report is offered to save it without', async () => {
  expect(await renderPage(buildPage(pages['a saved report that names what is gone']))).toContain('action="/reports/saved/12/mend"')
  expect(await renderPage(buildPage(view('list=77', { ...missing('list=77', CHOOSES_BY_LIST, everybody), kept: { ...kept, mayChange: false } })))).not.toContain('/mend"')
})

test('a reason stands beside its field, at the head of the page, and what was typed is still there', async () => {
  const html = await renderPage(buildPage(pages['an impossible age']))
  expect(html).toContain('<a href="#filter-age">Age: Write the lower age first.</a>')
  expect(html).toMatch(/id="age-from" [^>]*value="65" aria-invalid="true" aria-describedby="why-age"/)
  expect(html).toContain('id="why-age">Write the lower age first.<')
})

test('what is in force is unfolded, and nothing else', async () => {
  const html = await renderPage(buildPage(view('email=no')))
  expect([...html.matchAll(/<details class="choices"[^>]*>\s*<summary><span>(?:<bdi>)?([^<]*)/g)].filter(([tag]) => tag.includes(' open')).map(([, about]) => about)).toEqual(['Contact'])
})
