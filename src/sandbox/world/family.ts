import type { Sketch } from './enrolment'
import type { Home } from './households'

export interface Family {
  readonly home?: Home
  /** The first is the household's primary contact. A key names a person whom lists, logins or fields speak of. */
  readonly members: readonly (Sketch & { readonly key?: string })[]
}

export const cedarFalls = { city: 'Cedar Falls', state: 'IA', zip: '50613' }
export const waterloo = { city: 'Waterloo', state: 'IA', zip: '50701' }
