import { enter, revisionsSince, tableOf } from './journal'
import type { Change, Church, TableName, World } from './records'

const replicas = new WeakMap<Church, Church>()

/** From now on collections show each change only this many milliseconds after it was made; 0 ends it. */
export function setReplicaLag(world: World, milliseconds: number): void {
  world.replicaLag = milliseconds
  for (const church of world.churches.values()) {
    if (milliseconds === 0) replicas.delete(church)
    else if (!replicas.has(church)) replicas.set(church, copyOf(church))
  }
}

/** The church as a replica knows it: some time ago, and never again as it was before that. */
export function replicaOf(world: World, church: Church): Church {
  const replica = replicas.get(church)
  if (!replica) return church
  const revisions = revisionsSince(church, replica.revision)
  // Something changed past the journal: nobody can tell how it was before.
  if (!revisions) return remember(church, copyOf(church))
  for (const revision of revisions) {
    if (revision.at > world.clock.now() - world.replicaLag) break
    for (const change of revision.changes) repeat(change, replica)
    enter(replica, revision)
  }
  return replica
}

function remember(church: Church, replica: Church): Church {
  replicas.set(church, replica)
  return replica
}

function copyOf(church: Church): Church {
  const copy = (value: unknown) => (value instanceof Map ? copyOfTable(value as Map<string, object>) : value)
  const facts = Object.entries(church).map(([name, value]: [string, unknown]) => [name, copy(value)])
  return { ...Object.fromEntries(facts) as Church, journal: [] }
}

function copyOfTable(table: Map<string, object>): Map<string, object> {
  return new Map([...table].map(([id, record]) => [id, { ...record }]))
}

/** Edits a record where it lies, as the church itself does: what was computed from it stays right. */
function repeat({ table, record, gone }: Change, replica: Church): void {
  const records = tableOf<TableName>(replica, table) as Map<string, object>
  if (gone) return void records.delete(record.id)
  const known = records.get(record.id)
  if (known) Object.assign(known, record)
  else records.set(record.id, { ...record })
}
