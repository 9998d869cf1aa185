import { avatar, count, mailLink, range, telephoneLink } from '../web/format'
import { fieldValue, type Badge, type BlankSlate, type Field, type FieldValue, type Link } from '../web/page'
import type { Page, Pagination } from '../web/page'
import type { PersonDetails, PersonSummary } from './people'

interface Found {
  people: PersonSummary[]
  total: number
  offset: number
  perPage: number
  search: string
}

export function peoplePage(found: Found): Page {
  const isEmpty = found.people.length === 0
  return {
    view: 'directory/people',
    title: 'People',
    search: found.search,
    counted: isEmpty ? '' : counted(found),
    everyone: found.search && !isEmpty ? everyone : null,
    people: found.people.map(personLine),
    blank: isEmpty ? nobody(found) : null,
    pagination: pagination(found),
  }
}

const everyone: Link = { href: '/people', text: 'Show everyone' }

function counted({ total, search }: Found): string {
  const people = count(total, 'active person', 'active people')
  return search ? `${people} found for “${search}”` : people
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
      text: 'Planning Center shows you no active people. As soon as somebody is added there, you find them here.',
      action: null,
    }
  }
  return {
    title: `Nobody found for “${search}”`,
    text: 'Foyer looked among active people. Try only a part of the name, another spelling, or the phone number.',
    action: everyone,
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

function contactFields({ phones, emails, addresses }: PersonDetails): Field[] {
  const fields = [
    { name: 'Phone', values: phones.filter(({ number }) => number).map(phoneValue) },
    { name: 'E-mail', values: emails.map(emailValue) },
    { name: 'Address', values: addresses.map(({ lines, location }) => ({ ...fieldValue('', { note: location }), lines })) },
  ]
  return fields.filter(({ values }) => values.length > 0)
}

function phoneValue({ number, location }: PersonDetails['phones'][number]): FieldValue {
  return fieldValue(number, { href: telephoneLink(number), note: location, unbroken: true })
}

function emailValue({ address, location, blocked: isBlocked }: PersonDetails['emails'][number]): FieldValue {
  return fieldValue(address, { href: mailLink(address), note: location, badges: isBlocked ? [blocked] : [] })
}
