import type { Redis } from 'ioredis'
import { sql } from 'kysely'
import type { Config } from '../config'
import type { Database } from '../database'
import { evictionPolicy } from '../redis'
import { good, unsure, wrong, type Check, type Finding } from './findings'

/** GETDEL, which takes a sign-in under way exactly once, came with it. */
const OLDEST_REDIS = '6.2'
const OLDEST_POSTGRES = 15

const SILENT = wrong('It does not answer: see that it runs, and that host, port and password in REDIS_URL are right (the log says what it met).')
/** All that can be said while nobody can be told from anybody else. */
export const storeSilent: Finding = { about: 'Where sign-ins are kept (REDIS_URL)', ...SILENT }
const UNTOLD = unsure('It will not say (INFO is refused): see docs/running.md for how it must be set.')

/** What Foyer needs of Redis, each a line of its own. */
export function redisChecks(redis: Redis): Check[] {
  const from = async (section: string, pattern: RegExp) => pattern.exec(await redis.info(section))?.[1] ?? null
  const ask = (about: string, look: () => Promise<ReturnType<typeof good>>): Check => ({ about, look: () => look().catch(silence) })
  const silence = async () => ((await redis.ping().catch(() => null)) === null ? SILENT : UNTOLD)

  return [
    ask(storeSilent.about, async () => {
      await redis.ping()
      const version = await from('server', /^redis_version:(\d+\.\d+)/m)
      if (version === null) return UNTOLD
      return isOlder(version, OLDEST_REDIS) ? wrong(`It answers, but its version is ${version}: it must be ${OLDEST_REDIS} or newer.`) : good(`It answers, and speaks version ${version}.`)
    }),
    ask('… when it is full', async () => {
      const policy = await evictionPolicy(redis)
      return policy ? wrong(`It would sign people out at random (maxmemory-policy is ${policy}): set maxmemory-policy noeviction.`) : good('It would refuse new sign-ins and forget nobody’s.')
    }),
    ask('… when it is restarted', async () => {
      const keeps = await from('persistence', /^aof_enabled:(\d)/m)
      if (keeps === null) return UNTOLD
      return keeps === '1' ? good('It writes sign-ins down, so that nobody has to come in again.') : unsure('It may sign people out: set appendonly yes and appendfsync everysec.')
    }),
  ]
}

function isOlder(version: string, oldest: string): boolean {
  const [[major = 0, minor = 0], [oldMajor = 0, oldMinor = 0]] = [version, oldest].map((text) => text.split('.').map(Number)) as [number[], number[]]
  return major < oldMajor || (major === oldMajor && minor < oldMinor)
}

export function databaseCheck({ config, database }: { config: Pick<Config, 'database'>; database: Database | null }): Check {
  const about = 'The database (DATABASE_URL)'
  if (!database || !config.database) return { about, look: () => Promise.resolve(unsure('There is none, so no church can be connected: set DATABASE_URL, for example postgres://foyer:password@localhost/foyer')) }
  if (config.database.engine === 'pglite') return { about, look: () => database.open().then(() => unsure('The one inside Foyer is good for a try: set DATABASE_URL to a PostgreSQL for more than that.'), refused) }
  return {
    about,
    async look() {
      try {
        const { rows } = await sql<{ version: string }>`select current_setting('server_version_num') as version`.execute(await database.open())
        const version = Math.floor(Number(rows[0]?.version) / 10_000)
        return version < OLDEST_POSTGRES ? wrong(`It answers, but it is PostgreSQL ${version}: it must be ${OLDEST_POSTGRES} or newer.`) : good(`PostgreSQL ${version} answers, and Foyer’s tables are there.`)
      } catch (error) {
        return refused(error)
      }
    },
  }
}

/** PostgreSQL's own codes (appendix A): what they mean for whoever wrote the address. */
function refused(error: unknown) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^28/.test(code)) return wrong('It refuses the name or password in DATABASE_URL: put in those it was made with.')
  if (code === '3D000') return wrong('It has no database of the name in DATABASE_URL: make one, owned by the user named there.')
  if (code === '42501') return wrong('The user in DATABASE_URL may not make tables: let that user own the database.')
  return wrong('It does not answer: see that it runs, and that host and port in DATABASE_URL are right.')
}
