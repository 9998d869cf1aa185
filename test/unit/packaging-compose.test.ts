import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { loadConfig } from '../../src/config'
import { defaultTimes } from '../../src/times'

const ROOT = resolve(__dirname, '../..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')

interface Service {
  image?: string
  build?: string
  command?: string[]
  environment?: Record<string, string>
  env_file?: string
  depends_on?: Record<string, { condition: string }>
  healthcheck?: { test: string[] }
  networks?: string[]
  ports?: string[]
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  stop_grace_period?: string
}
const compose = parse(read('docker-compose.yml')) as { services: Record<string, Service>; networks: Record<string, { internal?: boolean } | null> }
const { redis, caddy, ...apps } = compose.services as Record<string, Service> & { redis: Service; caddy: Service }
const caddyfile = read('deploy/Caddyfile')
const example = settingsIn(read('.env.example'))

describe('docker compose', () => {
  it('runs two of the app behind a proxy that knows both', () => {
    expect(Object.keys(apps)).toEqual(['foyer-a', 'foyer-b'])
    expect(caddyfile).toContain('reverse_proxy foyer-a:3000 foyer-b:3000')
    expect(Object.values(apps).map(({ environment }) => environment?.PORT)).toEqual(['3000', '3000'])
    expect(caddyfile).toContain('health_uri /readyz')
  })

  it('waits for what each needs', () => {
    for (const app of Object.values(apps)) expect(app.depends_on).toEqual({ redis: { condition: 'service_healthy' } })
    expect(Object.keys(caddy.depends_on ?? {})).toEqual(Object.keys(apps))
  })

  it('gives everything longer to stop than the app takes at most', () => {
    for (const { stop_grace_period } of Object.values(compose.services)) {
      expect(stop_grace_period).toMatch(/^\d+s$/)
      expect(parseInt(stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(30)
      expect(parseInt(stop_grace_period ?? '', 10) * 1000).toBeGreaterThan(defaultTimes.stopHard)
    }
  })

  it('pins every image it pulls and builds the rest', () => {
    for (const { image, build } of Object.values(compose.services))
      if (build) expect(build).toBe('.')
      else expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+(-[a-z0-9.]+)?$/)
  })

  it('keeps in Redis whatever Redis acknowledged, and never drops a session to make room', () => {
    const flags = (redis.command ?? []).join(' ')

    expect(redis.image).toMatch(/^redis:7\./)
    expect(flags).toContain('--appendonly yes')
    expect(flags).toContain('--appendfsync everysec')
    expect(flags).toContain('--maxmemory-policy noeviction')
    expect(flags).toContain('--requirepass ${REDIS_PASSWORD:?')
  })

  it('lets nobody but the app reach Redis', () => {
    expect(redis.ports).toBeUndefined()
    expect(redis.networks).toEqual(['back'])
    expect(caddy.networks).toEqual(['front'])
    expect(compose.networks.back).toEqual({ internal: true })
    expect(Object.values(apps).every(({ ports }) => ports === undefined)).toBe(true)
  })

  it('takes from every container the rights it does not need', () => {
    for (const service of Object.values(compose.services))
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
  })

  it('asks every container whether it is well', () => {
    expect(redis.healthcheck?.test.join(' ')).toContain('redis-cli ping')
    expect(caddy.healthcheck).toBeDefined()
    expect(read('Dockerfile')).toContain('HEALTHCHECK') // the app's comes with its image
  })

  it('names only settings that .env.example explains', () => {
    const interpolated = [...read('docker-compose.yml').matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name)
    const given = Object.values(apps).flatMap(({ environment }) => Object.keys(environment ?? {}))

    expect([...interpolated, ...given].filter((name) => !example.has(name ?? ''))).toEqual([])
    expect(Object.values(apps).map(({ env_file }) => env_file)).toEqual(['.env', '.env'])
  })
})

describe('the proxy', () => {
  it('gets its name from PUBLIC_URL and sees to the certificate itself', () => {
    expect(caddyfile).toMatch(/^\{\$PUBLIC_URL\} \{$/m)
    expect(caddy.environment?.PUBLIC_URL).toMatch(/^\$\{PUBLIC_URL:\?/)
  })

  it('G4: writes no query string, referrer or redirect into its logs, for a sign-in code may be in them', () => {
    expect(caddyfile).toContain(String.raw`request>uri regexp "\?.*" ""`)
    expect(caddyfile).toContain('request>headers>Referer delete')
    expect(caddyfile).toContain('resp_headers>Location delete')
  })

  it('repeats a request only if asking twice does no harm', () => {
    expect(caddyfile.replace(/\s+/g, ' ')).toContain('lb_retry_match { method GET HEAD not path /oauth/callback }')
  })
})

describe('.env.example', () => {
  it('explains every setting Foyer knows, and no other', () => {
    const known = [...read('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = '']) => name)

    // DEBUG belongs to Node's packages; REDIS_PASSWORD to docker compose.
    expect([...example.keys()].sort()).toEqual([...known.filter((name) => name !== 'DEBUG'), 'REDIS_PASSWORD'].sort())
  })

  it('says something about each', () => {
    const blocks = read('.env.example').split('\n\n').filter((block) => /^[A-Z_]+=/m.test(block))

    for (const block of blocks) expect(block).toMatch(/^# \S.{20,}\n[A-Z]/m)
  })

  it('is accepted in production once filled in as it says', () => {
    const secret = () => randomBytes(32).toString('hex')
    const filled = {
      ...Object.fromEntries(example),
      NODE_ENV: 'production',
      PCO_CLIENT_ID: secret(),
      PCO_CLIENT_SECRET: secret(),
      PCO_ORGANIZATIONS: '123',
      PCO_CONTACT: 'office@example.org',
      SESSION_SECRETS: secret(),
      ENCRYPTION_KEYS: secret(),
    }

    expect(loadConfig(filled)).toMatchObject({ production: true, port: 3000, operatorName: null, sampleChurch: false })
  })

  it('is refused as it stands', () => {
    expect(() => loadConfig({ ...Object.fromEntries(example), NODE_ENV: 'production' })).toThrow('PCO_CLIENT_ID')
  })
})

function settingsIn(text: string): Map<string, string> {
  return new Map([...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]))
}
