import { calendarDay, count } from '../web/format'
import { fieldValue, type Badge, type Field, type FieldValue, type Link, type Page } from '../web/page'
import { contactRows } from './contact-rows'
import type { CustomTab } from './custom-fields'
import { CHILD_NOTE, deceased, hasDied, householdLine, personHref, picture, type Look } from './person-lines'
import { birthdayWords, dayIn, isDay, yearsMarried, type Day } from './life'
import type { Person } from './person'

/** Somebody rings: the number first, the household next, and nothing one should not say aloud. */
export function personPage(person: Person, look: Look & { seesEveryTab: boolean }): Page {
  const today = dayIn(person.timeZone, look.now)
  const contact = contactRows(person)
  return {
    view: 'directory/person',
    title: person.name,
    paper: { counted: '', timeZone: person.timeZone },
    otherName: otherName(person),
    avatar: picture(person, look),
    standing: [person.membership, person.campus].filter((words): words is string => Boolean(words)),
    badges: badgesOf(person),
    notice: noticeOf(person),
    contact,
    missing: missingContact(person),
    households: person.households.map(({ id, name, people }) => ({
      id: `household-${id}`,
      name,
      href: `/households/${encodeURIComponent(id)}`,
      people: people.map((one) => ({ ...householdLine(one, { ...look, today, except: person.id }), ...(one.id === person.id && hasDied(person) && { badges: [deceased] }) })),
    })),
    childNote: person.child || person.households.some(({ people }) => people.some(({ child }) => child)) ? CHILD_NOTE : '',
    about: aboutFields(person, today),
    tabs: person.customTabs.map(tabFields),
    noFields: person.customTabs.length > 0 ? '' : look.seesEveryTab ? 'None is filled in.' : 'None is filled in that you may see.',
    whyTabs: look.seesEveryTab ? '' : WHY_TABS,
    lists: { href: `${personHref(person)}/lists`, text: 'Look through the lists' },
    planningCenter: planningCenterLink(person),
  }
}

const WHY_TABS =
  'There may be more: some fields are shown only to those who have the permission “People: Manager”. An Organization Administrator of your church can give it.'

export function planningCenterLink({ planningCenterUrl }: Pick<Person, 'planningCenterUrl'>): Link | null {
  return planningCenterUrl ? { href: planningCenterUrl, text: 'Open in Planning Center' } : null
}

/** The nickname, or what it stands for: Planning Center puts it into the name itself when there is one. */
function otherName({ name, nickname, firstName }: Person): string {
  if (nickname && !name.includes(nickname)) return `“${nickname}”`
  return nickname && firstName && firstName !== nickname ? `(${firstName})` : ''
}

function badgesOf(person: Person): Badge[] {
  const badges: Badge[] = []
  if (person.child) badges.push({ text: 'child', tone: 'plain' })
  if (hasDied(person)) badges.push(deceased)
  else if (person.status !== 'active') badges.push({ text: person.status, tone: 'warn' })
  const directory = DIRECTORY_WORDS.get(person.directoryStatus ?? '')
  if (directory && !hasDied(person)) badges.push({ text: directory, tone: 'warn' })
  return badges
}

/** `has_access` needs no words: numbers and addresses may be passed on as the directory shows them. */
const DIRECTORY_WORDS = new Map([
  ['no_access', 'Not shared in the church directory'],
  ['pending', 'Not yet shared in the church directory'],
])

function noticeOf(person: Person): string {
  if (person.status === 'active') return ''
  const since = person.inactiveSince && Number.isFinite(Date.parse(person.inactiveSince)) ? dayIn(person.timeZone, Date.parse(person.inactiveSince)) : null
  if (hasDied(person)) return `Marked as deceased in Planning Center${since ? ` on ${calendarDay(since)}` : ''}. Please look at the household before you call or write.`
  const why = person.inactiveReason ? `: ${person.inactiveReason}` : ''
  return person.status === 'inactive' ? `Not active${since ? ` since ${calendarDay(since)}` : ''}${why}.` : ''
}

function missingContact({ phones, emails, addresses }: Person): string {
  const kinds = [phones.length === 0 && 'phone number', emails.length === 0 && 'e-mail', addresses.length === 0 && 'address'].filter((kind) => kind !== false)
  if (kinds.length === 0) return ''
  return `Planning Center has no ${kinds.join(', no ').replace(/, (no \S+( \S+)?)$/, ' and $1')} for this person, or does not show it to you.`
}

function aboutFields(person: Person, today: Day): Field[] {
  return [
    field('Full name', person.fullName === person.name ? null : person.fullName),
    birthdayField(person, today),
    anniversaryField(person, today),
    field('Marital status', person.maritalStatus),
    field('Membership', person.membership),
    field('Campus', person.campus),
    field('Grade', person.child && person.grade !== null ? gradeWords(person.grade) : null),
  ].filter((one) => one !== null)
}

function birthdayField(person: Person, today: Day): Field | null {
  const words = isDay(person.birthdate) ? birthdayWords(today, person.birthdate) : null
  if (!words) return person.child ? { name: 'Birthday', values: [fieldValue('Not known', { quiet: true })] } : null
  if (hasDied(person)) return field('Born', words.day)
  return { name: 'Birthday', values: [withNotes(words.day, words.notes)] }
}

/** Years are counted only for those who are still married: a number would hurt where one of the two is alone. */
function anniversaryField(person: Person, today: Day): Field | null {
  if (!isDay(person.anniversary)) return null
  const day = calendarDay(person.anniversary)
  const isOver = hasDied(person) || (person.maritalStatus !== null && !/\bmarried\b/i.test(person.maritalStatus))
  if (isOver) return field('Wedding day', day)
  const years = yearsMarried(today, person.anniversary)
  return { name: 'Anniversary', values: [withNotes(day, years ? [count(years, 'year', 'years')] : [])] }
}

const withNotes = (text: string, notes: string[]): FieldValue => fieldValue(text, notes.length > 0 ? { note: notes.join(' · ') } : {})

/** As American schools count, and Planning Center with them: -1 and 0 are the years before the first. */
const gradeWords = (grade: number) => (grade < 0 ? 'Pre-kindergarten' : grade === 0 ? 'Kindergarten' : String(grade))

function tabFields({ name, fields }: CustomTab) {
  const toField = ({ name: title, values }: CustomTab['fields'][number]): Field => ({
    name: title,
    values: values.map((value) => ({ ...fieldValue(''), lines: value.split(/\r?\n/) })),
  })
  return { name, fields: fields.map(toField) }
}

function field(name: string, value: string | null): Field | null {
  return value ? { name, values: [fieldValue(value)] } : null
}

/** Deleted there, or hidden from who is asking: Planning Center gives the same answer to both. */
export function personGonePage(): Page {
  return {
    view: 'directory/person-gone',
    title: 'This person is not to be found',
    happened: 'Whoever it was has been removed from Planning Center, or is no longer shown to you.',
    advice: 'If you know the name, look for it: the profile may have been made anew.',
    action: { href: '/people', text: 'Look for the person by name' },
  }
}

