/** The copy was brought up to date while a file was made of it: what is in the file so far belongs to no moment. */
export class CopyMoved extends Error {
  override readonly name = 'CopyMoved'
  readonly reason = 'copy-moved'
  constructor() {
    super('the copy was brought up to date meanwhile')
  }
}

/** Why a report is not kept, changed or deleted. */
export type NotSavedReason =
  | 'no-name'
  | 'long-name'
  | 'too-many' // reports of one person, or pins
  | 'not-yours' // shared with everybody, but changed only by who made it, or an administrator
  | 'not-there' // deleted, or never shared with who asks

export class NotSaved extends Error {
  override readonly name = 'NotSaved'
  constructor(readonly reason: NotSavedReason) {
    super(`a report was not saved: ${reason}`)
  }
}

/** The church has not chosen who asks to take people out of Foyer. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused'
  readonly reason = 'no-export'
  constructor(
    /** By name, or by what they are in Planning Center. */
    readonly whoMay: readonly string[],
  ) {
    super('this person may not take people out of Foyer')
  }
}
