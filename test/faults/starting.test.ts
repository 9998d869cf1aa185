import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { CookieJar, visitPlanningCenter } from '../support/planning-center-visit'
import { startProcess } from '../support/processes'
import { until } from '../support/until'

const ROOT = join(__dirname, '../..')
const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://foyer.example.org',
  PCO_CLIENT_ID: 'id',
  PCO_CLIENT_SECRET: 'canary-client-secret',
  PCO_CONTACT: 'office@example.org',
  PCO_ORGANIZATIONS: 'any',
  REDIS_URL: 'redis://127.0.0.1:1',
  SESSION_SECRETS: 'kx8Jq2mZ7vTn4Rw9Lp3sYb6HdFc1GeUa',
  ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
  PORT: '0',
}

describe('in production Foyer', () => {
  const start = (env: Record<string, string>) => {
    const { status, stderr, stdout } = spawnSync(process.execPath, ['dist/main.js'], { cwd: ROOT, env: { ...PRODUCTION, ...env }, encoding: 'utf8', timeout: 15_000 })
    return { status, said: stderr + stdout }
  }

  it.each(['*', 'simple-oauth2*', 'express,simple-oauth2:client', 'ioredis:*', 'express-session'])('G1: does not start with DEBUG=%s, which would print credentials, codes and tokens', (DEBUG) => {
    const { status, said } = start({ DEBUG })
    expect(status).toBe(1)
    expect(said).toContain('DEBUG would print secrets: leave it out in production')
    expect(said).not.toContain('canary')
  })

  it.each([
    ['SESSION_SECRETS', ''],
    ['SESSION_SECRETS', 'changeme'],
    ['SESSION_SECRETS', 'a'.repeat(64)],
    ['ENCRYPTION_KEYS', ''],
    ['ENCRYPTION_KEYS', '0'.repeat(64)],
    ['PUBLIC_URL', 'http://foyer.example.org'],
    ['PCO_URL', 'http://127.0.0.1:4000'],
  ])('G6: does not start with %s=%s, and names the setting and its mend', (name, value) => {
    const { status, said } = start({ [name]: value })
    expect(status).toBe(1)
    expect(said).toContain(`  - ${name} `)
    expect(said).not.toMatch(/canary|\bat .*\.js:\d/)
  })
})

