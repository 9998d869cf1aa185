import type { Call } from './calls'
import type { Fault, FaultInForce } from './faults'
import type { RotationMode, Who } from './oauth/tokens'
import type { RateRules } from './rate-limits'
import type { Churn, Clock, World } from './world/world'
import type { setPermission } from './world/world'

export interface SandboxOptions {
  port?: number
  host?: string
  people?: number
  redirectUris: string[]
  clock?: Clock
  clientId?: string
  clientSecret?: string
  /** Refuses every request for people that does not name its fields. */
  requireFields?: boolean
  /** Lets `webhooks` be asked for, which Planning Center documents and does not list. */
  takesWebhooksScope?: boolean
  rotation?: RotationMode
  invalidGrantStatus?: 400 | 401
}

export type PermissionChange = Parameters<typeof setPermission>[2]

export interface Sandbox {
  /** Where it listens, or what it was told to call itself. */
  readonly url: string
  readonly avatarUrl: string
  readonly clientId: string
  readonly clientSecret: string
  readonly world: World
  /** Every request to Planning Center in the order of arrival. */
  readonly calls: Call[]
  /** Everything it ever handed out, or was shown, that opens something: tokens, codes, verifiers. */
  readonly secrets: ReadonlySet<string>
  /** Behind a proxy it is reached, and therefore names itself, by the proxy's address. */
  callItself(url: string): void
  setRotation(mode: RotationMode): void
  setInvalidGrantStatus(status: 400 | 401): void
  addRedirectUri(uri: string): void
  addFault(fault: Fault): FaultInForce
  clearFaults(): void
  /** The two hours are over: 401 BABOON. */
  expireAccessTokens(who?: Who): void
  /** The user disconnects the application: 401 CAPUCHIN, invalid_grant. */
  revokeGrants(who?: Who): void
  /** 401 FLAMINGO. */
  deletePerson(who: Who): void
  /** 401 LEMMING. */
  deleteChurch(churchId: string): void
  /** 401 CHINCHILLA, invalid_client. */
  deleteApplication(): void
  setPermission(who: Who, change: PermissionChange): void
  /** Another application spends this user's rate limit. */
  spend(who: Who, requests: number): void
  setRateLimit(rules: Partial<RateRules>): void
  /** What goes on in a church (First Church unless another is named) while somebody reads it. */
  churn(churchId?: string): Churn
  /** Collections show new, changed and deleted records only this long afterwards; a single record is always up to date. */
  setReplicaLag(milliseconds: number): void
  /** How long it takes from now on until a list that is being refreshed has been; Infinity: it never is. */
  setListRunTime(milliseconds: number): void
  /** Called before each request to the API is answered, after it was counted: to change the church between two pages, or to hold an answer. */
  beforeAnswer(act: (call: Call) => void | Promise<void>): { remove(): void }
  liveTokens(): { access: number; refresh: number }
  close(): Promise<void>
}
