import type { KyselyPlugin } from 'kysely'
import type { Database, Sql } from '../../src/database'
import type { PlanningCenter } from '../../src/planning-center'

/** What a process has of the world, and loses all at once: it asks nobody any more, writes nothing and gives nothing back. */
export interface Life {
  readonly database: Database
  readonly planningCenter: PlanningCenter
  /** Dies as soon as so many transactions have gone through. */
  afterWrites(many: number): void
  end(): void
  readonly isOver: () => boolean
}

export function beginLife({ database, planningCenter }: Pick<Life, 'database' | 'planningCenter'>): Life {
  let isOver = false
  let writes = 0
  let mostWrites = Number.POSITIVE_INFINITY
  const live = () => {
    if (isOver) throw new Error('this process is dead')
  }
  const mortal: KyselyPlugin = { transformQuery: ({ node }) => (live(), node), transformResult: ({ result }) => Promise.resolve(result) }

  const counting = (db: Sql): Sql =>
    new Proxy(db, {
      get(target, name) {
        if (name !== 'transaction') {
          const member: unknown = Reflect.get(target, name, target)
          return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member
        }
        return () => ({
          async execute(work: Parameters<ReturnType<Sql['transaction']>['execute']>[0]) {
            const result = await target.transaction().execute(work)
            if (++writes >= mostWrites) isOver = true
            live()
            return result
          },
        })
      },
    })

  return {
    database: {
      open: async () => (await database.open()).withPlugin(mortal),
      openForWork: async () => counting((await database.openForWork()).withPlugin(mortal)),
      answers: () => database.answers(),
      close: () => database.close(),
    },
    planningCenter: { as: (caller) => (live(), planningCenter.as(caller)) },
    afterWrites: (many) => void (mostWrites = many),
    end: () => void (isOver = true),
    isOver: () => isOver,
  }
}
