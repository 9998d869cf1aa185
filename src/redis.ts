import { Redis, type RedisOptions } from 'ioredis'
import type { Config } from './config'
import type { Log } from './log'

/** So many time-outs in a row mean a half-open link, which ioredis alone would believe in for ever. */
const TIMEOUTS_BEFORE_RECONNECT = 3

/**
 * A connection that fails fast and never runs a command later than its caller waited for it.
 * The settings were measured; each guards against a failure that ioredis' defaults allow.
 * It connects by itself and goes on trying; commands fail at once until it has.
 */
export function connectRedis(config: Pick<Config, 'redis' | 'times'>, log: Log, onFailure: (error: unknown) => void = () => undefined): Redis {
  const redis = new Redis({ ...address(config.redis), ...behaviour(config.times) })
  redis.on('error', (error: Error) => log.warn({ err: error }, 'redis'))
  reconnectWhenFrozen(redis, onFailure)
  redis.connect().catch(() => undefined) // the error listener has said it; ioredis goes on by itself
  return redis
}

function behaviour(times: Config['times']): RedisOptions {
  return {
    lazyConnect: true,
    enableOfflineQueue: false, // a queued write would run after its request had already failed
    maxRetriesPerRequest: 0, // a command whose reply was lost rejects instead of running twice
    commandTimeout: times.redisCommand,
    connectTimeout: times.redisConnect,
    keepAlive: 30_000,
    enableAutoPipelining: false, // one slow script would hold up its neighbours' replies
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt, 6), 2000) + Math.random() * 100,
    // 1: reconnect to find the new primary; never 2, which resends and loops while the old one stays read-only.
    reconnectOnError: (error) => (error.message.startsWith('READONLY') ? 1 : false),
  }
}

/** `sentinel://[:password@]host:port,host:port/db` beside the usual addresses; `sentinels:` speaks TLS. */
function address({ url, sentinelName }: Config['redis']): RedisOptions {
  if (url.startsWith('unix:')) return { path: decodeURIComponent(new URL(url).pathname) }
  if (!/^sentinels?:/.test(url)) return fromUrl(new URL(url))

  const [, scheme = '', credentials = '', hosts = '', db = ''] = /^(sentinels?):\/\/(?:([^@]*)@)?([^/]+)(?:\/(\d+))?$/.exec(url) ?? []
  const password = decodeURIComponent(credentials.split(':')[1] ?? '')
  const tls = scheme === 'sentinels' ? {} : undefined
  return {
    name: sentinelName ?? 'mymaster',
    sentinels: hosts.split(',').map((host) => ({ host: host.split(':')[0] ?? '', port: Number(host.split(':')[1] ?? 26379) })),
    sentinelRetryStrategy: (attempt) => Math.min(attempt * 100, 2000),
    failoverDetector: true,
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
  const send = redis.sendCommand.bind(redis)
  redis.sendCommand = (...args: Parameters<typeof send>) => {
    const reply = send(...args)
    if (reply instanceof Promise)
      reply.then(
        () => (inARow = 0),
        (error: unknown) => {
          onFailure(error)
          if (!(error instanceof Error) || error.message !== 'Command timed out') return
          if (++inARow < TIMEOUTS_BEFORE_RECONNECT) return
          inARow = 0
          redis.disconnect(true)
        },
      )
    return reply
  }
}
