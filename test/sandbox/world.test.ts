import { addDays, bornAround, lastSundayService, localDay, startOfDay } from '../../src/sandbox/world/calendar'
import { createWorld, deleteChurch, deletePerson, mergePeople, setPermission, type PersonRecord } from '../../src/sandbox/world/world'
import { churchOf, FIRST_CHURCH, GRACE_CHAPEL, personNamed, WEDNESDAY } from './people-visit'

const settle = (now = WEDNESDAY, people = 0) => createWorld({ clock: { now: () => now }, people })

const named = (people: Iterable<PersonRecord>) => [...people].map(person => `${person.firstName} ${person.lastName}`.trim())

describe('the people of First Church', () => {
  const world = settle()
  const church = churchOf(world)
  const people = [...church.people.values()]

  test('they are about sixty', () => expect(people.length).toBe(60))

  test.each([
    ['an apostrophe', 'Tom', "O'Neil"], ['accents', 'José', 'Muñoz'], ['a name written from right to left', 'ليلى', 'منصور'],
    ['a script for a surname', 'Bobby', '<script>alert(1)</script>'], ['only one name', 'Sujatmiko', ''], ['kanji', 'さくら', '田中'],
    ['a name that no column is wide enough for', 'Maximiliana', 'Konstantinopoulos-Featherstonehaugh'],
  ])('one has %s', (_, first, last) => expect(personNamed(world, first, last).status).toBe('active'))

  test('one has no e-mail address, one has only a blocked one', () => {
    const emails = [...church.emails.values()]
    expect(emails.filter(email => email.personId === personNamed(world, 'Opal', 'Jennings').id)).toEqual([])
    expect(emails.filter(email => email.blocked).map(email => email.personId)).toEqual([personNamed(world, 'Gus', 'Lindqvist').id])
  })

  test('a couple shares one e-mail address', () => {
    const owners = [...church.emails.values()].filter(email => email.address === 'whitfields@example.org').map(email => email.personId)
    expect(owners).toEqual([personNamed(world, 'Harold', 'Whitfield').id, personNamed(world, 'Edith', 'Whitfield').id])
  })

  test('one child belongs to two households, in one of them not yet confirmed', () => {
    const milo = personNamed(world, 'Milo', 'Novák-Price').id
    const memberships = [...church.householdMemberships.values()].filter(each => each.personId === milo)
    expect(memberships.map(({ role, pending }) => ({ role, pending })))
      .toEqual([{ role: 'child', pending: false }, { role: 'child', pending: true }])
  })

  test('a child has no birth date, and somebody was born on 29 February', () => {
    expect(named(people.filter(person => person.child && person.birthdate === null))).toContain('Lily Chen')
    expect(personNamed(world, 'Freya', 'Larsen').birthdate).toBe('1996-02-29')
  })

  test('the deceased is inactive for that reason, and his widow still has an anniversary', () => {
    const walter = personNamed(world, 'Walter', 'Abernathy')
    expect(church.inactiveReasons.get(walter.inactiveReasonId ?? '')?.value).toBe('Deceased')
    const ruth = personNamed(world, 'Ruth', 'Abernathy')
    expect([ruth.anniversary, church.maritalStatuses.get(ruth.maritalStatusId ?? '')?.value]).toEqual(['1985-06-08', 'Widowed'])
  })

  test('of two merged profiles one is left, and a deleted one has left nothing', () => {
    const [merger] = church.personMergers.values()
    expect(church.people.get(merger?.personToKeepId ?? '')?.lastName).toBe('Brandt')
    expect(church.people.has(merger?.personToRemoveId ?? '')).toBe(false)
    expect(named(people)).not.toContain('Delia Removed')
    expect([...church.households.values()].filter(household => household.name === 'Removed')).toEqual([])
  })

  test('medical notes are unmistakable, so that a leak is found', () => {
    const notes = people.flatMap(person => person.medicalNotes ?? [])
    expect(notes.length).toBeGreaterThan(5)
    expect(new Set(notes.map(note => /^MEDNOTE-QUILL-\d+/.exec(note)?.[0])).size).toBe(notes.length)
  })

  test('the directory knows more than one answer', () => {
    expect(new Set(people.map(person => person.directoryStatus))).toEqual(new Set(['no_access', 'has_access', 'pending']))
  })

  test('ids pass from eight digits to nine, so that sorting them as text goes wrong', () => {
    expect(new Set(people.map(person => person.id.length))).toEqual(new Set([8, 9]))
  })
})

