import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import { createApp } from '../../../src/app'
import type { Config } from '../../../src/config'
import { startPrivateRedis, type PrivateRedis } from '../../../src/demo/private-redis'
import { createLog } from '../../../src/log'
import { connectRedis } from '../../../src/redis'
import { startSandbox, type Sandbox } from '../../../src/sandbox'
import { HOUR } from '../../support/clock'
import { startProxy, type Proxy } from '../../support/proxy'
import { testConfig } from '../../support/start-app'
import { ABSOLUTE, IDLE } from './actions'
import { createPatience, type Patience } from './patience'

/** What every schedule is played on: three instances of Foyer behind one address, one Redis, one sandbox, one clock. */
export interface Stage {
  sandbox: Sandbox
  config: Config
  clock: { now(): number; advance(ms: number): void }
  privateRedis: PrivateRedis
  /** Sees Redis as it is, past every fault but a frozen one. */
  control: Redis
  instances: Instance[]
  patience: Patience
  /** What was logged since the last time of asking. */
  freshLog(): string
  /** Nothing of what was before is left. */
  clear(): Promise<void>
  close(): Promise<void>
}

export interface Instance {
  port: number
  redis: Redis
  proxy: Proxy
  close(): Promise<void>
}

/** No port of this name is open: the instances are asked at ports of their own, in this name. */
export const PUBLIC_URL = 'http://localhost:1'

export async function startStage({ size = 3, people }: { size?: number; people?: number } = {}): Promise<Stage> {
  const clock = createStandingClock()
  const privateRedis = await startPrivateRedis()
  const sandbox = await startSandbox({ redirectUris: [`${PUBLIC_URL}/oauth/callback`], clock, requireFields: true, ...(people && { people }) })
  // Several people of one church look at it all the time: the rate limit is not what is tried here.
  sandbox.setRateLimit({ limit: 100_000 })
  const config = testConfig({ url: PUBLIC_URL, sandbox, redisUrl: privateRedis.url }, { times: SCALED })
  const lines: string[] = []
  const log = createLog('debug', { write: (line) => void lines.push(line) })
  const control = new Redis(privateRedis.url.replace('unix://', ''))
  const instances = await Promise.all(Array.from({ length: size }, () => startInstance({ config, privateRedis, log, clock })))

  return {
    sandbox,
    config,
    clock,
    privateRedis,
    control,
    instances,
    patience: createPatience(config.times, instances.map(({ redis }) => redis)),
    freshLog: () => lines.splice(0).join(''),
    async clear() {
      sandbox.clearFaults()
      sandbox.setRotation('dies-when-successor-is-used')
      clock.advance(24 * HOUR)
      await control.flushall()
      sandbox.calls.length = 0
      lines.length = 0
    },
    async close() {
      await Promise.all(instances.map((instance) => instance.close()))
      control.disconnect()
      await sandbox.close()
      await privateRedis.stop()
    },
  }
}

/**
 * Seconds become tenths; what is left to the clock of the schedule stays as it is. A busy machine is no fault, so
 * where nothing is wrong Foyer may take its time: see patience.
 */
const SCALED: Partial<Config['times']> = {
  sessionIdle: IDLE,
  sessionAbsolute: ABSOLUTE,
  firstByte: 8000,
  requestBudget: 7400,
  loginLoop: 1, // Redis counts it in real time, while whole days pass in a schedule
  tokenPhase: 3000,
  renewLock: 12_000,
  renewLockMargin: 6500,
  renewPollMin: 3,
  renewPollMax: 15,
  settlePauseMin: 5,
  settlePauseMax: 10,
  retryPauseMin: 3,
  retryPauseMax: 8,
  revokeEvery: 100,
}

interface Around {
  config: Config
  privateRedis: PrivateRedis
  log: ReturnType<typeof createLog>
  clock: { now(): number }
}

async function startInstance({ config, privateRedis, log, clock }: Around): Promise<Instance> {
  const proxy = await startProxy(privateRedis.url)
  const redis = connectRedis({ ...config, redis: { url: proxy.url, sentinelName: null } }, log)
  redis.options.retryStrategy = () => 10
  if (redis.status !== 'ready') await once(redis, 'ready')
  const app = createApp({ config, redis, log, clock })
  const server = createServer(app.handler).listen(0)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    redis,
    proxy,
    async close() {
      server.close()
      server.closeAllConnections()
      await app.close()
      redis.disconnect()
      await proxy.close()
    },
  }
}

/** Moves only when it is told to, so that a schedule means the same on every machine. */
function createStandingClock() {
  let now = Date.now()
  return {
    now: () => now,
    advance(ms: number) {
      now += ms
    },
  }
}
