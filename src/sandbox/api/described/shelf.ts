import type { Church, PersonRecord, World } from '../../world/world'
import type { Asker } from '../graph/asker'
import type { Row } from '../graph/resource'
import type { Description } from './descriptions'

type Values = Readonly<Record<string, unknown>>

export interface DescribedRow extends Row {
  readonly type: string
  /** Below the product's base. */
  readonly path: string
  /** By the names of the description; what is not there is null, or no. Of people they are looked up when they are asked for. */
  readonly values: Values | ((asker: Asker) => Values)
  /** Where it leads, by edge or relationship, and under any other name what it belongs to. */
  readonly to: Readonly<Record<string, DescribedRow | DescribedRow[] | null>>
}

export interface Place {
  readonly under: DescribedRow
  readonly as: string
}

/** What a church keeps in one product. */
export interface Shelf {
  /** Under another row where its type has no collection of its own. */
  add(type: string, values: DescribedRow['values'], to?: DescribedRow['to'], place?: Place): DescribedRow
  person(record: PersonRecord): DescribedRow
  rows(type: string): readonly DescribedRow[]
}

const FIRST_ID = 70_001

export function createShelf({ types }: Description, firstId = FIRST_ID): Shelf {
  const rows = new Map<string, DescribedRow[]>()
  const people = new Map<string, DescribedRow>()
  let nextId = firstId
  const homeOf = (type: string) => Object.entries(types['Organization']?.edges ?? {}).find(([, edge]) => edge.many && edge.to === type)?.[0]

  const put = (row: DescribedRow) => {
    const ofType = rows.get(row.type) ?? []
    rows.set(row.type, ofType)
    ofType.push(row)
    return row
  }
  return {
    add(type, values, to = {}, place) {
      const id = String(nextId++)
      const home = homeOf(type)
      if (home === undefined && !place) throw new Error(`${type} has no collection of its own: under what does it lie?`)
      return put({ id, type, path: home !== undefined ? `/${home}/${id}` : `${place?.under.path}/${place?.as}/${id}`, values, to })
    },
    person(record) {
      const known = people.get(record.id)
      if (known) return known
      const row = put({ id: record.id, type: 'Person', path: `/people/${record.id}`, values: asker => personValues(record.id, asker), to: {} })
      people.set(record.id, row)
      return row
    },
    rows: type => rows.get(type) ?? [],
  }
}

/** As every product shows somebody, each what it has a name for. */
function personValues(id: string, { church, avatarUrl }: Asker): Values {
  const person = church.people.get(id)
  if (!person) return {}
  const name = `${person.firstName} ${person.lastName}`
  const initials = `${person.firstName.slice(0, 1)}${person.lastName.slice(0, 1)}`.replace(/[^A-Za-z]/g, 'X')
  const picture = person.photoToken === null ? `${avatarUrl}/uploads/initials/${initials}.png` : `${avatarUrl}/uploads/person/${id}-${person.photoToken}/avatar.1.png`
  return {
    first_name: person.firstName, last_name: person.lastName, name, full_name: name, middle_name: person.middleName,
    nickname: person.nickname, given_name: person.givenName, gender: person.gender, child: person.child, grade: person.grade,
    birthdate: person.birthdate, anniversary: person.anniversary, medical_notes: person.medicalNotes, status: person.status,
    site_administrator: person.siteAdministrator, passed_background_check: person.passedBackgroundCheck,
    avatar_url: picture, photo_url: picture, demographic_avatar_url: picture, addresses: [], email_addresses: [], phone_numbers: [],
    has_access: person.peoplePermissions !== null && person.peoplePermissions !== 'No access',
    created_at: person.createdAt, updated_at: person.updatedAt,
  }
}

export const valuesOf = ({ values }: DescribedRow, asker: Asker): Values => (typeof values === 'function' ? values(asker) : values)

/** Filled the first time that anybody asks; who has left the church is gone from every product. */
export function createShelves(fill: (description: Description, church: Church, now: number) => Shelf) {
  const shelves = new WeakMap<World, Map<string, Shelf>>()
  return (description: Description, { world, church }: Pick<Asker, 'world' | 'church'>): Shelf => {
    const ofWorld = shelves.get(world) ?? new Map<string, Shelf>()
    shelves.set(world, ofWorld)
    const name = `${church.id} ${description.product}`
    const shelf = ofWorld.get(name) ?? fill(description, church, world.clock.now())
    ofWorld.set(name, shelf)
    return shelf
  }
}
