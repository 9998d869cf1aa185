import { lastSundayService } from './calendar'
import { enrol, type Cast, type Enrolment } from './enrolment'
import { addCustomFields } from './custom-fields'
import { memberFamilies } from './first-church-people'
import { staffFamilies } from './first-church-staff'
import { settle } from './households'
import { addLists } from './lists'
import { deletePerson, mergePeople } from './changes'
import type { Church, PersonRecord, World } from './records'

const dayMs = 86_400_000

export function peopleFirstChurch(world: World, enrolment: Enrolment): Cast {
  const { church } = enrolment
  openCampuses(enrolment)
  const cast = new Map<string, PersonRecord>()
  for (const family of [...staffFamilies, ...memberFamilies]) {
    const members = family.members.map(sketch => {
      const person = enrol(enrolment, sketch, times(enrolment, sketch.key))
      if (sketch.key !== undefined) cast.set(sketch.key, person)
      return person
    })
    settle(enrolment, members, family.home)
  }
  const named: Cast = key => cast.get(key) ?? missing(key)
  shareChild(enrolment, named)
  addLists(enrolment, named)
  addCustomFields(enrolment, named)
  mergePeople(world, { churchId: church.id, keep: named('merge-keep').id, remove: named('merge-remove').id })
  deletePerson(world, { churchId: church.id, personId: named('deleted').id })
  return named
}

function openCampuses({ church, ids }: Enrolment): void {
  const since = { createdAt: church.createdAt, updatedAt: church.createdAt }
  for (const campus of [
    {
      name: 'Main Campus', street: '200 Main Street', city: 'Cedar Falls', zip: '50613',
      phone: '(319) 555-0180', latitude: 42.5349, longitude: -92.4453,
    },
    {
      name: 'North Campus', street: '1200 Logan Avenue', city: 'Waterloo', zip: '50703',
      phone: '(319) 555-0181', latitude: 42.515, longitude: -92.3374,
    },
  ]) {
    const id = ids.next('campus')
    church.campuses.set(id, { id, ...campus, state: 'IA', email: 'office@firstchurch.example', ...since })
  }
}

/** Joined one after the other over some years, so that ids and creation agree; the newcomer came last Sunday. */
function times({ church, now }: Enrolment, key: string | undefined) {
  if (key === 'newcomer') {
    const sunday = lastSundayService(now, church.timeZone)
    return { createdAt: sunday, updatedAt: sunday }
  }
  const place = church.people.size
  const createdAt = wholeSecond(now - (2400 - place * 36) * dayMs)
  const updatedAt = wholeSecond(createdAt + (now - createdAt) * ((place * 37) % 100) / 100)
  return { createdAt, updatedAt }
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}

/** Parents who live apart: the boy belongs to both households, in the second not yet confirmed by everybody. */
function shareChild({ church, ids }: Enrolment, named: Cast): void {
  const fathers = householdOf(church, named('grant-price').id)
  const id = ids.next('householdMembership')
  const personId = named('two-households').id
  church.householdMemberships.set(id, { id, householdId: fathers, personId, role: 'child', pending: true })
}

function householdOf(church: Church, personId: string): string {
  for (const membership of church.householdMemberships.values()) {
    if (membership.personId === personId) return membership.householdId
  }
  return missing(personId)
}

function missing(key: string): never {
  throw new Error(`The sample church has nobody called "${key}"`)
}
