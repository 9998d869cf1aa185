import { revisionsSince } from './journal'
import type { Change, Church } from './records'

/**
 * Computes something about a church once. After changes that the journal knows it is mended, if somebody says how;
 * after others it is computed again.
 */
export function perRevision<T>(compute: (church: Church) => T, mend?: (value: T, changes: readonly Change[], church: Church) => T) {
  const remembered = new WeakMap<Church, { readonly revision: number; readonly value: T }>()
  return (church: Church): T => {
    const known = remembered.get(church)
    if (known?.revision === church.revision) return known.value
    const revisions = known && mend && revisionsSince(church, known.revision)
    const value = known && mend && revisions
      ? mend(known.value, revisions.flatMap(({ changes }) => changes), church)
      : compute(church)
    remembered.set(church, { revision: church.revision, value })
    return value
  }
}
