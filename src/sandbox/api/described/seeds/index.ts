import type { Church } from '../../../world/world'
import type { Description, ProductName } from '../descriptions'
import { createShelf, type Shelf } from '../shelf'
import { sowCalendar } from './calendar'
import { sowCheckIns } from './check-ins'
import { sowGiving } from './giving'
import { sowGroups } from './groups'
import { sowServices } from './services'
import { sowApi, sowPublishing, sowRegistrations, sowWebhooks } from './smaller'
import { sowing, type Sowing } from './sowing'

const SOW: Readonly<Record<ProductName, (sowing: Sowing) => void>> = {
  api: sowApi,
  calendar: sowCalendar,
  'check-ins': sowCheckIns,
  giving: sowGiving,
  groups: sowGroups,
  publishing: sowPublishing,
  registrations: sowRegistrations,
  services: sowServices,
  webhooks: sowWebhooks,
}

/** The main collections of a product, about the church's own people and around its own Sundays; all else is there, and empty. */
export function fill(description: Description, church: Church, now: number): Shelf {
  const shelf = createShelf(description)
  SOW[description.product](sowing(shelf, church, now))
  return shelf
}
