import api from './descriptions/api.json'
import calendar from './descriptions/calendar.json'
import checkIns from './descriptions/check-ins.json'
import giving from './descriptions/giving.json'
import groups from './descriptions/groups.json'
import publishing from './descriptions/publishing.json'
import registrations from './descriptions/registrations.json'
import services from './descriptions/services.json'
import webhooks from './descriptions/webhooks.json'
import type { Kind } from '../graph/resource'

export interface DescribedEdge {
  readonly to: string
  readonly many: boolean
  readonly filters?: readonly string[]
}

export interface DescribedType {
  readonly attributes?: Readonly<Record<string, Kind>>
  readonly relationships?: Readonly<Record<string, { readonly to: string; readonly many: boolean }>>
  readonly edges?: Readonly<Record<string, DescribedEdge>>
  readonly include?: readonly string[]
  readonly order?: readonly string[]
  readonly where?: Readonly<Record<string, Kind>>
}

/** A product as Planning Center's own OpenAPI document tells it. */
export interface Description {
  readonly product: ProductName
  readonly base: string
  readonly version: string
  readonly types: Readonly<Record<string, DescribedType>>
}

export type ProductName = 'api' | 'calendar' | 'check-ins' | 'giving' | 'groups' | 'publishing' | 'registrations' | 'services' | 'webhooks'

export const descriptions = [api, calendar, checkIns, giving, groups, publishing, registrations, services, webhooks] as readonly object[] as readonly Description[]
