import type { PrivateFields } from '../audit/audit'
import { descriptions, mustNameFields, type Description, type Question, type Spot, type TypeDescription } from '../planning-center'

/** What is left out of every answer unless somebody ticks it; then it is written down that they did. */
export type PrivateKind = PrivateFields

/** `Type.field`, in any product; a star for any type, or for whatever a type has. */
const FIELDS: Record<PrivateKind, readonly string[]> = {
  'medical-notes': ['*.medical_notes'],
  'background-checks': ['*.passed_background_check', 'BackgroundCheck.*', 'PlanImportMetadata.any_plan_people_missing_background_check'],
  notes: ['Note.note', 'Note.body', 'Note.display_date', 'WorkflowCardNote.note', 'Person.notes', 'PlanPerson.notes', 'PlanPerson.decline_reason', 'EventNote.body', 'InKindDonation.internal_notes', 'FormSubmissionValue.*', 'GroupApplication.message', 'Message.subject', 'Message.file'],
  payloads: ['Event.payload', 'Delivery.request_body', 'Delivery.response_body', 'Delivery.request_headers', 'Delivery.response_headers'],
}

export const PRIVATE_WORDS: Record<PrivateKind, string> = {
  'medical-notes': 'Medical notes',
  'background-checks': 'Background checks',
  notes: 'Notes about people, and what people wrote',
  payloads: 'What was sent to other applications',
}

/** They open something: a calendar, an account, a child's way home. Nobody is shown them here. */
const NEVER = ['Organization.secret', 'Person.ical_code', 'Person.stripe_account_identifier', 'Person.stripe_customer_identifier', 'Person.login_identifier', 'WebhookSubscription.authenticity_secret', 'SongbookStatus.status_token', 'CheckIn.security_code']

export const PRIVATE_KINDS = Object.keys(FIELDS) as PrivateKind[]

const names = (patterns: readonly string[], type: string, field: string) => patterns.some((pattern) => pattern === `${type}.${field}` || pattern === `*.${field}` || pattern === `${type}.*`)

export const kindOf = (type: string, field: string): PrivateKind | null => PRIVATE_KINDS.find((kind) => names(FIELDS[kind], type, field)) ?? null

/** Whether a field may be asked for, and so be searched and put in order by: who matches tells what it says. */
export function mayAsk(type: string, field: string, ticked: ReadonlySet<PrivateKind>): boolean {
  const kind = kindOf(type, field)
  return !names(NEVER, type, field) && (kind === null || ticked.has(kind))
}

/** Some named filters say of a background check what it found. */
export const mayFilter = (type: string, ticked: ReadonlySet<PrivateKind>) => type !== 'BackgroundCheck' || ticked.has('background-checks')

/** What the answer of a question about this type can hold; null where nothing need be said because nothing is left out. */
export function fieldsToName(type: string, ticked: ReadonlySet<PrivateKind>, description: Description): string[] | null {
  const all = fieldsOf(description.types[type])
  const asked = all.filter((field) => mayAsk(type, field, ticked))
  return asked.length === all.length && !mustNameFields(type, description) ? null : asked
}

export const fieldsOf = (described: TypeDescription | undefined) => [...Object.keys(described?.attributes ?? {}), ...Object.keys(described?.relationships ?? {})]

/** The kinds of which types have anything: what can be ticked. */
export const kindsAmong = (types: readonly string[], { types: described }: Description): PrivateKind[] =>
  PRIVATE_KINDS.filter((kind) => types.some((type) => fieldsOf(described[type]).some((field) => kindOf(type, field) === kind)))

/** Of what a question asks, and of whatever comes along with it: what is left out is left out there, too. */
export function typesOf({ spot, include }: { spot: Spot; include: readonly string[] }): string[] {
  const { types } = descriptions[spot.product]
  const reached = new Set([spot.type])
  for (const path of include) {
    let type = spot.type
    for (const name of path.split('.')) {
      type = types[type]?.edges?.[name]?.to ?? type
      reached.add(type)
    }
  }
  return [...reached]
}

/** What a question asks for of what is left out otherwise. */
export const kindsAsked = ({ question: { fields = {} }, ticked }: { question: Pick<Question, 'fields'>; ticked: ReadonlySet<PrivateKind> }): PrivateKind[] =>
  [...ticked].filter((kind) => Object.entries(fields).some(([type, names]) => names.some((name) => kindOf(type, name) === kind)))
