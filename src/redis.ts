import { Redis, type RedisOptions } from 'ioredis'
import type { Config } from './config'
import type { Log } from './log'

/** So many time-outs in a row mean a half-open link, which ioredis alone would believe in for ever. */
const TIMEOUTS_BEFORE_RECONNECT = 3
/** However long an outage lasts, people are let in again within two seconds of its end. */
const LONGEST_PAUSE_MS = 500
const GIVEN_UP_PAUSE_MS = 100
/** A Sentinel that fell away announces no failover to us until it is heard again. */
const SENTINEL_RECONNECT_MS = 5000

/**
 * A connection that fails fast and never runs a command later than its caller waited for it.
 * The settings were measured; each guards against a failure that ioredis' defaults allow.
 * It connects by itself and goes on trying, until it is told to quit; commands fail at once until it has.
 */
export function connectRedis(config: Pick<Config, 'redis' | 'times'>, log: Log, onFailure: (error: unknown) => void = () => undefined): Redis {
  const redis = new Redis({ ...address(config), ...behaviour(config.times) })
  redis.on('error', (error: Error) => log.warn({ err: error }, 'redis'))
  redis.on('ready', () => void sayWhetherItForgets(redis, log))
  reconnectWhenFrozen(redis, onFailure)
  connectAgainWhenGivenUp(redis)
  redis.connect().catch(() => undefined) // the error listener has said it; ioredis goes on by itself
  return redis
}

/** With Sentinel there are replicas: a connection of its own, on which commits wait for one without holding up others. */
export const connectDurableRedis: (...args: Parameters<typeof connectRedis>) => Redis | undefined = (config, ...others) =>
  isSentinel(config.redis.url) ? connectRedis(config, ...others) : undefined

/** What Redis does when it is full, if that signs people out; null when it is set right or will not say. */
export async function evictionPolicy(redis: Redis): Promise<string | null> {
  // Not CONFIG GET, which hosted Redis and careful ACLs refuse.
  const [, policy] = /^maxmemory_policy:(\S+)/m.exec(await redis.info('memory')) ?? []
  return policy === undefined || policy === 'noeviction' ? null : policy
}

async function sayWhetherItForgets(redis: Redis, log: Log): Promise<void> {
  const policy = await evictionPolicy(redis).catch(() => null)
  if (policy) log.warn({ policy }, 'Redis is set to drop records when it is full, which signs people out: set maxmemory-policy to noeviction')
}

function behaviour(times: Config['times']): RedisOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false, // a queued write would run after its request had already failed
    maxRetriesPerRequest: 0, // a command whose reply was lost rejects instead of running twice
    commandTimeout: times.redisCommand,
    connectTimeout: times.redisConnect,
    disconnectTimeout: times.redisCommand, // who has not answered a command will not answer a farewell
    maxLoadingRetryTime: LONGEST_PAUSE_MS,
    disableClientInfo: true, // one reply less to wait for when Redis comes back
    keepAlive: 30_000,
    enableAutoPipelining: false, // one slow script would hold up its neighbours' replies
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), LONGEST_PAUSE_MS) + Math.random() * 100,
    // 1: reconnect to find the new primary; never 2, which resends and loops while the old one stays read-only.
    // Before Redis 7 a script's error only contains the word.
    reconnectOnError: (error) => (/\bREADONLY\b/.test(error.message) ? 1 : false),
  }
}

const isSentinel = (url: string) => /^sentinels?:/.test(url)

/** `sentinel://[[user]:password@]host:port,host:port/db` beside the usual addresses; `sentinels:` speaks TLS. */
function address({ redis: { url, sentinelName }, times }: Pick<Config, 'redis' | 'times'>): RedisOptions {
  if (url.startsWith('unix:')) return { path: decodeURIComponent(new URL(url).pathname) }
  if (!isSentinel(url)) return fromUrl(new URL(url))

  const [, scheme = '', user = '', secret = '', hosts = '', db = ''] = /^(sentinels?):\/\/(?:([^:@]*):?([^@]*)@)?([^/]+)(?:\/(\d+))?$/.exec(url) ?? []
  const [username, password] = [decodeURIComponent(user), decodeURIComponent(secret)]
  const tls = scheme === 'sentinels' ? {} : undefined
  return {
    name: sentinelName ?? 'mymaster',
    sentinels: hosts.split(',').map((host) => ({ host: host.split(':')[0] ?? '', port: Number(host.split(':')[1] ?? 26379) })),
    sentinelCommandTimeout: times.redisCommand, // or a frozen Sentinel would be waited for without end
    sentinelRetryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_PAUSE_MS),
    sentinelReconnectStrategy: () => SENTINEL_RECONNECT_MS,
    failoverDetector: true,
    ...(username && { username }),
    ...(password && { password, sentinelPassword: password }),
    ...(db && { db: Number(db) }),
    ...(tls && { tls, sentinelTLS: tls, enableTLSForSentinelMode: true }),
  }
}

function fromUrl(url: URL): RedisOptions {
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 6379),
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    ...(url.pathname.length > 1 && { db: Number(url.pathname.slice(1)) }),
    ...(url.protocol === 'rediss:' && { tls: { servername: url.hostname } }),
  }
}

function reconnectWhenFrozen(redis: Redis, onFailure: (error: unknown) => void): void {
  let inARow = 0
  let isLeaving = false
  redis.on('close', () => {
    inARow = 0
    isLeaving = false
  })
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (...args: Parameters<typeof send>) => {
    const reply = send(...args)
    if (reply instanceof Promise)
      reply.then(
        () => (inARow = 0),
        (error: unknown) => {
          onFailure(error)
          if (!(error instanceof Error) || error.message !== 'Command timed out' || isLeaving) return
          if (++inARow < TIMEOUTS_BEFORE_RECONNECT) return
          isLeaving = true
          redis.disconnect(true)
        },
      )
    return reply
  }
}

/**
 * ioredis gives up for good when a Sentinel announces the new primary while it asks another one for the way: it takes
 * its own reaction to the announcement for somebody's wish to disconnect. Only quit and disconnect are such wishes.
 */
function connectAgainWhenGivenUp(redis: Redis): void {
  let isWished = false
  const [quit, disconnect] = [redis.quit.bind(redis), redis.disconnect.bind(redis)]
  redis.quit = (...args: Parameters<typeof quit>) => {
    isWished = true
    return quit(...args)
  }
  redis.disconnect = (reconnect) => {
    isWished ||= !reconnect
    disconnect(reconnect)
  }
  const again = () => void (isWished || redis.connect().catch(() => undefined))
  redis.on('end', () => setTimeout(again, GIVEN_UP_PAUSE_MS).unref())
}
