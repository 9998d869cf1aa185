import type { RequestListener } from 'node:http'
import { parseArgs } from 'node:util'
import type { App } from './app'
import { connectDatabase } from './database'
import { connectSampleChurch } from './demo/connected'
import { startDemoRedis } from './demo/demo-redis'
import { openDoorway } from './demo/doorway'
import { knownEmptyDatabase, makeEmptyDatabase } from './demo/empty-database'
import { loadAppAnew, type AppModules } from './demo/fresh-app'
import { reloadOnChange } from './demo/reloading'
import { demoSettings } from './demo/settings'
import { welcome } from './demo/welcome'
import { createLog } from './log'
import { startSandbox } from './sandbox'
import { defaultTimes } from './times'

/** Nobody waits longer than this for the last requests of a demo. */
const STOP_WITHIN_MS = 3000

interface Options {
  firstPort: number
  logLevel: string
  people: number
  watch: boolean
  /** Starts with the sample church not connected yet. */
  fresh: boolean
}

function readOptions(): Options {
  const { values } = parseArgs({ options: { watch: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false }, people: { type: 'string', default: '0' } } })
  const [firstPort, people] = [Number(process.env['PORT'] || 3000), Number(values.people)]
  if (!Number.isInteger(firstPort) || firstPort < 0 || firstPort > 65_535) throw new Error('PORT must be a number from 0 to 65535.')
  if (!Number.isInteger(people) || people < 0) throw new Error('--people must be a number, such as --people 20000.')
  return { firstPort, people, watch: values.watch, fresh: values.fresh, logLevel: process.env['LOG_LEVEL'] || 'warn' }
}

/** Redis, the database, the sandbox and the door outlive the app, which may be replaced while they stay. */
async function startDemo({ firstPort, logLevel, people, watch, fresh }: Options): Promise<{ stop(): Promise<void> }> {
  const log = createLog(logLevel)
  const snapshot = knownEmptyDatabase()
  const database = connectDatabase({ address: { engine: 'pglite', folder: null, ...(snapshot && { snapshot }) }, times: defaultTimes, log })
  const opening = database.open() // takes seconds, in a thread of its own: begun first, and beside all else
  opening.catch(() => undefined) // said when it is waited for
  const modules = loadAppAnew()
  const [demoRedis, sandbox] = await Promise.all([startDemoRedis(), startSandbox({ people, redirectUris: [], takesWebhooksScope: true })])
  let app: App | undefined
  const answer: RequestListener = (req, res) => (app ? app.handler(req, res) : res.writeHead(503).end())
  const doorway = await openDoorway(firstPort, () => modules.createFoyerServer(answer))
  sandbox.addRedirectUri(`${doorway.url}/oauth/callback`)

  const settings = demoSettings({ url: doorway.url, logLevel, sandbox, redis: demoRedis })
  const redis = await demoRedis.connect(() => modules.connectRedis(modules.loadConfig(settings), log))
  const startAppFrom = ({ createApp, createLog, loadConfig }: AppModules): App => {
    const fresh = createApp({ config: loadConfig(settings), redis, database, log: createLog(logLevel), clock: Date })
    fresh.start()
    return fresh
  }
  await opening
  app = startAppFrom(modules)
  if (!fresh) await connectSampleChurch(doorway.url)

  async function replaceApp(): Promise<void> {
    const former = app
    app = startAppFrom(loadAppAnew())
    await former?.close()
  }
  console.log(welcome({ url: doorway.url, sandbox, redis: demoRedis.description, watching: watch }))
  // For the next start; a node_modules nobody may write to only makes that one slower.
  if (!snapshot) void makeEmptyDatabase().catch(() => undefined)
  const reloading = watch ? reloadOnChange({ replaceApp, print: console.log }) : undefined

  return {
    async stop() {
      reloading?.stop()
      await doorway.close()
      await app?.close()
      await Promise.all([sandbox.close(), database.close()])
      redis.disconnect()
      await demoRedis.stop()
    },
  }
}

async function run(): Promise<void> {
  const demo = await startDemo(readOptions())
  const stop = () => {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    void demo.stop().then(() => process.exit(0))
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop)
}

run().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