describe('those who can log in', () => {
  const world = settle()
  const seat = (id: string) => {
    const [first] = world.logins.find(login => login.id === id)?.seats ?? []
    const person = churchOf(world).people.get(first?.personId ?? '')
    return { role: first?.role, permissions: person?.peoplePermissions, administrator: person?.siteAdministrator }
  }

  test('each has the permissions their role promises', () => {
    expect(seat('secretary')).toEqual({ role: 'Secretary (Editor)', permissions: 'Editor', administrator: false })
    expect(seat('pastor')).toEqual({ role: 'Pastor (Manager)', permissions: 'Manager', administrator: false })
    expect(seat('administrator')).toMatchObject({ permissions: 'Manager', administrator: true })
    expect(seat('volunteer')).toEqual({ role: 'Volunteer (Viewer)', permissions: 'Viewer', administrator: false })
    expect(seat('no-access')).toMatchObject({ permissions: 'No access', administrator: false })
  })

  test('one human has a seat in two churches and is another person in each', () => {
    const seats = world.logins.find(login => login.id === 'two-churches')?.seats ?? []
    expect(seats.map(each => each.churchId)).toEqual([FIRST_CHURCH, GRACE_CHAPEL])
    expect(seats[0]?.personId).not.toBe(seats[1]?.personId)
    for (const each of seats) expect(churchOf(world, each.churchId).people.get(each.personId)?.peoplePermissions).toBe('Viewer')
  })
})

describe('dates follow the clock', () => {
  test.each([
    ['a Wednesday', WEDNESDAY], ['a Sunday before the service', Date.UTC(2026, 10, 22, 12)], ['New Year', Date.UTC(2027, 0, 1, 12)],
    ['29 February', Date.UTC(2028, 1, 29, 18)],
  ])('on %s there are birthdays on several days of the week around', (_, now) => {
    const people = [...churchOf(settle(now)).people.values()]
    const today = localDay(now, 'America/Chicago')
    const week = Array.from({ length: 7 }, (_each, index) => addDays(today, index - 3).slice(5))
    const birthdays = week.filter(day => people.some(person => person.status === 'active' && person.birthdate?.endsWith(day)))
    expect(birthdays.length).toBeGreaterThanOrEqual(4)
  })

  test('the newcomer came last Sunday at eleven', () => {
    const { createdAt } = personNamed(settle(), 'Hannah', 'Bright')
    expect(new Date(createdAt).toISOString()).toBe('2026-11-22T17:00:00.000Z')
  })

  test('before the service on a Sunday, last Sunday is a week ago', () => {
    expect(new Date(lastSundayService(Date.UTC(2026, 10, 22, 12), 'America/Chicago')).toISOString()).toBe('2026-11-15T17:00:00.000Z')
  })

  test('nobody was changed before they were created, or created in the future', () => {
    for (const person of churchOf(settle(WEDNESDAY, 500)).people.values()) {
      expect(person.updatedAt).toBeGreaterThanOrEqual(person.createdAt)
      expect(person.updatedAt).toBeLessThanOrEqual(WEDNESDAY)
      expect([person.createdAt % 1000, person.updatedAt % 1000]).toEqual([0, 0])
    }
  })

  test('a local day begins at local midnight, in summer and in winter', () => {
    expect(startOfDay('2026-01-15', 'America/Chicago')).toBe(Date.UTC(2026, 0, 15, 6))
    expect(startOfDay('2026-07-15', 'America/Chicago')).toBe(Date.UTC(2026, 6, 15, 5))
  })

  test('a birthday on 29 February means a leap year of birth', () => {
    expect(bornAround('2028-02-28', 1, 41)).toBe('1988-02-29')
  })
})

