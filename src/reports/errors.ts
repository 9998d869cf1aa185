/** The copy was brought up to date while it was read: what has been read already is of another moment. */
export class CopyMoved extends Error {
  override readonly name = 'CopyMoved'
  constructor() {
    super('the copy moved while it was read')
  }
}
