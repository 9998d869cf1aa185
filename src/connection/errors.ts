/** One attempt at connecting a church ended here. The administrator's own sign-in stays as it is. */
export type ConnectionRefusedReason =
  | 'other-church' // the login that said yes belongs to another church
  | 'no-access' // that login may not open People
  | 'scope-missing' // … or was not asked for it
  | 'tabs-hidden' // … or is not shown every tab that was ticked
  | 'asker-gone' // who began it is signed in no more, or is somebody else by now
  | 'not-administrator' // … or is no Organization Administrator any more
  | 'leaving' // the former copy is still being deleted
  | 'tabs-not-lent' // the church is connected, with a login that is not shown every tab that was ticked now
  | 'nothing-chosen' // another administrator connected or disconnected meanwhile

export class ConnectionRefused extends Error {
  override readonly name = 'ConnectionRefused'
  /** By name: the tabs, or the other church. */
  readonly named: string[]

  constructor(
    readonly reason: ConnectionRefusedReason,
    details: { named?: string[]; cause?: unknown } = {},
  ) {
    super(`connection refused: ${reason}`, { cause: details.cause })
    this.named = details.named ?? []
  }
}

/** Why a church's copy cannot be brought up to date, when it is not Planning Center that says so. */
export class ConnectionTrouble extends Error {
  override readonly name = 'ConnectionTrouble'
  constructor(
    readonly reason: 'not-connected' | 'no-access' | 'tabs-hidden' | 'many-refused',
    readonly named: string[] = [],
  ) {
    super(`connection trouble: ${reason}`)
  }
}