describe('the world can be changed', () => {
  test('a permission is lowered at once', () => {
    const world = settle()
    const { id } = personNamed(world, 'Ruth', 'Abernathy')
    setPermission(world, { churchId: FIRST_CHURCH, personId: id }, { peoplePermissions: 'Viewer' })
    const ruth = personNamed(world, 'Ruth', 'Abernathy')
    expect([ruth.peoplePermissions, ruth.siteAdministrator, ruth.updatedAt]).toEqual(['Viewer', false, WEDNESDAY])
  })

  test('a deleted person leaves no contact data, no household of one and no seat', () => {
    const world = settle()
    const church = churchOf(world)
    const { id } = personNamed(world, 'Maximiliana', 'Konstantinopoulos-Featherstonehaugh')
    deletePerson(world, { churchId: FIRST_CHURCH, personId: id })
    expect([...church.emails.values(), ...church.addresses.values()].filter(each => each.personId === id)).toEqual([])
    expect([...church.households.values()].filter(household => household.primaryContactId === id)).toEqual([])
  })

  test('a household whose contact is deleted gets another of its people as contact', () => {
    const world = settle()
    const church = churchOf(world)
    const { id } = personNamed(world, 'Tom', "O'Neil")
    deletePerson(world, { churchId: FIRST_CHURCH, personId: id })
    const household = [...church.households.values()].find(each => each.name === "O'Neil")
    expect(church.people.get(household?.primaryContactId ?? '')?.firstName).toBe('Siobhán')
    expect(world.logins.find(login => login.id === 'volunteer')?.seats).toEqual([])
  })

  test('merging keeps one profile and remembers the other only as removed', () => {
    const world = settle()
    const [keep, remove] = [personNamed(world, 'Noah', 'Kim').id, personNamed(world, 'Emma', 'Kim').id]
    mergePeople(world, { churchId: FIRST_CHURCH, keep, remove })
    expect([...churchOf(world).personMergers.values()].at(-1))
      .toEqual({ id: '12870032', personToKeepId: keep, personToRemoveId: remove, createdAt: WEDNESDAY })
    expect(churchOf(world).people.has(remove)).toBe(false)
  })

  test('a deleted church is gone with all its seats', () => {
    const world = settle()
    deleteChurch(world, GRACE_CHAPEL)
    expect([...world.churches.keys()]).toEqual([FIRST_CHURCH])
    expect(world.logins.find(login => login.id === 'two-churches')?.seats.map(seat => seat.churchId)).toEqual([FIRST_CHURCH])
  })

  test('changing somebody who does not exist is a mistake', () => {
    expect(() => deletePerson(settle(), { churchId: FIRST_CHURCH, personId: '1' })).toThrow('No 1 among the people of church 463218')
  })
})

describe('a crowd', () => {
  test('two worlds of one moment are alike to the last detail', () => {
    const [one, two] = [settle(WEDNESDAY, 300), settle(WEDNESDAY, 300)]
    expect([...churchOf(one).people.values()]).toEqual([...churchOf(two).people.values()])
    expect([...churchOf(one).emails.values()]).toEqual([...churchOf(two).emails.values()])
  })

  test('the church grows to exactly the number asked for, and the named people stay who they were', () => {
    const world = settle(WEDNESDAY, 1234)
    expect(churchOf(world).people.size).toBe(1234)
    expect(personNamed(world, 'Ruth', 'Abernathy')).toEqual(personNamed(settle(), 'Ruth', 'Abernathy'))
  })
})
