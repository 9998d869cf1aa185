import { avatar, count, mailLink, range, telephoneLink } from '../web/format'
import { fieldValue, type Badge, type BlankSlate, type Field, type Link, type Page, type Pagination } from '../web/page'
import type { PersonDetails, PersonSummary } from './people'

interface Found {
  people: PersonSummary[]
  total: number
  offset: number
  perPage: number
  search: string
}

export function peoplePage(found: Found): Page {
  return {
    view: 'directory/people',
    title: 'People',
    search: found.search,
    counted: counted(found),
    everyone: found.search ? { href: '/people', text: 'Show everyone' } : null,
    people: found.people.map(personLine),
    blank: found.people.length === 0 ? nobody(found) : null,
    pagination: pagination(found),
  }
}

function counted({ total, search }: Found): string {
  if (!search) return count(total, 'person', 'people')
  return `${count(total, 'person', 'people')} found for “${search}”`
}

function personLine(person: PersonSummary) {
  return {
    name: person.name,
    href: personHref(person),
    avatar: avatar(person.name),
    badges: personBadges(person),
    membership: person.membership ?? '',
    phone: person.phone ? { href: telephoneLink(person.phone), text: person.phone } : null,
    email: person.email ? { href: mailLink(person.email.address), text: person.email.address } : null,
    emailBadges: person.email?.blocked ? [blocked] : [],
  }
}

const blocked: Badge = { text: 'blocked', tone: 'warn' }

function personHref(person: PersonSummary): string {
  return `/people/${encodeURIComponent(person.id)}`
}

function personBadges(person: PersonSummary): Badge[] {
  const badges: Badge[] = []
  if (person.child) badges.push({ text: 'child', tone: 'plain' })
  if (person.status !== 'active') badges.push({ text: person.status, tone: 'warn' })
  return badges
}

function nobody({ search }: Found): BlankSlate {
  if (!search) {
    return {
      title: 'Nobody here yet',
      text: 'Planning Center shows you no people. As soon as somebody is added there, you find them here.',
      action: null,
    }
  }
  return {
    title: `Nobody found for “${search}”`,
    text: 'Try only a part of the name, another spelling, or the last digits of the phone number.',
    action: { href: '/people', text: 'Show everyone' },
  }
}

function pagination({ people, total, offset, perPage, search }: Found): Pagination | null {
  if (people.length === 0 || total <= perPage) return null
  const page = Math.floor(offset / perPage) + 1
  const hasNext = offset + people.length < total
  return {
    range: range(offset + 1, offset + people.length, total),
    previous: page > 1 ? pageHref(page - 1, search) : null,
    next: hasNext ? pageHref(page + 1, search) : null,
  }
}

function pageHref(page: number, search: string): string {
  const query = new URLSearchParams({ ...(page > 1 && { page: String(page) }), ...(search && { q: search }) }).toString()
  return query ? `/people?${query}` : '/people'
}

export function personPage({ person }: { person: PersonDetails }): Page {
  const contact = contactFields(person)
  return {
    view: 'directory/person',
    title: person.name,
    avatar: avatar(person.name),
    nickname: person.nickname ? `“${person.nickname}”` : '',
    membership: person.membership ?? '',
    badges: personBadges(person),
    contact,
    blank: contact.length === 0 ? noContact : '',
    planningCenter: planningCenterLink(person),
  }
}

const noContact = 'Planning Center has no phone number, e-mail or address for this person, or does not show them to you.'

function planningCenterLink({ planningCenterUrl }: PersonDetails): Link | null {
  return planningCenterUrl ? { href: planningCenterUrl, text: 'Open in Planning Center' } : null
}

function contactFields(person: PersonDetails): Field[] {
  const phones = primaryFirst(person.phones).map((phone) =>
    fieldValue(phone.number, { href: telephoneLink(phone.number), note: phone.location, unbroken: true }),
  )
  const emails = primaryFirst(person.emails).map((email) =>
    fieldValue(email.address, { href: mailLink(email.address), note: email.location, badges: email.blocked ? [blocked] : [] }),
  )
  const addresses = primaryFirst(person.addresses).map((address) => ({ ...fieldValue('', { note: address.location }), lines: address.lines }))

  return [
    { name: 'Phone', values: phones },
    { name: 'E-mail', values: emails },
    { name: 'Address', values: addresses },
  ].filter(({ values }) => values.length > 0)
}

function primaryFirst<T extends { primary: boolean }>(entries: T[]): T[] {
  return [...entries].sort((a, b) => Number(b.primary) - Number(a.primary))
}
