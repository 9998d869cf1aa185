import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { knownEmptyDatabase, makeEmptyDatabase } from '../../src/demo/empty-database'
import { createBrowser } from '../support/start-app'

const ROOT = resolve(__dirname, '../..')
const READY_WITHIN_MS = 10_000
jest.setTimeout(60_000)

/** A copy of the tree that a test may change, compiled once; types are checked elsewhere. */
let tree: string
/** Where each demo puts its temporary files, so that a test sees what is left. */
let temporary: string
const running: Demo[] = []

beforeAll(async () => {
  // As after any earlier start: making an empty database is the one thing that takes longer the first time.
  if (!knownEmptyDatabase()) await makeEmptyDatabase()
  tree = mkdtempSync(join(tmpdir(), 'foyer-tree-'))
  for (const name of ['src', 'views', 'public', 'scripts', 'package.json', 'tsconfig.json']) cpSync(join(ROOT, name), join(tree, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction')
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--noCheck'], { cwd: tree, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stdout)
})
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'foyer-demo-'))
})
afterEach(async () => {
  for (const demo of running.splice(0)) await demo.stop('SIGKILL')
  rmSync(temporary, { recursive: true, force: true })
})
afterAll(() => rmSync(tree, { recursive: true, force: true }))

describe('npm run demo', () => {
  it('is ready within ten seconds and names the address, five people by role, and the console', async () => {
    const demo = await startDemo()

    expect(demo.readyInMs).toBeLessThan(READY_WITHIN_MS)
    expect(demo.output()).toMatch(/^Foyer is open: {2}http:\/\/localhost:\d+$/m)
    for (const role of ['Secretary (Editor)', 'Pastor (Manager)', 'Administrator (', 'Volunteer (Viewer)', 'Volunteer (no access to People)'])
      expect(demo.output()).toMatch(new RegExp(`^ {2}\\S.+ {2}${role.replace(/[()]/g, '\\$&')}`, 'm'))
    expect(demo.output()).toContain('Redis:  a private redis-server')
    const console = /http:\/\/127\.0\.0\.1:\d+\/sandbox/.exec(demo.output())?.[0] ?? ''
    expect((await fetch(console)).status).toBe(200)
  })

  it('lets the secretary in, and says on the page that the church is a sample', async () => {
    const { url } = await startDemo()
    const browser = createBrowser(url)

    const arrived = await browser.signIn('secretary')

    expect(arrived.headers.location).toBe('/people')
    const { text } = await browser.visit('/people').expect(200)
    expect(text).toContain('Sample church')
    expect(text).not.toContain('ioredis-mock')
  })

  it('has the church connected and copied from the start', async () => {
    const { url } = await startDemo()
    const browser = createBrowser(url)
    await browser.signIn('administrator')
    const page = async () => (await browser.visit('/connection').expect(200)).text
    expect(await page()).toMatch(/badge--ok">Working<[^]*Reads with the login of/)
    await until(async () => /Foyer keeps \d+ people/.test(await page()))
    expect((await browser.visit('/signed-in').expect(200)).text).toContain('1 person of First Church is signed in to Foyer.')
  })

  it('starts with a church that is not connected yet, when asked to', async () => {
    const { url } = await startDemo({ args: ['--fresh'] })
    const browser = createBrowser(url)
    await browser.signIn('administrator')
    expect((await browser.visit('/connection').expect(200)).text).toContain('First Church is not connected.')
  })

  it('takes the next port when somebody has the first', async () => {
    const somebody = createServer().listen(0, '127.0.0.1')
    await once(somebody, 'listening')
    const { port } = somebody.address() as AddressInfo

    const { url } = await startDemo({ env: { PORT: String(port) } })
    somebody.close()

    expect(Number(new URL(url).port)).toBeGreaterThan(port)
    expect((await createBrowser(url).signIn('pastor')).headers.location).toBe('/people')
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends at once and leaves nothing behind on %s', async (signal) => {
    const demo = await startDemo()
    expect(readdirSync(temporary)).toHaveLength(1)
    await createBrowser(demo.url).signIn('secretary')

    expect(await demo.stop(signal)).toBe(0)

    expect(readdirSync(temporary)).toEqual([])
    await expect(fetch(demo.url)).rejects.toThrow()
  })

  it('works without Redis, and says on every page who stands in for it', async () => {
    const demo = await startDemo({ env: { PATH: temporary } })
    const browser = createBrowser(demo.url)

    await browser.signIn('secretary')

    expect(demo.output()).toContain('ioredis-mock plays its part')
    expect((await browser.visit('/people').expect(200)).text).toContain('ioredis-mock plays its part')
    expect(readdirSync(temporary)).toEqual([])
  })

  it('grows the church on request', async () => {
    const { url } = await startDemo({ args: ['--people', '500'] })
    const browser = createBrowser(url)
    await browser.signIn('secretary')

    const { text } = await browser.visit('/people').expect(200)

    expect(Number(/\bof (\d+)\b/.exec(text)?.[1])).toBeGreaterThan(300)
  })

  it('says in a sentence what is wrong with what it was told', async () => {
    const demo = spawnDemo({ args: ['--people', 'many'] })

    expect(await demo.ended).toBe(1)
    expect(demo.output()).toBe('--people must be a number, such as --people 20000.\n')
  })
})

describe('npm run dev', () => {
  let demo: Awaited<ReturnType<typeof startDemo>>
  let browser: ReturnType<typeof createBrowser>
  /** What was printed since the test began. */
  let printed: () => string

  beforeAll(async () => {
    demo = await startDemo({ args: ['--watch'], env: { PATH: tree } }) // where no Redis is: the harder case
    running.pop() // lives through all of these tests
    browser = createBrowser(demo.url)
    await browser.signIn('secretary')
    await until(() => demo.output().includes('Watching the sources.\n'))
  })
  beforeEach(() => {
    const before = demo.output().length
    printed = () => demo.output().slice(before)
  })
  afterEach(async () => {
    // Whatever happened to the app, Redis and the sandbox are the same, and so is who is signed in.
    expect((await browser.visit('/account').expect(200)).text).toContain('Ruth Abernathy')
  })
  afterAll(() => demo.stop('SIGTERM'))

  it('shows a changed template and stylesheet without any restart', async () => {
    const page = async () => (await browser.visit('/account').expect(200)).text
    const stylesheet = async () => /href="(\/assets\/css\/base\.[^"]+)"/.exec(await page())?.[1] ?? ''
    const before = await stylesheet()

    change('views/layout.ejs', '</body>', '<p>freshly saved</p></body>')
    writeFileSync(join(tree, 'public/css/base.css'), 'body { color: teal }')

    expect(await page()).toContain('freshly saved')
    expect(await stylesheet()).not.toBe(before)
    expect((await browser.visit(await stylesheet())).text).toBe('body { color: teal }')
    expect(printed()).toBe('')
  })

  it('shows a changed source within seconds, even in the middle of somebody’s sign-in', async () => {
    const another = createBrowser(demo.url)
    const callback = await another.untilCallback('pastor')

    change('src/web/health.ts', "'ok\\n'", "'still here\\n'")
    await until(async () => (await browser.visit('/livez')).text === 'still here\n')
    await until(() => printed().endsWith('\n'))

    expect(printed()).toMatch(/^Reloaded in \d+\.\d s: src.web.health\.ts\n$/)
    expect((await another.visit(callback)).headers.location).toBe('/people')
  })

  it('goes on with the version before while a change does not compile, and prints why', async () => {
    const before = (await browser.visit('/livez')).text
    const mistake = 'const oops: number = "text"\n'

    change('src/web/health.ts', 'export function createHealth', `${mistake}export function createHealth`)
    await until(() => printed().includes('Not reloaded: the version before goes on.\n'))

    expect(printed()).toMatch(/health\.ts\(\d+,\d+\): error TS2322/)
    expect((await browser.visit('/livez')).text).toBe(before)
    change('src/web/health.ts', mistake, '')
  })

  it('goes on with the version before when a change compiles but does not start', async () => {
    const mistake = "if (Date.now() > 0) throw new Error('no routes')\n  "

    change('src/web/health.ts', 'const routes = Router()', `${mistake}const routes = Router()`)
    await until(() => printed().includes('Not reloaded: the version before goes on.\n'))

    expect(printed()).toContain('Error: no routes')
    await browser.visit('/livez').expect(200)

    change('src/web/health.ts', mistake, '')
    await until(() => printed().includes('\nReloaded in '))
  })

  it('says that a change of the sandbox needs a new start, and keeps the church as it is', async () => {
    change('src/sandbox/index.ts', "'/avatars'", "'/portraits'")
    await until(() => printed().endsWith('\n'))

    expect(printed()).toMatch(/^Stop and start again to see the change in src.sandbox.index\.ts\n$/)
  })
})

