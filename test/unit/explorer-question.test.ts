import fc from 'fast-check'
import { addressOf, followed, isProduct, stopAt, type Stop } from '../../src/explorer/address'
import { kindOf, kindsAsked, mayAsk, withoutPrivate } from '../../src/explorer/private'
import { readWish, writeWish } from '../../src/explorer/question'
import { descriptions, type Product } from '../../src/planning-center'

const products = Object.keys(descriptions) as Product[]

/** Every way of two steps through every product, with an id on the way. */
const stops = products.flatMap((product) => {
  const { types } = descriptions[product]
  const stop = (...way: string[]) => stopAt(product, way) ?? []
  return Object.entries(types['Organization']?.edges ?? {}).flatMap(([edge, { many, to }]) => {
    const one = many ? [edge, '7'] : [edge]
    return [stop(edge), stop(...one), ...Object.keys(types[to]?.edges ?? {}).map((next) => stop(...one, next))].flat()
  })
})

const parsed = (query: string) => {
  const texts: Record<string, string[]> = {}
  for (const [name, text] of new URLSearchParams(query)) (texts[name] ??= []).push(text)
  return texts
}

describe('an address of the explorer', () => {
  it('is Planning Center’s own, for whatever there is', () => {
    expect(stops.length).toBeGreaterThan(600)
    for (const { product, steps, spot } of stops) {
      expect(addressOf(product, steps)).toBe(spot.path.replace('/v2', '').replace(/^/, '/explorer'))
      expect(followed(`https://api.planningcenteronline.com${spot.path}`)).toBe(addressOf(product, steps))
    }
  })

  it.each([
    'https://api.planningcenteronline.com/people/v2/nothing',
    'https://api.planningcenteronline.com/nothing/v2/people',
    'https://api.planningcenteronline.com/people/v2/people/1/emails/2/person/3',
    'https://api.planningcenteronline.com/people/v2/people/..%2f1',
    'https://people.planningcenteronline.com/people/AC1',
    'javascript:alert(1)',
    7,
    null,
  ])('%s leads nowhere', (link) => expect(followed(link)).toBeNull())
})

describe('names that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']

  it.each(names)('%s is no product, leads nowhere and asks nothing', (name) => {
    expect(isProduct(name)).toBe(false)
    expect([stopAt('people', [name]), stopAt('people', ['people', '1', name]), followed(`https://api.planningcenteronline.com/people/v2/${name}`)]).toEqual([null, null, null])
    const { spot } = stopAt('people', ['people']) ?? fail()
    const typed = { [`fields[${name}]`]: name, 'fields[Person]': name, [`where[${name}]`]: '1', [`where[status][${name}]`]: '1', filter: name, order: name, include: [name, `emails.${name}`, `${name}.emails`], show: name, version: name, per_page: name, offset: name }
    expect(writeWish(readWish(typed, spot))).toBe('')
  })
})

