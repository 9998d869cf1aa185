import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

interface LockedPackage {
  version?: string
  resolved?: string
  integrity?: string
  optional?: boolean
  dev?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const lockFile = JSON.parse(readFileSync(resolve(__dirname, '../../package-lock.json'), 'utf8')) as { packages: Record<string, LockedPackage> }
const locked = Object.entries(lockFile.packages).filter(([path]) => path.startsWith('node_modules/'))

/** What the README says Foyer runs on. */
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64']

/** Packages that exist once per platform, by what they are part of: `@swc/core-linux-x64-gnu` belongs to `@swc/core`. */
const native = locked.filter(([, { os, cpu }]) => os ?? cpu)
const families = new Map<string, LockedPackage[]>()
for (const [path, part] of native) {
  const owner = locked.find(([, { optionalDependencies }]) => optionalDependencies && nameOf(path) in optionalDependencies)
  const family = owner ? nameOf(owner[0]) : `nobody, for ${nameOf(path)}`
  families.set(family, [...(families.get(family) ?? []), part])
}

describe('the lock file', () => {
  it('knows the native packages, which are optional without exception', () => {
    expect([...families.keys()]).toEqual(expect.arrayContaining(['@swc/core', 'unrs-resolver']))
    expect([...families.keys()].filter((family) => family.startsWith('nobody'))).toEqual([])
    expect(native.filter(([, { optional }]) => !optional).map(([path]) => path)).toEqual([])
  })

  it.each([...families.keys()])('installs %s on every platform the README names', (family) => {
    const forUsualLinux = ({ libc }: LockedPackage) => !libc || libc.includes('glibc')
    const parts = (families.get(family) ?? []).filter(forUsualLinux)
    const platforms = parts.flatMap(({ os = [], cpu = [] }) => os.flatMap((system) => cpu.map((chip) => `${system}-${chip}`)))

    expect(platforms).toEqual(expect.arrayContaining(PLATFORMS))
  })

  it('holds every optional package its owner asks for, so that `npm ci` is content everywhere', () => {
    const asked = locked.flatMap(([, { optionalDependencies = {} }]) => Object.keys(optionalDependencies))
    const present = new Set(locked.map(([path]) => nameOf(path)))

    expect(asked.filter((name) => !present.has(name))).toEqual([])
  })

  it('names no registry, so that everybody installs from their own', () => {
    expect(locked.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([])
  })

  it('says what every package must contain', () => {
    expect(locked.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([])
  })

  it('puts no native package and no stand-in for Redis into production', () => {
    expect(native.filter(([, { dev }]) => !dev).map(([path]) => path)).toEqual([])
    expect(lockFile.packages['node_modules/ioredis-mock']).toMatchObject({ dev: true })
  })
})

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}
