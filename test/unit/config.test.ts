import { loadConfig } from '../../src/config'
import { GOOD_KEY, GOOD_SECRET, problemsOf, PRODUCTION, REQUIRED } from './good-settings'

describe('the settings', () => {
  it('need only three in development; the rest has good defaults', () => {
    const config = loadConfig(REQUIRED)
    expect(config).toMatchObject({
      production: false,
      readsOnce: false,
      port: 3000,
      planningCenter: {
        url: 'https://api.planningcenteronline.com',
        avatarUrl: 'https://avatars.planningcenteronline.com',
        scopes: ['openid', 'people'],
        organizations: null,
      },
      operatorName: null,
      sampleChurch: false,
      trustedProxies: [],
      logLevel: 'info',
      metrics: null,
      redis: { url: 'redis://localhost:6379', sentinelName: null },
    })
    expect(config.publicUrl.href).toBe('http://localhost:3000/')
    expect([config.times.sessionIdle, config.times.sessionAbsolute]).toEqual([30 * 60_000, 8 * 3_600_000])
  })

  it('may be complete, in production', () => {
    expect(loadConfig(PRODUCTION)).toMatchObject({
      production: true,
      readsOnce: true,
      planningCenter: { organizations: new Set(['123', '456']), contact: 'office@example.org' },
    })
  })

  it('have an explorer in development, and in production only by asking, for administrators; without one nothing more can be asked for', () => {
    const given = { PCO_CLIENT_ID: 'x', PCO_CLIENT_SECRET: 'x', REDIS_URL: 'redis://x', EXPLORER_SCOPES: 'services  giving' }
    const of = (env: Record<string, string>) => {
      const { explorer, planningCenter } = loadConfig({ ...given, ...env })
      return [explorer, planningCenter.explorerScopes]
    }
    expect(of({})).toEqual([{ onlyAdministrators: false }, ['services', 'giving']])
    expect(of({ EXPLORER: 'off' })).toEqual([null, []])
    expect(of(PRODUCTION)).toEqual([null, []])
    expect(of({ ...PRODUCTION, EXPLORER: 'on' })).toEqual([{ onlyAdministrators: true }, ['services', 'giving']])
    expect(problemsOf({ ...given, EXPLORER_SCOPES: 'services homes', EXPLORER: 'yes' })).toEqual([expect.stringMatching(/^EXPLORER must be on or off/), expect.stringMatching(/^EXPLORER_SCOPES must be among people services/)])
  })

  it('count as absent when they are empty, as in a copied example', () => {
    const empty = Object.fromEntries(
      [
        'PORT',
        'PUBLIC_URL',
        'PCO_URL',
        'PCO_SCOPES',
        'PCO_CONTACT',
        'PCO_ORGANIZATIONS',
        'SESSION_SECRETS',
        'ENCRYPTION_KEYS',
        'LOG_LEVEL',
        'SESSION_IDLE_MINUTES',
        'NODE_ENV',
        'DEBUG',
      ].map((name) => [name, '  ']),
    )
    expect(loadConfig({ ...empty, ...REQUIRED })).toMatchObject({ port: 3000, logLevel: 'info', production: false })
  })

  it.each([
    ['SESSION_SECRETS', 'new-one , old-one', { sessionSecrets: ['new-one', 'old-one'] }],
    ['TRUSTED_PROXIES', '10.0.0.0/8, loopback', { trustedProxies: ['10.0.0.0/8', 'loopback'] }],
    ['PCO_SCOPES', 'people  services', { planningCenter: { scopes: ['openid', 'people', 'services'] } }],
    ['PCO_SCOPES', 'people openid people', { planningCenter: { scopes: ['openid', 'people'] } }],
    ['PCO_ORGANIZATIONS', ' 12 , 34 ', { planningCenter: { organizations: new Set(['12', '34']) } }],
    ['PCO_ORGANIZATIONS', 'any', { planningCenter: { organizations: null } }],
    ['PCO_URL', 'http://127.0.0.1:4000/some/path', { planningCenter: { url: 'http://127.0.0.1:4000' } }],
    ['SESSION_IDLE_MINUTES', '45', { times: { sessionIdle: 45 * 60_000 } }],
    ['SESSION_ABSOLUTE_HOURS', '12', { times: { sessionAbsolute: 12 * 3_600_000 } }],
    ['SAMPLE_CHURCH', '1', { sampleChurch: true }],
    ['OPERATOR_NAME', 'Ada', { operatorName: 'Ada' }],
    ['METRICS_PORT', '9464', { metrics: { host: '127.0.0.1', port: 9464 } }],
  ])('are read as meant: %s=%s', (name, value, expected) => {
    expect(loadConfig({ ...REQUIRED, [name]: value })).toMatchObject(expected)
  })

  it.each([
    ['PORT', 'abc', /PORT must be 0 to 65535/],
    ['PORT', '70000', /PORT must be 0 to 65535/],
    ['PORT', '3000.5', /PORT must be/],
    ['PORT', '-1', /PORT must be/],
    ['PUBLIC_URL', 'foyer.example.org', /PUBLIC_URL must be an http\(s\) address/],
    ['PUBLIC_URL', 'ftp://foyer.example.org', /PUBLIC_URL must be an http/],
    ['PUBLIC_URL', 'https://foyer.example.org/app', /PUBLIC_URL must be the bare address/],
    ['PUBLIC_URL', 'https://foyer.example.org?x', /PUBLIC_URL must be the bare address/],
    ['PUBLIC_URL', 'https://foyer.example.org#x', /PUBLIC_URL must be the bare address/],
    ['PUBLIC_URL', 'https://ada@foyer.example.org', /PUBLIC_URL must be the bare address/],
    ['PUBLIC_URL', 'https://:pw@foyer.example.org', /PUBLIC_URL must be the bare address/],
    ['PUBLIC_URL', 'http://foyer.example.org', /PUBLIC_URL may be http only on localhost/],
    ['PCO_URL', 'nonsense', /PCO_URL must be an http/],
    ['PCO_AVATAR_URL', 'javascript:alert(1)', /PCO_AVATAR_URL must be an http/],
    ['PCO_CLIENT_ID', undefined, /PCO_CLIENT_ID is missing: register/],
    ['PCO_CLIENT_SECRET', '', /PCO_CLIENT_SECRET is missing: it was shown/],
    ['REDIS_URL', undefined, /REDIS_URL is missing: for example/],
    ['REDIS_URL', 'localhost:6379', /REDIS_URL must begin with/],
    ['REDIS_URL', 'https://localhost', /REDIS_URL must begin with/],
    ['REDIS_URL', 'redis://[nonsense', /REDIS_URL/],
    ['REDIS_URL', 'redis://localhost:99999', /REDIS_URL/],
    ['REDIS_URL', 'redis://localhost/notanumber', /REDIS_URL/],
    ['REDIS_URL', 'sentinel://', /REDIS_URL/],
    ['REDIS_URL', 'sentinel://one:26379,two:26379', /REDIS_SENTINEL_NAME is missing/],
    ['PCO_ORGANIZATIONS', 'first-church', /PCO_ORGANIZATIONS must be organization ids/],
    ['PCO_ORGANIZATIONS', '12,any', /PCO_ORGANIZATIONS must be/],
    ['PCO_ORGANIZATIONS', ',', /PCO_ORGANIZATIONS/],
    ['ENCRYPTION_KEYS', 'short', /ENCRYPTION_KEYS has one that is not 32 bytes/],
    ['ENCRYPTION_KEYS', `${GOOD_KEY},${GOOD_KEY}`, /ENCRYPTION_KEYS names the same key twice/],
    ['ENCRYPTION_KEYS', ',', /ENCRYPTION_KEYS is empty/],
    ['SESSION_SECRETS', ',', /SESSION_SECRETS/],
    ['SESSION_IDLE_MINUTES', '2', /SESSION_IDLE_MINUTES must be 5 to 1440/],
    ['SESSION_IDLE_MINUTES', 'half an hour', /SESSION_IDLE_MINUTES must be 5 to 1440/],
    ['SESSION_ABSOLUTE_HOURS', '48', /SESSION_ABSOLUTE_HOURS must be 1 to 24/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL .*debug/],
    ['TRUSTED_PROXIES', 'true', /TRUSTED_PROXIES/],
    ['TRUSTED_PROXIES', '10.0.0.0/99', /TRUSTED_PROXIES/],
    ['TRUSTED_PROXIES', 'proxy.example.org', /TRUSTED_PROXIES/],
    ['METRICS_PORT', '3000', /METRICS_PORT must be another port than PORT/],
    ['METRICS_PORT', '0', /METRICS_PORT must be 1 to 65535/],
    ['METRICS_HOST', 'all', /METRICS_HOST must be an address of this machine/],
    ['NODE_ENV', 'prod', /NODE_ENV/],
  ])('G6: are refused by name, with the mend: %s=%s', (name, value, expected) => {
    expect(problemsOf({ ...REQUIRED, [name]: value }).filter((problem) => expected.test(problem))).toHaveLength(1)
  })

  it.each([
    ['PUBLIC_URL', undefined, /PUBLIC_URL is missing/],
    ['PUBLIC_URL', 'http://localhost:3000', /PUBLIC_URL must be https/],
    ['PCO_URL', 'http://127.0.0.1:4000', /PCO_URL points at a stand-in/],
    ['PCO_URL', 'https://localhost', /PCO_URL points at a stand-in/],
    ['PCO_URL', 'https://[::1]:4000', /PCO_URL points at a stand-in/],
    ['PCO_URL', 'https://127.0.0.2', /PCO_URL points at a stand-in/],
    ['PCO_AVATAR_URL', 'http://localhost:4001', /PCO_AVATAR_URL points at a stand-in/],
    ['PCO_CONTACT', undefined, /PCO_CONTACT is missing/],
    ['PCO_ORGANIZATIONS', undefined, /PCO_ORGANIZATIONS is missing/],
    ['SESSION_SECRETS', undefined, /SESSION_SECRETS is missing/],
    ['SESSION_SECRETS', 'too short', /SESSION_SECRETS has one that is too short/],
    ['SESSION_SECRETS', `${GOOD_SECRET},short`, /SESSION_SECRETS has one that is too short/],
    ['SESSION_SECRETS', 'a'.repeat(64), /SESSION_SECRETS has one that is too short or too simple/],
    ['SESSION_SECRETS', `${GOOD_SECRET},for-development-only-never-in-production`, /SESSION_SECRETS/],
    ['SESSION_SECRETS', ',', /SESSION_SECRETS/],
    ['ENCRYPTION_KEYS', undefined, /ENCRYPTION_KEYS is missing/],
    [
      'ENCRYPTION_KEYS',
      Buffer.alloc(32, 'for-development-only-never-in-production').toString('hex'),
      /ENCRYPTION_KEYS is missing/,
    ],
    ['ENCRYPTION_KEYS', '0'.repeat(64), /ENCRYPTION_KEYS/],
    ['SAMPLE_CHURCH', '1', /SAMPLE_CHURCH belongs to the demo/],
    ['DEBUG', '*', /DEBUG would print secrets/],
    ['DEBUG', 'simple-oauth2:client', /DEBUG would print secrets/],
    ['DEBUG', 'ioredis:redis', /DEBUG would print secrets/],
  ])('G6: are refused in production: %s=%s', (name, value, expected) => {
    expect(problemsOf({ ...PRODUCTION, [name]: value }).filter((problem) => expected.test(problem))).toHaveLength(1)
  })

  it('may name a DEBUG that prints no secrets, in production', () => {
    expect(problemsOf({ ...PRODUCTION, DEBUG: 'send' })).toEqual([])
  })

  it('G6: are never the published secrets where people come in by https, whatever NODE_ENV says', () => {
    expect(problemsOf({ ...REQUIRED, PUBLIC_URL: 'https://foyer.example.org' })).not.toEqual([])
  })

  it('are complained of all together, so that nobody mends them one by one', () => {
    const wrong = {
      NODE_ENV: 'production',
      PORT: '70000',
      REDIS_URL: 'localhost',
      PUBLIC_URL: 'http://localhost',
      ENCRYPTION_KEYS: 'short',
      SESSION_SECRETS: 'short',
    }
    const named = new Set(problemsOf(wrong).map((problem) => problem.split(' ')[0]))
    expect([...named].sort()).toEqual([
      'DATABASE_URL',
      'ENCRYPTION_KEYS',
      'PCO_CLIENT_ID',
      'PCO_CLIENT_SECRET',
      'PCO_CONTACT',
      'PCO_ORGANIZATIONS',
      'PORT',
      'PUBLIC_URL',
      'REDIS_URL',
      'SESSION_SECRETS',
    ])
  })

  it('may lack what Planning Center has not given yet, for whoever can start without, and lack nothing else', () => {
    const without = { ...PRODUCTION, PCO_CLIENT_ID: '', PCO_CLIENT_SECRET: undefined }
    expect(problemsOf(without)).toHaveLength(2)
    expect(loadConfig(without, { mayLackApplication: true }).planningCenter.lacks).toEqual(['PCO_CLIENT_ID', 'PCO_CLIENT_SECRET'])
    expect(loadConfig({ ...PRODUCTION, PCO_CLIENT_SECRET: '' }, { mayLackApplication: true }).planningCenter.lacks).toEqual(['PCO_CLIENT_SECRET'])
    expect(loadConfig(PRODUCTION, { mayLackApplication: true }).planningCenter.lacks).toEqual([])
    expect(() => loadConfig({ ...without, SESSION_SECRETS: 'short' }, { mayLackApplication: true })).toThrow(/^Foyer cannot start:\n {2}- SESSION_SECRETS has one that is too short[^\n]*$/)
  })

  it('know whether they are those that anybody can read', () => {
    expect([loadConfig(REQUIRED).usesPublishedSecrets, loadConfig(PRODUCTION).usesPublishedSecrets, loadConfig({ ...REQUIRED, SESSION_SECRETS: GOOD_SECRET }).usesPublishedSecrets]).toEqual([true, false, true])
  })

  it('are each complained of once', () => {
    for (const wrong of [{ PUBLIC_URL: 'http://foyer.example.org' }, { PUBLIC_URL: 'https://foyer.example.org/app' }, { PCO_URL: 'nonsense' }, { ENCRYPTION_KEYS: 'short' }, { SESSION_SECRETS: 'short' }])
      expect(problemsOf({ ...PRODUCTION, ...wrong })).toEqual([expect.stringContaining(Object.keys(wrong)[0] ?? '')])
  })

  it('are complained of without telling a secret', () => {
    const wrong = {
      ...PRODUCTION,
      SESSION_SECRETS: 'canary-short',
      ENCRYPTION_KEYS: 'canary-key',
      REDIS_URL: 'https://:canary-password@redis',
      PORT: 'x',
      PCO_CLIENT_SECRET: 'canary-secret',
    }
    expect(problemsOf(wrong).length).toBeGreaterThan(0)
    expect(problemsOf(wrong).join('\n')).not.toContain('canary')
  })
})
