import type { PrivateFields } from '../audit/audit'
import { descriptions, mustNameFields, typesOn, type Description, type Question, type Spot, type TypeDescription } from '../planning-center'

/** What is left out of every answer unless somebody ticks it; then it is written down that they did. */
export type PrivateKind = PrivateFields

/** `Type.field`, in any product; a star for any type, or for whatever a type has. */
const FIELDS: Record<PrivateKind, readonly string[]> = {
  // What an import changed, or would have, is whole profiles.
  'medical-notes': ['*.medical_notes', 'PeopleImportConflict.data', 'PeopleImportConflict.conflicting_changes', 'PeopleImportHistory.conflicting_changes'],
  'background-checks': ['*.passed_background_check', 'BackgroundCheck.*', 'PlanImportMetadata.any_plan_people_missing_background_check'],
  notes: [
    ...['Note.note', 'Note.body', 'Note.display_date', 'EventNote.body', 'WorkflowCardNote.note', 'WorkflowCardActivity.comment', 'WorkflowCardActivity.content', 'WorkflowCardActivity.subject'],
    ...['WorkflowCardActivity.attachments_meta', 'WorkflowCardActivity.attachments_urls', 'WorkflowCardActivity.form_submission_url', 'FormSubmissionValue.*', 'GroupApplication.message'],
    ...['Person.notes', 'PlanPerson.notes', 'PlanPerson.decline_reason', 'Schedule.decline_reason', 'Blockout.reason', 'Blockout.description', 'BlockoutDate.reason'],
    ...['InKindDonation.internal_notes', 'Message.subject', 'Message.file', 'MessageGroup.subject', 'EmailTemplateRenderedResponse.subject', 'EmailTemplateRenderedResponse.body'],
  ],
  payloads: ['Event.payload', 'Delivery.request_body', 'Delivery.response_body', 'Delivery.request_headers', 'Delivery.response_headers'],
}

export const PRIVATE_WORDS: Record<PrivateKind, string> = {
  'medical-notes': 'Medical notes',
  'background-checks': 'Background checks',
  notes: 'Notes about people, and what people wrote',
  payloads: 'What was sent to other applications',
}

/** They open something: a calendar, an account, a child's way home. Nobody is shown them here. */
const NEVER = [
  ...['Organization.secret', 'Person.ical_code', 'Person.stripe_account_identifier', 'Person.stripe_customer_identifier', 'Person.login_identifier', 'SongbookStatus.status_token', 'Chat.payload'],
  ...['WebhookSubscription.authenticity_secret', 'Event.integration_key', 'CheckIn.security_code', 'Pass.code'],
]

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

const NOTHING_TICKED: ReadonlySet<PrivateKind> = new Set()

/** What the answer of a question about this type can hold; null where nothing need be said because it has nothing to leave out. */
export function fieldsToName(type: string, ticked: ReadonlySet<PrivateKind>, description: Description): string[] | null {
  const all = fieldsOf(description.types[type])
  const isOpen = all.every((field) => mayAsk(type, field, NOTHING_TICKED)) && !mustNameFields(type, description)
  return isOpen ? null : all.filter((field) => mayAsk(type, field, ticked))
}

export const fieldsOf = (described: TypeDescription | undefined) => [...Object.keys(described?.attributes ?? {}), ...Object.keys(described?.relationships ?? {})]

/** The kinds of which types have anything: what can be ticked. */
export const kindsAmong = (types: readonly string[], { types: described }: Description): PrivateKind[] =>
  PRIVATE_KINDS.filter((kind) => types.some((type) => fieldsOf(described[type]).some((field) => kindOf(type, field) === kind)))

/** Of what a question asks, and of whatever comes along with it: what is left out is left out there, too. */
export const typesOf = ({ spot, include }: { spot: Spot; include: readonly string[] }): string[] => [
  ...new Set([spot.type, ...include.flatMap((path) => typesOn(path, spot.type, descriptions[spot.product]) ?? [])]),
]

interface AskedOf {
  spot: Pick<Spot, 'type'>
  question: Pick<Question, 'fields' | 'where' | 'order' | 'filter'>
  ticked: ReadonlySet<PrivateKind>
}

/** What a question wants to know of what is left out otherwise: to see it, or to find by it, which tells as much. */
export function kindsAsked({ spot, question: { fields = {}, where = {}, order = [], filter = [] }, ticked }: AskedOf): PrivateKind[] {
  const searched = [...Object.keys(where), ...[order].flat().map((key) => key.replace(/^-/, ''))].map((name) => kindOf(spot.type, name))
  const seen = Object.entries(fields).flatMap(([type, names]) => names.map((name) => kindOf(type, name)))
  const asked = new Set([...searched, ...seen, ...(filter.length > 0 && !mayFilter(spot.type, NOTHING_TICKED) ? ['background-checks'] : [])])
  return [...ticked].filter((kind) => asked.has(kind))
}

/** At another version, or under another name of its type, something may come that was not asked for: it goes no further. */
export function withoutPrivate(body: unknown, ticked: ReadonlySet<PrivateKind>, { types }: Description): unknown {
  if (!isRecord(body)) return body
  const each = (part: unknown) => (Array.isArray(part) ? part.map(shown) : shown(part))
  return { ...body, ...('data' in body && { data: each(body['data']) }), ...('included' in body && { included: each(body['included']) }) }

  function shown(part: unknown): unknown {
    if (!isRecord(part)) return part
    const type = String(part['type'])
    const may = (field: string) => mayAsk(type, field, ticked) && (Object.hasOwn(types, type) || !isPrivateAnywhere(field))
    const kept = (fields: unknown) => (isRecord(fields) ? Object.fromEntries(Object.entries(fields).filter(([field]) => may(field))) : fields)
    return { ...part, ...('attributes' in part && { attributes: kept(part['attributes']) }), ...('relationships' in part && { relationships: kept(part['relationships']) }) }
  }
}

const isPrivateAnywhere = (field: string) => [...Object.values(FIELDS).flat(), ...NEVER].some((pattern) => pattern.endsWith(`.${field}`))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
