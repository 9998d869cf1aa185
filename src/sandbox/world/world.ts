import { addCrowd } from './crowd'
import { fillCrowd } from './custom-fields'
import type { Cast, Enrolment } from './enrolment'
import { foundChurch } from './founding'
import { peopleFirstChurch } from './first-church'
import { peopleGraceChapel } from './grace-chapel'
import { LIST_RUN_TIME } from './list-runs'
import { addCrowdLists } from './lists'
import type { Church, Clock, Login, PersonRecord, World } from './records'
import { createSequences, type Sequences } from './sequences'

export type * from './records'
export { deleteChurch, deletePerson, mergePeople, setPermission } from './changes'
export { createChurn, type Churn } from './churn/churn'
export { beginListRun, finishListRuns, setListRunTime } from './list-runs'
export { setReplicaLag } from './replica'

/** A small pretend Planning Center with two churches in it. Dates follow the clock; all else is the same on every start. */
export function createWorld({ clock, people = 0 }: { clock: Clock; people?: number }): World {
  const now = clock.now()
  const ids = createSequences()
  const [first, grace] = foundChurches(now, ids)
  const world: World = { clock, ids, churches: new Map([[first.id, first], [grace.id, grace]]), logins: [], replicaLag: 0, listRunTime: LIST_RUN_TIME, listRuns: new Map() }
  const cast = peopleFirstChurch(world, { church: first, ids, now })
  const samAtGrace = peopleGraceChapel({ church: grace, ids, now })
  growFirstChurch({ church: first, ids, now }, cast, people)
  // The founders write past the journal.
  for (const church of world.churches.values()) church.revision += 1
  world.logins.push(...openLogins(first, cast, { church: grace, person: samAtGrace }))
  return world
}

function growFirstChurch(enrolment: Enrolment, cast: Cast, people: number): void {
  if (enrolment.church.people.size >= people) return
  const crowd = addCrowd(enrolment, people)
  fillCrowd(enrolment, crowd)
  addCrowdLists(enrolment, cast, crowd)
}

function foundChurches(now: number, ids: Sequences): [Church, Church] {
  const yearsAgo = (years: number) => Math.floor((now - years * 365 * 86_400_000) / 1000) * 1000
  return [
    foundChurch({
      id: '463218', name: 'First Church', subdomain: 'firstchurch', timeZone: 'America/Chicago', countryCode: 'US',
      website: 'https://firstchurch.example', createdAt: yearsAgo(11),
    }, ids),
    foundChurch({
      id: '519007', name: 'Grace Chapel', subdomain: 'gracechapel', timeZone: 'America/New_York', countryCode: 'US',
      website: 'https://gracechapel.example', createdAt: yearsAgo(4),
    }, ids),
  ]
}

function openLogins(first: Church, cast: Cast, second: { church: Church; person: PersonRecord }): Login[] {
  const login = (key: string, role: string): Login => {
    const person = cast(key)
    return {
      id: key,
      name: `${person.firstName} ${person.lastName}`,
      email: person.loginIdentifier ?? '',
      seats: [{ churchId: first.id, personId: person.id, role }],
    }
  }
  const twoChurches = login('two-churches', 'Helper (Viewer)')
  twoChurches.seats.push({ churchId: second.church.id, personId: second.person.id, role: 'Helper (Viewer)' })
  return [
    login('secretary', 'Secretary (Editor)'),
    login('pastor', 'Pastor (Manager)'),
    login('administrator', 'Administrator (Manager, Organization Administrator)'),
    login('volunteer', 'Volunteer (Viewer)'),
    login('no-access', 'Volunteer (no access to People)'),
    twoChurches,
  ]
}