describe('a question', () => {
  const word = fc.oneof(fc.constantFrom('true', '1', '2020-01-01', 'name', '-name', 'created_at', 'person', 'medical-notes', 'background-checks', 'notes', 'a,b', '', ' '), fc.string({ maxLength: 12 }))
  const questionOf = ({ product, spot }: Stop) => {
    const { types } = descriptions[product]
    const { attributes = {}, where = {}, order = [], include = [] } = types[spot.type] ?? {}
    const names = ['filter', 'include', 'order', 'show', 'version', 'per_page', 'offset', 'time', 'nonsense', ...Object.keys(where).flatMap((name) => [`where[${name}]`, `where[${name}][gte]`, `where[${name}][lt]`]), ...Object.keys(types).slice(0, 5).concat(spot.type).map((type) => `fields[${type}]`)]
    const known = fc.constantFrom('1', ...order, ...order.map((key) => `-${key}`), ...include, ...Object.keys(attributes), ...(spot.edge?.filters ?? []))
    return fc.dictionary(fc.constantFrom(...names), fc.array(fc.oneof(known, word), { maxLength: 4 }), { maxKeys: 8 })
  }

  it('is written as it was read: an address leads to itself, whatever somebody typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stops).chain((stop) => fc.tuple(fc.constant(stop), questionOf(stop))), ([stop, typed]) => {
        const written = writeWish(readWish(typed, stop.spot))
        expect(writeWish(readWish(parsed(written), stop.spot))).toBe(written)
      }),
      { numRuns: 1500 },
    )
  })

  it('asks for nothing private that was not ticked, in what it finds, what comes along, what it searches and what it orders by', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stops).chain((stop) => fc.tuple(fc.constant(stop), questionOf(stop))), ([stop, typed]) => {
        const { question, ticked } = readWish(typed, stop.spot)
        const { fields = {}, where = {}, order = [], include = [] } = question
        const { types } = descriptions[stop.product]
        const ends = include.flatMap((path) => [path.split('.').slice(0, 1), path.split('.')]).map((way) => way.reduce((type, name) => types[type]?.edges?.[name]?.to ?? type, stop.spot.type))
        const reached = [stop.spot.type, ...ends]
        const all = (type: string) => [...Object.keys(types[type]?.attributes ?? {})]
        const brought = reached.flatMap((type) => (fields[type] ?? all(type)).map((name) => kindOf(type, name)))
        const told = [...Object.keys(where), ...[order].flat().map((key) => key.replace('-', ''))].map((name) => kindOf(stop.spot.type, name))
        for (const kind of [...brought, ...told]) expect(kind === null || ticked.has(kind)).toBe(true)
        const written: (string | null)[] = [null, ...kindsAsked({ spot: stop.spot, question, ticked })]
        for (const kind of [...brought, ...told]) expect(written).toContain(kind)
      }),
      { numRuns: 1500 },
    )
  })

  it('counts as asking for something private what only searches by it, or puts in order by it', () => {
    const asks = (product: Product, way: string[], query: Record<string, string>) => {
      const { spot } = stopAt(product, way) ?? fail()
      return kindsAsked({ ...readWish(query, spot), spot })
    }
    expect(asks('people', ['people'], { show: 'medical-notes', 'where[medical_notes]': '%a%', 'fields[Person]': 'name' })).toEqual(['medical-notes'])
    expect(asks('people', ['people', '7', 'notes'], { show: 'notes', order: 'note', 'fields[Note]': 'created_at' })).toEqual(['notes'])
    expect(asks('people', ['background_checks'], { show: 'background-checks', filter: 'complete_not_clear' })).toEqual(['background-checks'])
    expect(asks('people', ['people'], { show: 'medical-notes', 'fields[Person]': 'name' })).toEqual([])
    // Where everything was ticked, nothing would be left to name: all the same it was asked for.
    expect(asks('people', ['background_checks'], { show: 'background-checks' })).toEqual(['background-checks'])
    expect(asks('people', ['people', '7'], { show: 'background-checks', include: 'background_checks' })).toEqual(['background-checks'])
    expect(asks('people', ['people', '7', 'notes'], { show: 'notes' })).toEqual(['notes'])
  })

  /** Looked at one by one: of no person, or what everybody sees. */
  const HARMLESS = [
    ...['Arrangement.notes', 'Song.notes', 'Plan.plan_notes_count', 'PlanTemplate.note_count', 'EventPeriod.note', 'Conflict.note', 'EventResourceRequest.notes', 'Channel.sermon_notes_enabled', 'Episode.needs_notes_template'],
    ...['NoteTemplate.auto_create_free_form_notes', 'Note.note_category_id', 'ServiceType.background_check_permissions', 'ServiceType.comment_permissions', 'Message.reject_reason', 'Message.message_type', 'MessageGroup.message_count'],
    ...['MessageGroup.message_type', 'MessageGroup.system_message', 'MessageGroup.transactional_message', 'JobStatus.message', 'PeopleImportConflict.message', 'Enrollment.auto_closed_reason', 'Group.direct_messages_enabled', 'Group.can_create_conversation_reason_code'],
    ...['Address.country_code', 'Organization.country_code', 'PhoneNumber.country_code', 'Fund.ledger_code', 'SongbookStatus.status_code', 'Channel.default_video_embed_code', 'EpisodeTime.video_embed_code'],
    ...['library_video_embed_code', 'video_embed_code'].map((field) => `Episode.${field}`),
    ...['Arrangement.chord_chart_key', 'Grade.key', 'SignupSheet.group_key', 'Key.ending_key', 'Key.starting_key', 'Key.alternate_keys'],
  ]

  it('decides about whatever sounds private, in every product: it is left out, or was found to be harmless', () => {
    const sounds = /medical|background_check|notes?(_|$)|reason|comment|message|conflicting|secret|token|ical_|code$|keys?$|payload|internal/
    const all = Object.values(descriptions).flatMap(({ types }) => Object.entries(types).flatMap(([type, { attributes = {} }]) => Object.keys(attributes).map((field) => ({ type, field }))))
    const shown = all.filter(({ type, field }) => sounds.test(field) && mayAsk(type, field, new Set())).map(({ type, field }) => `${type}.${field}`)
    expect([...new Set(shown)].filter((name) => !HARMLESS.includes(name))).toEqual([])
  })

  it('shows nothing of what came unasked, at another version or under another name of its type', () => {
    const came = { data: { type: 'Person', id: '1', attributes: { name: 'Ada', medical_notes: 'peanuts', login_identifier: 'ada' } }, included: [{ type: 'Assignee', id: '2', attributes: { name: 'Bea', passed_background_check: true, ical_code: 'secret' } }], meta: {} }
    expect(withoutPrivate(came, new Set(), descriptions.people)).toEqual({ data: { type: 'Person', id: '1', attributes: { name: 'Ada' } }, included: [{ type: 'Assignee', id: '2', attributes: { name: 'Bea' } }], meta: {} })
    expect(withoutPrivate(came, new Set(['medical-notes']), descriptions.people)).toMatchObject({ data: { attributes: { medical_notes: 'peanuts' } } })
    for (const odd of [null, 'text', 7, [], { data: null }, { data: [null, 1, { attributes: [] }], included: 'none' }]) expect(withoutPrivate(odd, new Set(), descriptions.people)).toEqual(odd)
  })

  it('never asks for what opens something', () => {
    for (const { spot } of stops) {
      const { question } = readWish({ show: ['medical-notes,background-checks,notes,payloads'], 'fields[Organization]': ['secret,name'], include: [(descriptions[spot.product].types[spot.type]?.include ?? []).join(',')] }, spot)
      const named = Object.entries(question.fields ?? {}).flatMap(([type, names]) => names.map((name) => `${type}.${name}`))
      expect(named.filter((name) => /\.(secret|authenticity_secret|ical_code|security_code|status_token|stripe_\w+|login_identifier|integration_key)$|^Pass\.code$|^Chat\.payload$/.test(name))).toEqual([])
    }
  })

  it('names the fields of whatever has more than may be asked for, so that none of it comes along', () => {
    const { question } = readWish({}, stopAt('people', ['people', '7', 'notes'])?.spot ?? fail())
    expect(question.fields?.['Note']).not.toContain('note')
    expect(question.fields?.['Note']).toContain('created_at')
    expect(readWish({}, stopAt('people', ['campuses'])?.spot ?? fail()).question.fields).toEqual({})
  })
})

function fail(): never {
  throw new Error('there is no such place')
}