describe('in production, without an id and a secret', () => {
  const UNREGISTERED = { ...PRODUCTION, DATABASE_URL: 'postgres://foyer:canary@127.0.0.1:1/foyer', PCO_CLIENT_ID: '', PCO_CLIENT_SECRET: '' }

  it('Foyer starts all the same, leads everybody to its setup page, and says there that REDIS_URL leads nowhere', async () => {
    const process_ = await startProcess({ env: UNREGISTERED, times: { stopNotice: 0 } })
    const at = `http://127.0.0.1:${process_.port}`
    await expect(fetch(`${at}/livez`)).resolves.toMatchObject({ status: 200 })
    const sent = await fetch(`${at}/people`, { redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/setup'])
    const page = await fetch(`${at}/setup`, { headers: { Accept: 'text/html' } })
    const text = await page.text()
    expect([page.status, text]).toEqual([503, expect.stringContaining('host, port and password in REDIS_URL are right')])
    expect(text + process_.output()).not.toContain('canary')
    expect(await process_.stop('SIGTERM')).toBe(0)
  })

  it.each([
    ['SESSION_SECRETS', 'short'],
    ['PUBLIC_URL', 'http://foyer.example.org'],
    ['DATABASE_URL', ''],
  ])('G6: Foyer names what else is wrong, and does not start: %s=%s', (name, value) => {
    const { status, stderr } = spawnSync(process.execPath, ['dist/main.js'], { cwd: ROOT, env: { ...UNREGISTERED, [name]: value }, encoding: 'utf8', timeout: 15_000 })
    expect([status, stderr]).toEqual([1, expect.stringContaining(`  - ${name} `)])
    expect(stderr).not.toContain('PCO_CLIENT')
  })
})

describe('the first contact', () => {
  let sandbox: Sandbox
  const CALLBACK = 'http://localhost:1/oauth/callback'
  beforeAll(async () => {
    sandbox = await startSandbox({ redirectUris: [CALLBACK], requireFields: true })
  })
  beforeEach(() => {
    sandbox.clearFaults()
    sandbox.calls.length = 0
  })
  afterAll(() => sandbox.close())

  /** As an operator runs it: start it, open its address, sign in; the browser then goes round by itself. */
  async function meet(options: { args?: string[]; deny?: boolean } = {}): Promise<{ status: number | null; said: string }> {
    const env = { ...process.env, PORT: '0', PUBLIC_URL: 'http://localhost:1', PCO_URL: sandbox.url, PCO_AVATAR_URL: sandbox.avatarUrl, PCO_CLIENT_ID: sandbox.clientId, PCO_CLIENT_SECRET: sandbox.clientSecret, REDIS_URL: 'redis://unused' }
    const child = spawn(process.execPath, ['dist/first-contact.js', ...(options.args ?? [])], { cwd: ROOT, env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const gone = once(child, 'exit')
    await until(() => /\(port \d+\)/.test(said), 15_000)
    const at = `http://localhost:${/\(port (\d+)\)/.exec(said)?.[1]}`
    const jar = new CookieJar()
    const goRound = async (path: string, decision: 'allow' | 'deny' = 'allow') => {
      const sent = await fetch(at + path, { redirect: 'manual' })
      const address = sent.headers.get('location')
      if (!address) return null
      const { callback } = await visitPlanningCenter(address, { login: 'secretary', jar, decision })
      return new URL(callback).pathname + new URL(callback).search
    }
    if (options.deny) await goRound((await goRound('/', 'deny')) ?? '/')
    for (let next: string | null = '/'; next !== null; ) next = await goRound(next)
    const [status] = (await gone) as [number | null]
    return { status, said }
  }

  const seen = (said: string, fact: string) => said.split('\n').find((line) => line.startsWith(`| ${fact} |`))?.split(' | ').at(-1)?.replace(/ \|$/, '')

  const FACTS: [string, string][] = [
    ['a code nobody was given', '400 invalid_grant'],
    ['… its code_challenge_methods_supported', 'S256'],
    ['parameters of the callback', 'code, state'],
    ['how soon a new token works', 'at once'],
    ['token_type, scope, expires_in', 'Bearer, present, 7200'],
    ['types of sub and organization_id', 'string, string'],
    ['how the rate limit is told', '100, 20 seconds, 2'],
    ['a photo, without a token', '200, image/png'],
    ['signing in again, without a consent page: a refresh token', 'present'],
    ['… and the tokens of the sign-in before', 'good'],
    ['a refresh', '200, refresh token present, id_token present'],
    ['a wrong PKCE verifier', '400 invalid_grant'],
    ['… and the right one afterwards', '200'],
    ['… and the access token of the same pair', 'dead'],
  ]

  it('B7: tells what is expected and what was seen, of a Planning Center that refuses a wrong verifier, and keeps no tokens', async () => {
    const { status, said } = await meet()
    expect([status, said]).toEqual([0, expect.stringContaining('Planning Center looks at the PKCE verifier.')])
    expect(said).toContain('| fact | expected | seen |')
    expect(said).not.toMatch(/no answer|something else/)
    expect(Object.fromEntries(FACTS.map(([fact]) => [fact, seen(said, fact)]))).toEqual(Object.fromEntries(FACTS))
    expect(sandbox.liveTokens().refresh).toBe(0)
  })

  it('asks only questions: nothing but reading, and the calls of OAuth itself', async () => {
    await meet({ args: ['--reuse'] })
    const changing = sandbox.calls.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/oauth/'))
    expect(changing).toEqual([])
  })

  it('prints nobody’s name or number, no token and no code, whoever signs in', async () => {
    const { said } = await meet({ args: ['--reuse'], deny: true })
    const church = [...sandbox.world.churches.values()][0]
    const people = [...(church?.people.values() ?? [])]
    const telling = [...sandbox.secrets, sandbox.clientId, sandbox.clientSecret, church?.name, ...people.map(({ lastName }) => lastName).filter((name) => name.length > 4), ...people.map(({ id }) => id)]
    expect(telling.length).toBeGreaterThan(60)
    const table = said.slice(said.indexOf('| fact |'))
    expect(telling.filter((secret) => secret && new RegExp(`(?<![\\w])${secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w])`).test(table))).toEqual([])
  })

  it('uses spent codes and tokens once more only when told to, and tells what came of it', async () => {
    expect((await meet()).said).not.toContain('a code used twice')
    sandbox.setRotation('reuse-kills-everything')
    const { said } = await meet({ args: ['--reuse'] })
    expect([seen(said, 'a code used twice'), seen(said, '… and the tokens it bought'), seen(said, '… and the successor after that')]).toEqual(['400 invalid_grant', 'dead', 'dead'])
    sandbox.setRotation('dies-when-successor-is-used')
  })

  it('notes how Deny comes back, and goes on', async () => {
    sandbox.revokeGrants()
    const { status, said } = await meet({ deny: true })
    expect([status, seen(said, 'pressing Deny')]).toEqual([0, expect.stringMatching(/^error=access_denied, with .*state/)])
  })

  it('B7: raises the alarm about one that takes any verifier, and gives the tokens back', async () => {
    sandbox.addFault({ on: 'token', ignorePkce: true })
    const { status, said } = await meet()
    expect([status, said]).toEqual([1, expect.stringContaining('ALARM: Planning Center did not refuse a wrong PKCE verifier')])
    expect(sandbox.liveTokens().refresh).toBe(0)
  })

  it('B7: does not take an outage for an answer', async () => {
    sandbox.addFault({ on: 'token', answer: { status: 502, type: 'html' } })
    expect((await meet()).status).toBe(1)
  })
})
