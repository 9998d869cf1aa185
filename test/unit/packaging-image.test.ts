import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, posix, resolve } from 'node:path'

const ROOT = resolve(__dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

interface Step {
  name: string
  words: string
}
interface Stage {
  image: string
  name: string
  steps: Step[]
}
const stages = readStages(read('Dockerfile'))
const [build, final] = stages as [Stage, Stage]
const all = (stage: Stage, name: string) => stage.steps.filter((step) => step.name === name).map((step) => step.words)
const last = (name: string) => all(final, name).at(-1) ?? ''
const context = filesUnder('.').filter((file) => !isIgnored(file))

describe('the image', () => {
  it('is built in two stages on the same pinned Node that package.json allows', () => {
    expect(stages).toHaveLength(2)
    expect(build.image).toBe(final.image)
    const [, major, minor] = /^node:(\d+)\.(\d+)\.\d+-bookworm-slim$/.exec(final.image) ?? []
    expect((JSON.parse(read('package.json')) as { engines: { node: string } }).engines.node).toBe('>=20.19')
    expect(Number(major) * 100 + Number(minor)).toBeGreaterThanOrEqual(2019)
  })

  it('copies only what exists: in the repository, or made by the stage before', () => {
    const made = new Set(['package.json', 'node_modules', 'dist'])
    const copies = stages.flatMap((stage) => all(stage, 'COPY').map(readCopy))

    for (const { from, sources } of copies)
      for (const source of sources)
        if (from) expect(made).toContain(posix.relative('/app', source))
        else expect(context.some((file) => file === source || file.startsWith(`${source}/`))).toBe(true)
    expect(copies.filter(({ from }) => from).every(({ from }) => from === build.name)).toBe(true)
  })

  it('installs what the lock file says, builds, and drops the development packages, in this order', () => {
    const commands = all(build, 'RUN')

    expect(commands).toEqual(['npm ci --ignore-scripts', 'npm run build', 'npm prune --omit=dev --ignore-scripts'])
    expect(all(final, 'RUN')).toEqual([])
  })

  it('lets no demo, sandbox, test, secret or history near the build', () => {
    expect(context).toEqual(expect.arrayContaining(['package-lock.json', '.npmrc', 'src/config.ts', 'scripts/build.mjs']))
    expect(context.filter((file) => /demo|sandbox|\.env|^test\/|^\.git|\.test\./.test(file))).toEqual([])
    expect(isIgnored('.env')).toBe(true)
    expect(isIgnored('.git/config')).toBe(true)
  })

  it('starts a file that the build makes', () => {
    expect(JSON.parse(last('CMD'))).toEqual(['node', 'dist/main.js'])
    expect(existsSync(join(ROOT, 'src/main.ts'))).toBe(true)
    expect(last('ENV')).toBe('NODE_ENV=production')
  })

  it('runs as an ordinary user and stops on the signal the app listens to', () => {
    expect(last('USER')).toBe('node')
    expect(last('STOPSIGNAL')).toBe('SIGTERM')
  })

  it('is healthy exactly when /livez says so', async () => {
    const [program, ...args] = JSON.parse(last('HEALTHCHECK').replace(/^.*CMD /, '')) as [string, ...string[]]
    expect(program).toBe('node')
    let status = 200
    const asked: string[] = []
    const app = createServer((req, res) => {
      asked.push(req.url ?? '')
      res.writeHead(status).end()
    }).listen(0, '127.0.0.1')
    await once(app, 'listening')
    const { port } = app.address() as AddressInfo
    const check = async () => {
      const [code] = (await once(spawn(process.execPath, args, { env: { PORT: String(port) }, stdio: 'ignore' }), 'exit')) as [number]
      return code
    }

    expect(await check()).toBe(0)
    status = 500
    expect(await check()).toBe(1)
    app.close()
    app.closeAllConnections()
    await once(app, 'close')
    expect(await check()).toBe(1)
    expect(asked).toEqual(['/livez', '/livez'])
  })
})

function readStages(text: string): Stage[] {
  const lines = text.split('\n').filter((line) => line.trim() && !line.startsWith('#'))
  const steps = lines.join('\n').replace(/\\\n\s*/g, '').split('\n').map((line) => {
    const [name = '', ...words] = line.split(' ')
    return { name, words: words.join(' ') }
  })
  const read: Stage[] = []
  for (const step of steps) {
    const [image = '', , name = ''] = step.words.split(' ')
    if (step.name === 'FROM') read.push({ image, name, steps: [] })
    else read.at(-1)?.steps.push(step)
  }
  return read
}

function readCopy(words: string): { from: string | undefined; sources: string[] } {
  const [, from] = /^--from=(\S+) /.exec(words) ?? []
  return { from, sources: words.replace(/^--from=\S+ /, '').split(' ').slice(0, -1) }
}

/** .dockerignore: the last line that speaks of a path, or of a folder above it, decides. */
function isIgnored(path: string): boolean {
  const lines = read('.dockerignore').split('\n').filter((line) => line && !line.startsWith('#'))
  return lines.reduce((ignored, line) => {
    const pattern = line.replace(/^!/, '')
    const speaksOfIt = pattern === '*' || path === pattern || path.startsWith(`${pattern}/`)
    return speaksOfIt ? !line.startsWith('!') : ignored
  }, false)
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = posix.join(folder, name)
    if (['node_modules', '.git', 'dist'].includes(path)) return []
    return statSync(join(ROOT, path)).isDirectory() ? filesUnder(path) : [path]
  })
}
