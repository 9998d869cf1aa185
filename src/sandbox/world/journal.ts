import type { Change, Church, Revision, TableName, Tables } from './records'

// Enough for whoever reads now and then to catch up; whoever is further behind begins anew.
const mostRemembered = 5000

export function tableOf<Name extends TableName>(church: Church, name: Name): Map<string, Tables[Name]> {
  // TypeScript does not see that Church[Name] and Tables[Name] go together while Name is open.
  return church[name] as unknown as Map<string, Tables[Name]>
}

/** Begins the revision that a change made; its number follows that of the revision before. */
export function enter(church: Church, revision: Revision): void {
  church.revision = revision.number
  church.journal.push(revision)
  if (church.journal.length > 2 * mostRemembered) church.journal.splice(0, mostRemembered)
}

/** The revisions after one, oldest first; undefined when something changed of which the journal knows nothing. */
export function revisionsSince(church: Church, number: number): readonly Revision[] | undefined {
  const count = church.revision - number
  if (count === 0) return []
  const latest = church.journal.slice(-count)
  return latest.length === count && latest[0]?.number === number + 1 ? latest : undefined
}

/** Which records of a table the revisions after one touched; undefined when nobody knows. */
export function changesSince(church: Church, number: number, table: TableName): readonly Change[] | undefined {
  return revisionsSince(church, number)?.flatMap(({ changes }) => changes.filter(change => change.table === table))
}
