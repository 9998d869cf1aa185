import { readFileSync, readdirSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'

const ROOT = resolve(__dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const { scripts, dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>>

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((file) => posix.join('src', file.replaceAll('\\', '/')))
  .filter((file) => file.endsWith('.ts'))
const isDemo = (file: string) => /^src\/demo(\/|\.ts$)/.test(file)
const isSandbox = (file: string) => file.startsWith('src/sandbox/')
const production = sources.filter((file) => !isDemo(file) && !isSandbox(file))

describe('what goes into production', () => {
  it('imports nothing of the demo or the sandbox', () => {
    const strays = production.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => posix.join(posix.dirname(file), name))
        .filter((target) => isSandbox(`${target}/`) || isDemo(`${target}.ts`) || isDemo(target))
        .map((target) => `${file} imports ${target}`),
    )

    expect(strays).toEqual([])
  })

  it('imports only packages that a production install has', () => {
    const strays = production.flatMap((file) =>
      importsOf(file)
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .filter((name) => !(packageOf(name) in dependencies))
        .map((name) => `${file} imports ${name}`),
    )

    expect(strays).toEqual([])
  })

  it('has no stand-in for Redis: only the demo ever names it', () => {
    expect(sources.filter((file) => read(file).includes('ioredis-mock')).filter((file) => !isDemo(file))).toEqual([])
    expect(devDependencies).toHaveProperty('ioredis-mock')
    expect(dependencies).not.toHaveProperty('ioredis-mock')
  })

  it('pins every package to one version', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))

    expect(loose).toEqual([])
  })
})

describe('the commands in package.json', () => {
  it.each(Object.entries(scripts))('%s runs on Windows, too', (_name, command) => {
    for (const part of command.split(' && ')) {
      expect(part).toMatch(/^(npm run|node|jest|eslint|tsc|depcruise)\b/)
      expect(part).not.toMatch(/[$;|<>`'"*&]|\w=\S*\s/)
    }
  })
})

/** Types are gone after the build; only what is left to load counts. */
function importsOf(file: string): string[] {
  const text = read(file)
  const statements = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  const calls = text.matchAll(/\b(?:require|import)\(\s*['"]([^'"]+)['"]/g)
  return [...statements, ...calls].map(([, name = '']) => name)
}

function packageOf(name: string): string {
  return name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')
}
