/** Why Planning Center did not begin to refresh a list, when the list itself is the reason. */
export type ListNotRefreshedReason =
  | 'not-managed' // whoever asked sees it, but may not change it
  | 'not-possible' // its rules no longer work, or Planning Center has another reason of its own

export class ListNotRefreshed extends Error {
  override readonly name = 'ListNotRefreshed'
  /** Who made it: the one to ask. */
  readonly maker: string | null

  constructor(
    readonly reason: ListNotRefreshedReason,
    { maker, cause }: { maker: string | null; cause: unknown },
  ) {
    super(`list not refreshed: ${reason}`, { cause })
    this.maker = maker
  }
}
