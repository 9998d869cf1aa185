import { type RequestHandler, type Router } from 'express'
import type { Audit } from './audit/audit'
import { onlyAdministrators } from './auth/only-administrators'
import { requireSignIn } from './auth/visitor'
import type { Config } from './config'
import type { Redis } from 'ioredis'
import type { Database, Sql } from './database'
import type { Log } from './log'
import type { WhoMayRead } from './mirror'
import type { Scope } from './planning-center'
import type { Link } from './web/page'

/**
 * A subject with its pages. All that it brings is declared here, and src/app.ts puts it in its place: nothing of it has to
 * be added anywhere else. docs/build-a-page.md walks through one.
 */
export interface Feature {
  /** Its folder in `src` and in `views`, and where its addresses begin: all of `serving` lies at /serving. */
  name: string
  /** Nobody comes in unsigned. What they are shown is for Planning Center to say, or for the copy's own guard. */
  permission: 'signed-in' | 'administrators'
  /** Products it asks, besides People: where `PCO_SCOPES` lacks one, the feature is not there. */
  scopes?: readonly Scope[]
  /** Its place among the chief pages; without one it is reached from other pages. */
  navigation?: { text: string; icon: string }
  /** What leads to it from the foot of every page, if it is no part of an office's week. */
  atFoot?: string
  /** What it asks Planning Center for, by its own names: `['PlanPerson.name']`, or as it is asked. "Is this safe?" says it. */
  reads?: readonly string[] | Readonly<Record<string, readonly string[]>>
  /** It reads the church's copy, as far as who looks may: with `whoMayRead`, which it has nowhere else. */
  readsCopy?: true
  /** What it keeps, for how long: its Redis keys and tables. */
  kept?: (times: Config['times']) => Kept[]
  /** Of a connected church, what goes with it when its administrators delete everything. Whoever has tables has this. */
  belonging?: Belonging
  routes(world: FeatureWorld): Router
}

/** What a feature may use of what was not made by itself. Who is looking, and their Planning Center, is in `visitorOf(req)`. */
export interface FeatureWorld {
  config: Config
  redis: Redis
  database: Database | null
  log: Log
  clock: { now(): number }
  audit: Audit
  /** The copy's own guard, for whoever declares `readsCopy`; null also where no copies are kept. */
  whoMayRead: WhoMayRead | null
}

export interface Kept {
  what: string
  howLong: string
  /** Beginnings of the Redis keys that hold it; none for what lies elsewhere. */
  keys: string[]
  /** Tables of the database that hold it. */
  tables?: string[]
}

/** What Foyer keeps of a church, one kind of thing each: it goes when the church leaves, and the page says so before. */
export interface Belonging {
  /** In words, with how many there are; empty where there is nothing. */
  describe(db: Sql, organizationId: string): Promise<string[]>
  /** To take along before it goes; null for what Planning Center has anyway. */
  file: Link | null
  forget(step: Sql, organizationId: string): Promise<void>
}

export const addressOf = ({ name }: Pick<Feature, 'name'>) => `/${name}`

export const readsOf = ({ reads = [] }: Pick<Feature, 'reads'>): string[] =>
  Object.entries<string | readonly string[]>(reads).flatMap(([type, asked]) => (typeof asked === 'string' ? asked : asked.map((field) => `${type}.${field}`)))

/** Whoever runs this Foyer lets it use all that the feature asks for. */
export const isAllowed = ({ scopes = [] }: Pick<Feature, 'scopes'>, { planningCenter }: Pick<Config, 'planningCenter'>) => scopes.every((scope) => planningCenter.scopes.includes(scope))

/** What stands before all its pages. */
export const guardsOf = ({ permission }: Pick<Feature, 'permission'>, config: Pick<Config, 'publicUrl'>): RequestHandler[] =>
  permission === 'administrators' ? [requireSignIn(config), onlyAdministrators] : [requireSignIn(config)]

/** @throws for declarations that contradict themselves or each other: no such Foyer starts. */
export function checked(declared: readonly Feature[], times: Config['times']): readonly Feature[] {
  for (const { name, kept, belonging } of declared) {
    if (!/^[a-z][a-z-]*$/.test(name)) throw new Error(`the feature "${name}" cannot be an address`)
    if (declared.filter((other) => other.name === name).length > 1) throw new Error(`two features are called ${name}`)
    if (!belonging && kept?.(times).some(({ tables = [] }) => tables.length > 0)) throw new Error(`${name} has tables: what of them goes with a church (belonging)?`)
  }
  return declared
}
