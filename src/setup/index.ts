import type { Router } from 'express'
import type { Redis } from 'ioredis'
import type { Config } from '../config'
import type { Database } from '../database'
import type { Log } from '../log'
import { createChecks } from './checks'
import { createSetupCode } from './code'
import { keysCheck } from './keys'
import { outsideChecks, type Outside } from './outside'
import { createFirstSetupRoutes, createSetupRoutes } from './routes'
import { databaseCheck, redisChecks } from './stores'

/** The setup page, in either of its two lives. */
export interface Setup {
  /** For Organization Administrators. */
  createRoutes(): Router
  /** Alone, guarded by a code in the log, from when `start` is called. */
  createFirstRoutes(): { routes: Router; start(): void }
}

export interface SetupCollaborators extends Outside {
  config: Config
  redis: Redis
  database: Database | null
  clock: { now(): number }
  log: Log
  /** The one address to be registered, letter by letter. */
  callback: string
}

export function createSetup(with_: SetupCollaborators): Setup {
  const { config, redis } = with_
  const checks = createChecks([...outsideChecks(with_, config), ...redisChecks(redis), databaseCheck(with_), keysCheck({ redis, config })], with_)
  return {
    createRoutes: () => createSetupRoutes({ ...with_, checks }),
    createFirstRoutes() {
      const code = createSetupCode(with_)
      return { routes: createFirstSetupRoutes({ ...with_, checks, code }), start: () => code.start() }
    },
  }
}
