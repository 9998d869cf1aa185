import { placeAt, type AnyPlace } from './asking'
import { descriptions, withoutIds, type Product } from './descriptions'
import type { Asked } from './questions'
import { collectionShape, singleShape, type Collection, type Single } from './json-api'
import { refuse } from './answers'
import { greet as greetAt, type Greeting } from './greeting'
import { lookAt, type Look, type Seen } from './looking'
import { createTransport, type Caller, type TransportSettings } from './transport'

/** What Foyer itself reads by paths of its own. */
type Untyped = 'people' | 'current'

/** Asking as one person: every answer holds what Planning Center lets that person see. */
export interface PlanningCenterClient {
  /** Any product by its description: what it does not have does not compile. See docs/client.md. */
  ask<Name extends Product>(product: Name): Asked<Name>
  /** @throws PlanningCenterError, and whatever the token source throws */
  list(path: `/${Untyped}/v2/${string}`, query?: Record<string, string>): Promise<Collection>
  get(path: `/${Untyped}/v2/${string}`, query?: Record<string, string>): Promise<Single>
  /** The answer itself, refusals among them: to look around with. */
  look(look: Look): Promise<Seen>
  /** The one thing Foyer ever changes. Resolves when Planning Center has begun; it is done when the list's `refreshed_at` moves. */
  refreshList(id: string): Promise<void>
}

export interface PlanningCenter {
  /** A client for one request of one visitor; it is never shared or kept. */
  as(caller: Caller): PlanningCenterClient
}

export function createPlanningCenter(settings: TransportSettings): PlanningCenter {
  const request = createTransport(settings)

  return {
    as(caller) {
      type Query = Record<string, string>
      const read = async <Shape>(path: string, query: Query, shape: { safeParse(body: unknown): { success: true; data: Shape } | { success: false; error: unknown } }) => {
        const { version = '' } = (descriptions as Partial<typeof descriptions>)[path.split('/')[1] as Product] ?? {}
        const { body } = await request({ path, query, version }, caller)
        const parsed = shape.safeParse(body)
        if (!parsed.success) throw refuse('unreadable', `GET ${withoutIds(path)}`, { cause: parsed.error })
        return parsed.data
      }
      const list = (path: string, query: Query) => read(path, query, collectionShape)
      const get = (path: string, query: Query) => read(path, query, singleShape)
      return {
        ask: <Name extends Product>(product: Name) =>
          placeAt({ list, get, deadline: caller.deadline }, descriptions[product], descriptions[product].base, 'Organization') as AnyPlace & Asked<Name>,
        list: async (path, query = {}) => list(namingItsFields(path, query), query),
        get: async (path, query = {}) => get(namingItsFields(path, query), query),
        look: (look) => lookAt(look, { url: settings.url, ask: (asked) => request(asked, caller) }),
        refreshList: async (id) => void (await request({ method: 'POST', path: `/people/v2/lists/${id}/run`, version: descriptions.people.version }, caller)),
      }
    },
  }
}

/** Of the People product, what brings no Person as long as nothing is included. */
const WITHOUT_PEOPLE =
  /^\/people\/v2(\/(campuses|emails|phone_numbers|addresses|lists|list_categories|membership_types|marital_statuses|inactive_reasons|name_prefixes|name_suffixes|tabs|field_definitions|field_data|households|person_mergers)(\/\d+)?(\/(field_definitions|household_memberships|list_results|shares))?)?$/

/** A Person without named fields arrives with medical notes and background checks: those are never fetched. */
function namingItsFields(path: string, query: Record<string, string>): string {
  if (/[?#%]/.test(path)) throw new Error('name fields[Person], and all else, in the query and not in the path')
  const mayBringPeople = path.startsWith('/people/') && (!WITHOUT_PEOPLE.test(path) || query['include'])
  if (mayBringPeople && !query['fields[Person]']) throw new Error(`name fields[Person] for ${withoutIds(path)}`)
  return path
}

export { descriptions, mustNameFields, type Description, type Kind, type Product, type Scope, type TypeDescription } from './descriptions'
export type { Found, Page, Place } from './questions'
export { typesOn, type Question } from './asking'
export { spotAt, type Look, type Seen, type Spot, type Step } from './looking'
/** A first word with Planning Center, at the version Foyer was written for, and with nobody's token. */
export const greet = (settings: { url: string; userAgent: string; timeoutMs: number; clock: { now(): number } }): Promise<Greeting> => greetAt({ ...settings, version: PEOPLE_VERSION })

/** Which day's form of the People product Foyer reads. */
export const PEOPLE_VERSION = descriptions.people.version

export type { Greeting } from './greeting'
export { PlanningCenterError, type PlanningCenterReason } from './errors'
export { related, type Collection, type Resource, type Single } from './json-api'
export { WRITES, type Allowance, type Caller, type TokenSource, type TransportWatch } from './transport'
