import { enter, tableOf } from './journal'
import type { Change, Church, TableName, Tables, World } from './records'

/** What writes in a church's records: everything written under one amendment becomes one revision. */
export interface Pen {
  readonly church: Church
  readonly ids: World['ids']
  /** The whole second in which this happens, as Planning Center stamps it. */
  readonly now: number
  readonly put: <Name extends TableName>(table: Name, record: Tables[Name]) => Tables[Name]
  /** A record that is not there is a mistake of who asks. */
  readonly find: <Name extends TableName>(table: Name, id: string) => Tables[Name]
  readonly edit: <Name extends TableName>(table: Name, id: string, changes: Partial<Tables[Name]>) => Tables[Name]
  readonly remove: (table: TableName, id: string) => void
}

export type Amend = <Outcome>(work: (pen: Pen) => Outcome) => Outcome

export function amending(world: World, churchId: string): Amend {
  return work => {
    const church = world.churches.get(churchId)
    if (!church) throw new Error(`No church ${churchId}`)
    const changes: Change[] = []
    try {
      return work(createPen(world, church, changes))
    } finally {
      // Also after a mistake half-way: what is written is written, and nobody may go on with what they remember.
      if (changes.length > 0) enter(church, { number: church.revision + 1, at: world.clock.now(), changes })
    }
  }
}

function createPen(world: World, church: Church, changes: Change[]): Pen {
  const note = <Name extends TableName>(table: Name, record: Tables[Name], gone: boolean): Tables[Name] => {
    changes.push({ table, record: { ...record }, gone } as unknown as Change)
    return record
  }
  const find: Pen['find'] = (table, id) => {
    const record = tableOf(church, table).get(id)
    if (!record) throw new Error(`No ${id} among the ${table} of church ${church.id}`)
    return record
  }
  return {
    church,
    ids: world.ids,
    now: Math.floor(world.clock.now() / 1000) * 1000,
    find,
    put(table, record) {
      tableOf(church, table).set(record.id, record)
      return note(table, record, false)
    },
    edit: (table, id, edits) => note(table, Object.assign(find(table, id), edits), false),
    remove(table, id) {
      note(table, find(table, id), true)
      tableOf(church, table).delete(id)
    },
  }
}
