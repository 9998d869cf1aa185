import type { World } from '../world/world'
import type { Application } from './application'
import type { Codes } from './codes'
import type { Identity } from './identity'
import type { RotationMode, Tokens } from './tokens'

/** What the OAuth endpoints share. */
export interface Authority {
  readonly world: World
  readonly application: Application
  readonly tokens: Tokens
  readonly codes: Codes
  readonly identity: Identity
  /** Whatever opens something, for those who look whether it turned up where it must not. */
  readonly secrets: Set<string>
  readonly issuer: () => string
  readonly rules: { rotation: RotationMode; invalidGrantStatus: 400 | 401 }
}
