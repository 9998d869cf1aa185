import { avatar, mailLink, telephoneLink } from '../web/format'
import type { Avatar, Badge, Link } from '../web/page'
import type { Email, Phone } from './contacts'
import type { HouseholdPerson } from './households'
import { ageText, type Day } from './life'

/** What pages about people need to know of the moment and of who looks. */
export interface Look {
  now: number
  /** Where a page finds a photo; null for whom there is none. */
  photo: (avatarUrl: string | null) => string | null
}

export interface PersonLine {
  name: string
  /** Null for the person whose page it is. */
  href: string | null
  avatar: Avatar & { src: string | null }
  words: string
  badges: Badge[]
  phone: Link | null
  email: Link | null
  hasContact: boolean
}

/** Stands wherever a child is listed: who looks after children must not take Foyer's silence for "nothing known". */
export const CHILD_NOTE = 'Foyer holds no medical notes or allergies. Check Planning Center.'

export const personHref = ({ id }: { id: string }) => `/people/${encodeURIComponent(id)}`

export function picture({ name, avatarUrl }: { name: string; avatarUrl: string | null }, { photo }: Look): PersonLine['avatar'] {
  return { ...avatar(name), src: photo(avatarUrl) }
}

export function householdLine(person: HouseholdPerson, look: Look & { today: Day; except?: string }): PersonLine {
  return {
    name: person.name,
    href: person.id === look.except ? null : personHref(person),
    avatar: picture(person, look),
    words: [roleWords(person, look.today), contactWords(person)].filter(Boolean).join(' · '),
    badges: person.status === 'active' ? [] : [{ text: person.status, tone: 'plain' }],
    ...contactLinks(null, null),
  }
}

export function contactLinks(phone: Phone | null | undefined, email: Email | null | undefined): Pick<PersonLine, 'phone' | 'email' | 'hasContact'> {
  return {
    phone: phone ? { href: telephoneLink(phone.dialled), text: phone.number } : null,
    email: email ? { href: mailLink(email.address), text: email.address } : null,
    hasContact: Boolean(phone ?? email),
  }
}

export const contactWords = ({ isPrimaryContact }: HouseholdPerson) => (isPrimaryContact ? 'primary contact' : '')

/** Ages of children only: nobody needs the others' on a screen that stands open in the office. */
export function roleWords({ child, birthdate }: HouseholdPerson, today: Day): string {
  const age = child ? ageText(today, birthdate) : null
  return [child ? 'child' : 'adult', age].filter(Boolean).join(', ')
}

export const deceased: Badge = { text: 'deceased', tone: 'plain' }

/** Planning Center marks who has died by the reason why a profile is inactive. */
export function hasDied({ status, inactiveReason }: { status: string; inactiveReason: string | null }): boolean {
  return status !== 'active' && /\b(deceased|died|dead|passed away|death)\b/i.test(inactiveReason ?? '')
}
