// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.
import type { Api } from './api'
import type { Calendar } from './calendar'
import type { CheckIns } from './check-ins'
import type { Current } from './current'
import type { Giving } from './giving'
import type { Groups } from './groups'
import type { People } from './people'
import type { Publishing } from './publishing'
import type { Registrations } from './registrations'
import type { Services } from './services'
import type { Webhooks } from './webhooks'

export interface Products {
  api: Api
  calendar: Calendar
  'check-ins': CheckIns
  current: Current
  giving: Giving
  groups: Groups
  people: People
  publishing: Publishing
  registrations: Registrations
  services: Services
  webhooks: Webhooks
}
