import { descriptions, type Product, type Scope } from '../planning-center'
import type { Visitor } from '../auth/visitor'
import type { Config } from '../config'

/** In the order of Planning Center's own list; the words are ours. */
export const PRODUCTS: readonly { product: Product; name: string; about: string }[] = [
  { product: 'people', name: 'People', about: 'Everybody’s profile, households, lists, forms and workflows' },
  { product: 'services', name: 'Services', about: 'Plans, teams, songs and who serves' },
  { product: 'groups', name: 'Groups', about: 'Groups, who is in them, and their events' },
  { product: 'check-ins', name: 'Check-Ins', about: 'Who came to what, and where' },
  { product: 'calendar', name: 'Calendar', about: 'Events, rooms and resources' },
  { product: 'giving', name: 'Giving', about: 'Donations, funds, batches and pledges' },
  { product: 'registrations', name: 'Registrations', about: 'Sign-ups for events, and who has signed up' },
  { product: 'publishing', name: 'Publishing', about: 'Sermons: channels, series and episodes' },
  { product: 'webhooks', name: 'Webhooks', about: 'What Planning Center can tell other applications by itself' },
  { product: 'api', name: 'API', about: 'Which applications this church has let in' },
  { product: 'current', name: 'Current', about: 'Who one is, and in which church' },
]

export const nameOf = (product: Product) => PRODUCTS.find((one) => one.product === product)?.name ?? product

/** Whether Foyer may use a product for whoever looks, and the way to it. */
export type Standing =
  | { may: true }
  /** They can let it, at Planning Center. */
  | { may: false; href: string }
  /** Foyer's settings do not ask for it. */
  | { may: false; href: null; scope: Scope }

interface Asked {
  scopes: readonly string[]
  config: Pick<Config, 'planningCenter'>
  /** Where to come back to. */
  returnTo: string
}

export function standingOf(product: Product, { scopes, config, returnTo }: Asked): Standing {
  const { scope } = descriptions[product]
  if (scope === null || scopes.includes(scope)) return { may: true }
  const { planningCenter } = config
  if (!planningCenter.explorerScopes.includes(scope) && !planningCenter.scopes.includes(scope)) return { may: false, href: null, scope }
  return { may: false, href: consentUrl([scope], { scopes, config, returnTo }) }
}

/** Planning Center asks for one product more, and for what was let in before: a new pass takes the place of the old one. */
export function consentUrl(wanted: readonly string[], { scopes, config, returnTo }: Asked): string {
  const also = config.planningCenter.explorerScopes.filter((scope) => wanted.includes(scope) || scopes.includes(scope))
  return `/login?again=1&also=${encodeURIComponent(also.join(' '))}&return_to=${encodeURIComponent(returnTo)}`
}

export const scopesOf = (visitor: Visitor) => visitor.scopes ?? []
