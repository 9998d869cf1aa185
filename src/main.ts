import { existsSync } from 'node:fs'
import { ConfigProblems, loadConfig, type Config } from './config'
import { createLog } from './log'
import { serve } from './serve'

function readConfig(): Config {
  try {
    if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) process.loadEnvFile('.env')
    return loadConfig(process.env, { mayLackApplication: true })
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

const config = readConfig()
serve({ config, log: createLog(config.logLevel), clock: Date })
