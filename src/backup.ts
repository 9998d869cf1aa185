import { createWriteStream, existsSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { backUp, NotRestored, restore } from './backup/backup'
import { ConfigProblems, loadConfig } from './config'
import { connectDatabase, type Sql } from './database'
import { createLog } from './log'

const USAGE = 'npm run backup -- FILE, or: npm run restore -- FILE [--replace]'

async function run(): Promise<string> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { replace: { type: 'boolean', default: false } } })
  const [verb, file] = positionals
  if ((verb !== 'backup' && verb !== 'restore') || !file) throw new NotRestored(USAGE)
  if (process.env['NODE_ENV'] !== 'production' && existsSync('.env')) process.loadEnvFile('.env')
  const config = loadConfig(process.env)
  if (!config.database) throw new NotRestored('DATABASE_URL is missing: there is nothing to back up.')

  const database = connectDatabase({ address: config.database, times: config.times, log: createLog('warn') })
  try {
    const db = await database.openForWork()
    if (verb === 'backup') return `${await writeTo(file, db)} rows are in ${file}. Keep it to yourself: it says who did what.`
    return `${await restore(db, { lines: linesOf(file), replace: values.replace })} rows are restored.`
  } finally {
    await database.close()
  }
}

/** Opened when the first is asked for: lines that come before somebody listens would be lost. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const opened = await open(file)
  yield* opened.readLines()
}

/** Never over a file that is there, and never half of one under its name. */
async function writeTo(file: string, db: Sql): Promise<number> {
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  await once(out, 'open')
  try {
    const rows = await backUp(db, {
      at: Date.now(),
      write: async (line) => void (out.write(`${JSON.stringify(line)}\n`) || (await once(out, 'drain'))),
    })
    out.end()
    await once(out, 'finish')
    return rows
  } catch (error) {
    out.destroy()
    rmSync(file, { force: true })
    throw error
  }
}

run().then(
  (words) => void process.stdout.write(`${words}\n`),
  (error: unknown) => {
    const isPlain = error instanceof NotRestored || error instanceof ConfigProblems || (error instanceof Error && 'syscall' in error)
    process.stderr.write(`${error instanceof Error ? (isPlain ? error.message : error.stack) : String(error)}\n`)
    process.exitCode = 1
  },
)
