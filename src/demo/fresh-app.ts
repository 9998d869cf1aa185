import { createRequire } from 'node:module'
import { join, relative, resolve, sep } from 'node:path'
import type * as AppModule from '../app'
import type * as ConfigModule from '../config'
import type * as LogModule from '../log'
import type * as RedisModule from '../redis'

const DIST = resolve(__dirname, '..')
const load = createRequire(__filename)

/** The app's modules as they were last compiled. */
export interface AppModules {
  createApp: typeof AppModule.createApp
  createFoyerServer: typeof AppModule.createFoyerServer
  loadConfig: typeof ConfigModule.loadConfig
  createLog: typeof LogModule.createLog
  connectRedis: typeof RedisModule.connectRedis
}

/** Reads the app's modules anew, as a restart would, and leaves the demo's and the sandbox's alone. */
export function loadAppAnew(): AppModules {
  for (const file of Object.keys(load.cache)) if (belongsToApp(file)) delete load.cache[file]
  return {
    ...(load('../app') as typeof AppModule),
    ...(load('../config') as typeof ConfigModule),
    ...(load('../log') as typeof LogModule),
    ...(load('../redis') as typeof RedisModule),
  }
}

/** Whether a compiled file is one that a saved change reloads. */
export function belongsToApp(file: string): boolean {
  const path = relative(DIST, file)
  if (path.startsWith('..') || path.includes(`node_modules${sep}`)) return false
  return !path.startsWith(join('sandbox', sep)) && !path.startsWith(join('demo', sep)) && path !== 'demo.js'
}