interface Demo {
  child: ChildProcess
  output(): string
  ended: Promise<number | null>
  stop(signal: NodeJS.Signals): Promise<number | null>
}
interface Start {
  args?: string[]
  env?: Record<string, string>
}

function spawnDemo({ args = [], env = {} }: Start): Demo {
  const child = spawn(process.execPath, ['dist/demo.js', ...args], { cwd: tree, env: { ...process.env, PORT: '0', TMPDIR: temporary, ...env } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()))
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const demo: Demo = {
    child,
    output: () => output,
    ended,
    stop(signal) {
      child.kill(signal)
      return ended
    },
  }
  running.push(demo)
  return demo
}

async function startDemo(start: Start = {}) {
  const begun = performance.now()
  const demo = spawnDemo(start)
  await Promise.race([
    until(() => demo.output().includes('Ctrl-C ends it.\n')),
    demo.ended.then((code) => Promise.reject(new Error(`the demo ended with ${code}: ${demo.output()}`))),
  ])
  return {
    ...demo,
    readyInMs: performance.now() - begun,
    url: /http:\/\/localhost:\d+/.exec(demo.output())?.[0] ?? '',
  }
}

function change(file: string, from: string, to: string): void {
  const path = join(tree, file)
  const text = readFileSync(path, 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(path, text.replace(from, to))
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(20)
}
