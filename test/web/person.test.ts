import type { PersonRecord } from '../../src/sandbox/world/world'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const CHILD = 'Foyer holds no medical notes or allergies. Check Planning Center.'

describe('the page of a person', () => {
  let foyer: Foyer
  let browsers: Map<string, Browser>
  beforeAll(async () => {
    foyer = await startFoyer()
    browsers = new Map()
  })
  afterEach(() => foyer.sandbox.clearFaults())
  afterAll(() => foyer.close())

  const as = async (login: string): Promise<Browser> => {
    const known = browsers.get(login)
    if (known) return known
    const browser = foyer.browser()
    await browser.signIn(login)
    browsers.set(login, browser)
    return browser
  }
  const church = () => {
    const [first] = foyer.sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const called = (part: string): PersonRecord => {
    const found = [...church().people.values()].find(({ firstName, lastName }) => `${firstName} ${lastName}`.includes(part))
    if (!found) throw new Error(`nobody called ${part}`)
    return found
  }
  const open = async (part: string, login = 'volunteer') => readPage((await (await as(login)).visit(`/people/${called(part).id}`).expect(200)).text)
  const apiCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api')
  const merger = () => {
    const [only] = church().personMergers.values()
    if (!only) throw new Error('nobody was merged')
    return only
  }

  it('costs one request, household, tabs and church’s time zone included, and once in ten minutes another: what the visitor may see', async () => {
    const browser = await as('secretary')
    const costs = async () => {
      const before = apiCalls().length
      await browser.visit(`/people/${called('Ruth').id}`).expect(200)
      return apiCalls().slice(before).map(({ path }) => path).sort()
    }
    foyer.clock.advance(11 * 60_000)
    expect(await costs()).toEqual(['/people/v2/me', `/people/v2/people/${called('Ruth').id}`])
    expect(await costs()).toEqual([`/people/v2/people/${called('Ruth').id}`])
  })

  it('never asks for medical notes or background checks', async () => {
    await open('Chidi')
    const fields = apiCalls().findLast(({ path }) => path.endsWith(`/people/${called('Chidi').id}`))?.query['fields[Person]'] ?? ''
    expect(fields).toContain('name')
    expect(fields).not.toMatch(/medical|background|login|permission/)
  })

  it('says what the world says of everybody, and nobody’s medical notes', async () => {
    const { people, emails, phoneNumbers, maritalStatuses, campuses } = church()
    for (const person of people.values()) {
      const { text } = await (await as('pastor')).visit(`/people/${person.id}`).expect(200)
      const page = readPage(text)
      expect(page.heading).toContain(`${person.nickname ?? person.firstName} ${person.lastName}`.trim())
      for (const { personId, address } of emails.values()) if (personId === person.id) expect(page.text).toContain(address)
      const digits = [...phoneNumbers.values()].filter(({ personId }) => personId === person.id).map((phone) => `tel:+1${phone.digits}`)
      expect(page.links.map(({ href }) => href)).toEqual(expect.arrayContaining(digits))
      for (const fact of [person.membership, maritalStatuses.get(person.maritalStatusId ?? '')?.value, campuses.get(person.primaryCampusId ?? '')?.name]) if (fact) expect(page.text).toContain(fact)
      expect(text).not.toMatch(/MEDNOTE/)
      expect(text).not.toContain('<script>alert')
      expect(page.text).not.toMatch(/undefined|\bnull\b|NaN/)
    }
  })

  it.each([
    ['Opal', 'has no e-mail for this person'], // no e-mail at all
    ['Gus', 'gus.lindqvist@example.org e-mail blocked'],
    ['Bobby', '(Bobby)'], // the name shows what he is called
    ['ليلى', 'ليلى منصور'],
    ['Hồng', 'Full name Hồng Thị Nguyễn'],
    ['Tom O', "Full name Thomas O'Neil"],
    ['Ruth', 'Marital status Widowed'],
    ['Ruth', 'Wedding day June 8, 1985'],
    ['Edith', /Anniversary September 12, 1970 \d\d years/],
    ['Freya', /Birthday February 29, 1996 \d\d years old/],
    ['Marcus', ': Moved away.'],
    ['Walter', 'Marked as deceased in Planning Center on'],
    ['Walter', 'Born November 30, 1958'],
    ['Chidi', 'birthday in 3 days'],
    ['Lily', 'Birthday Not known'],
    ['Zim', 'Grade Pre-kindergarten'],
    ['Siobhán', 'Not yet shared in the church directory'],
    ['Opal', 'Not shared in the church directory'],
    ['Mei-Ling', '2240 Grand Avenue Apt 5B Waterloo, IA 50701'],
  ])('of %s it says “%s”', async (part, words) => {
    const { text } = await open(part)
    if (typeof words === 'string') expect(text).toContain(words)
    else expect(text).toMatch(words)
  })

  it('does not mark those who are shared in the directory, nor count years for who is widowed or has died', async () => {
    for (const part of ['Ruth', 'Edith']) expect((await open(part)).text).not.toContain('church directory')
    expect((await open('Ruth')).text).not.toMatch(/Anniversary|\b\d\d years(?! old)/)
    expect((await open('Walter')).text).not.toMatch(/years old|birthday (in|to)/)
  })

  it('shows both households of a child whose parents live apart, with the children’s ages and nobody else’s', async () => {
    const page = await open('Milo')
    expect(page.text).toMatch(/Novák household .*Elena Novák adult · primary contact.*child, 1\d/)
    expect(page.text).toMatch(/Price household .*Grant Price adult · primary contact/)
    expect(page.links.filter(({ href }) => href.startsWith('/households/'))).toHaveLength(2)
    expect(page.text).not.toMatch(/adult, \d/)
  })

  it('reminds who looks at a child, or at a household with one, that Foyer holds no medical notes', async () => {
    for (const part of ['Chidi', 'Zim', 'Daniel', 'Milo', 'Elena']) expect((await open(part)).text).toContain(CHILD)
    for (const part of ['Ruth', 'Gus']) expect((await open(part)).text).not.toContain(CHILD)
  })

  it('shows custom fields by tab, each ticked box, and no field that was deleted', async () => {
    const page = await open('Ruth')
    expect(page.text).toContain('Faith and service Baptism date April 14, 1974 Serving in Choir Welcome team')
    expect(page.text).not.toContain('Offering envelope')
    expect((await open('Ngozi')).text).toContain('Printed newsletter Yes')
  })

  it.each(['volunteer', 'secretary'])('never shows a Managers’ tab to the %s, but says which permission opens it', async (login) => {
    const { text } = await (await as(login)).visit(`/people/${called('Elena').id}`).expect(200)
    expect(text).not.toMatch(/CARENOTE|Pastoral care|Counselling/)
    expect(readPage(text).text).toMatch(/“People: Manager”\. An Organization Administrator of your church can give it/)
  })

  it.each(['pastor', 'administrator'])('shows it to the %s, who is not told that there may be more', async (login) => {
    const { text } = await open('Elena', login)
    expect(text).toContain('Pastoral care Counselling notes CARENOTE-HERON-1')
    expect(text).not.toContain('There may be more')
  })

  it('does not wait long, and says that there may be more, where Planning Center does not tell what the visitor may see', async () => {
    foyer.clock.advance(11 * 60_000)
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/me', delayHeaders: 4000 })
    const began = performance.now()
    expect((await open('Ruth', 'pastor')).text).toContain('There may be more')
    expect(performance.now() - began).toBeLessThan(3500)
  })

  it('leads from a profile that was joined with another to the one that is left, with one question', async () => {
    const { personToRemoveId, personToKeepId } = merger()
    const browser = await as('volunteer')
    await open('Ruth')
    const before = apiCalls().length
    const { headers } = await browser.visit(`/people/${personToRemoveId}`).expect(303)
    expect(headers['location']).toBe(`/people/${personToKeepId}`)
    expect(apiCalls().slice(before).map(({ path }) => path)).toEqual([`/people/v2/people/${personToRemoveId}`, '/people/v2/person_mergers'])
    const { headers: fromLists } = await browser.visit(`/people/${personToRemoveId}/lists`).expect(303)
    expect(fromLists['location']).toBe(`/people/${personToRemoveId}`)
  })

  it('says of somebody deleted that they are gone or hidden, and stays on the page that was asked for', async () => {
    const page = readPage((await (await as('volunteer')).visit('/people/4711').expect(404)).text)
    expect(page.text).toContain('removed from Planning Center, or is no longer shown to you')
    expect(page.links.map(({ href }) => href)).toContain('/people')
  })

  it('does not take an outage for somebody gone', async () => {
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/person_mergers', answer: { status: 503, headers: { 'Retry-After': '1' } } })
    await (await as('volunteer')).visit('/people/4711').expect(503)
  })

  it('does not follow a merger that Planning Center told of somebody else', async () => {
    const { personToKeepId } = merger()
    const anybodys = { type: 'PersonMerger', id: '1', attributes: { person_to_keep_id: personToKeepId, person_to_remove_id: '12' } }
    const body = { data: [anybodys], included: [], meta: { total_count: 1, count: 1 } }
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/person_mergers', answer: { status: 200, body } })
    await (await as('volunteer')).visit('/people/4711').expect(404)
  })

  it('counts as gone where mergers may not be read', async () => {
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/person_mergers', answer: { status: 403, body: { errors: [{ status: '403', title: 'Forbidden' }] } } })
    await (await as('volunteer')).visit('/people/4711').expect(404)
  })

  it('can be looked through the lists for, which says how far it looked', async () => {
    const browser = await as('secretary')
    const before = apiCalls().length
    const page = readPage((await browser.visit(`/people/${called('Edith').id}/lists`).expect(200)).text)
    expect(page.heading).toBe('Lists Edith Whitfield is on')
    expect(page.text).toContain('Foyer looked through 3 lists that you may see.')
    expect(page.text).toContain('Newsletter by e-mail')
    expect(page.text).toContain('Hospital visits (private)')
    expect(page.text).not.toContain('Children in grade')
    expect(apiCalls().length - before).toBe(2 + 3) // the name, the lists, and each list once
  })

  it('names no list that is not shared with who asks', async () => {
    for (const login of ['volunteer', 'secretary']) {
      const page = readPage((await (await as(login)).visit(`/people/${called('Elena').id}/lists`).expect(200)).text)
      expect(page.text).not.toContain('Counselling')
    }
    const own = readPage((await (await as('pastor')).visit(`/people/${called('Elena').id}/lists`).expect(200)).text)
    expect(own.text).toContain('Counselling (private)')
  })

  it.each(['0', '-1', 'x', '99999999', '01'])('puts a look from %s right', async (from) => {
    const { headers } = await (await as('volunteer')).visit(`/people/${called('Ruth').id}/lists?from=${from}`).expect(303)
    expect(headers['location']).toBe(`/people/${called('Ruth').id}/lists`)
  })

  it('is refused to who has no access, without a word of the person', async () => {
    const { text } = await (await as('no-access')).visit(`/people/${called('Ruth').id}`).expect(403)
    expect(text).not.toMatch(/Abernathy|555-0101/)
    expect(readPage(text).text).toContain('People: Viewer or higher')
  })
})

describe('a refusal', () => {
  let foyer: Foyer
  beforeAll(async () => {
    foyer = await startFoyer()
  })
  afterEach(() => foyer.sandbox.clearFaults())
  afterAll(() => foyer.close())

  const refuseLists = () =>
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/lists', answer: { status: 403, body: { errors: [{ status: '403', title: 'Forbidden' }] } } })
  const paths = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'api').map(({ path, query }) => `${path} ${query['filter'] ?? ''}`.trim())
  const signedIn = async (login: string) => {
    const browser = foyer.browser()
    await browser.signIn(login)
    return browser
  }

  it('names the church’s administrators to who may know them, asking once in ten minutes', async () => {
    const browser = await signedIn('volunteer')
    refuseLists()
    const before = paths().length
    const page = readPage((await browser.visit('/lists').expect(403)).text)
    expect(page.text).toContain('Who can give it to you Mei-Ling Chen')
    expect(paths().slice(before)).toEqual(['/people/v2/lists', '/people/v2/me', '/people/v2/people organization_admins'])

    await browser.visit('/lists').expect(403)
    expect(paths().slice(before + 3)).toEqual(['/people/v2/lists'])
    foyer.clock.advance(11 * 60_000)
    await browser.visit('/lists').expect(403)
    expect(paths().length).toBe(before + 7)
  })

  it('names nobody to who has no access, and does not ask for names with their eyes', async () => {
    const browser = await signedIn('no-access')
    const before = paths().length
    const page = readPage((await browser.visit('/people').expect(403)).text)
    expect(page.text).toContain('Your church’s Organization Administrators')
    expect(page.text).not.toContain('Mei-Ling')
    expect(paths().slice(before)).not.toContain('/people/v2/people organization_admins')
  })

  it('does not wait for names that do not come', async () => {
    const browser = await signedIn('secretary')
    refuseLists()
    foyer.sandbox.addFault({ on: 'api', path: '/people/v2/me', delayHeaders: 4000 })
    const began = performance.now()
    const page = readPage((await browser.visit('/lists').expect(403)).text)
    expect(performance.now() - began).toBeLessThan(3500)
    expect(page.text).toContain('Your church’s Organization Administrators')
  })
})
