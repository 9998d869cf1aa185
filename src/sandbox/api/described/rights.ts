import { hasLevel, type Asker } from '../graph/asker'
import type { ProductName } from './descriptions'
import type { DescribedRow } from './shelf'

/**
 * Who has which product is decided in each of them, and is not known from People. In the sample church whoever edits
 * people has the office's products, whoever sees them serves and meets in groups, and the administrator alone was given
 * Giving and Check-Ins.
 */
const ENTER: Readonly<Record<ProductName, (asker: Asker) => boolean>> = {
  api: asker => hasLevel(asker, 'Viewer'),
  calendar: asker => hasLevel(asker, 'Editor'),
  'check-ins': ({ person }) => person.siteAdministrator,
  giving: ({ person }) => person.siteAdministrator,
  groups: asker => hasLevel(asker, 'Viewer'),
  publishing: asker => hasLevel(asker, 'Editor'),
  registrations: asker => hasLevel(asker, 'Editor'),
  services: asker => hasLevel(asker, 'Viewer'),
  webhooks: asker => hasLevel(asker, 'Viewer'),
}

/** Without it the whole product answers 401 TRASH_PANDA. */
export const mayEnter = (product: ProductName, asker: Asker) => ENTER[product](asker)

/** Within a product, what only administrators may read answers 403. */
export const mayRead = (product: ProductName, { person }: Asker) => (product !== 'api' && product !== 'webhooks') || person.siteAdministrator

/** Who has left the church is in no product any more. Groups leaves out what somebody may not see, instead of refusing it. */
export function shows(product: ProductName, { type, id, to }: DescribedRow, asker: Asker): boolean {
  if (type === 'Person') return asker.church.people.has(id)
  if (product !== 'groups' || type !== 'Group' || hasLevel(asker, 'Editor')) return true
  return [to['leaders_and_members']].flat().some(member => member?.id === asker.person.id)
}
