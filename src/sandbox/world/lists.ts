import type { Cast, Enrolment } from './enrolment'
import type { ListShareRecord, PersonRecord } from './records'

interface ListSketch {
  readonly name: string | null
  readonly description: string
  readonly by: PersonRecord
  readonly people: (person: PersonRecord) => boolean
  readonly shares: readonly Pick<ListShareRecord, 'personId' | 'group' | 'permission'>[]
  readonly starredBy?: PersonRecord
  readonly autoRefresh?: boolean
}

/** One list for everybody, one from Editors upward, one for a single colleague, one its owner keeps to themselves. */
export function addLists(enrolment: Enrolment, named: Cast): void {
  const everybody = { personId: null, group: 'Viewer', permission: 'view' } as const
  const editors = { personId: null, group: 'Editor', permission: 'manage' } as const
  addList(enrolment, {
    name: 'Newsletter by e-mail', description: 'Everybody who is a member', by: named('secretary'), shares: [everybody],
    people: person => person.membership === 'Member' && person.status === 'active',
    starredBy: named('volunteer'), autoRefresh: true,
  })
  addList(enrolment, {
    name: null, description: 'Children in grade 1 to 6', by: named('pastor'), shares: [editors],
    people: person => person.grade !== null && person.grade >= 1 && person.grade <= 6,
  })
  addList(enrolment, {
    name: 'Hospital visits (private)', description: 'Whom to visit this month', by: named('pastor'),
    shares: [{ personId: named('secretary').id, group: null, permission: 'view' }],
    people: person => person.lastName === 'Whitfield' || person.lastName === 'Jennings',
  })
  addList(enrolment, {
    name: 'Counselling (private)', description: 'Only for Daniel', by: named('pastor'), shares: [],
    people: person => person.id === named('elena').id || person.id === named('grant-price').id,
  })
}

/** In a crowd, a list for everybody and one that nobody else sees, both long. */
export function addCrowdLists(enrolment: Enrolment, named: Cast, crowd: readonly PersonRecord[]): void {
  const inCrowd = new Set(crowd)
  const adult = (person: PersonRecord) => inCrowd.has(person) && !person.child
  addList(enrolment, {
    name: 'Christmas letter', description: 'Grown-up members', by: named('secretary'),
    shares: [{ personId: null, group: 'Viewer', permission: 'view' }],
    people: person => adult(person) && person.status === 'active' && person.membership === 'Member', autoRefresh: true,
  })
  addList(enrolment, {
    name: 'Lost touch (private)', description: 'Only for Daniel', by: named('pastor'), shares: [],
    people: person => adult(person) && person.status === 'inactive',
  })
}

function addList({ church, ids, now }: Enrolment, sketch: ListSketch): void {
  const id = ids.next('list')
  const hours = (count: number) => Math.floor(now / 1000) * 1000 - count * 3_600_000
  const times = { createdAt: hours(900), updatedAt: hours(90), refreshedAt: hours(6) }
  church.lists.set(id, {
    id, name: sketch.name, description: sketch.description, createdById: sketch.by.id, campusId: null, invalid: false,
    starredByIds: sketch.starredBy ? [sketch.starredBy.id] : [], autoRefresh: sketch.autoRefresh ?? false, rule: sketch.people, ...times,
  })
  for (const share of sketch.shares) {
    const shareId = ids.next('listShare')
    church.listShares.set(shareId, { id: shareId, listId: id, ...share, createdAt: times.createdAt })
  }
  for (const person of church.people.values()) {
    if (!sketch.people(person)) continue
    const resultId = ids.next('listResult')
    church.listResults.set(resultId, { id: resultId, listId: id, personId: person.id, createdAt: times.refreshedAt })
  }
}
