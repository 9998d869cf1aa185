import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { visitPlanningCenter } from '../support/planning-center-visit'
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
    ['PCO_CLIENT_SECRET', ''],
    ['PCO_URL', 'http://127.0.0.1:4000'],
  ])('G6: does not start with %s=%s, and names the setting and its mend', (name, value) => {
    const { status, said } = start({ [name]: value })
    expect(status).toBe(1)
    expect(said).toContain(`  - ${name} `)
    expect(said).not.toMatch(/canary|\bat .*\.js:\d/)
  })
})

describe('the probe of PKCE', () => {
  let sandbox: Sandbox
  const CALLBACK = 'http://localhost:1/oauth/callback'
  beforeAll(async () => {
    sandbox = await startSandbox({ redirectUris: [CALLBACK] })
  })
  beforeEach(() => sandbox.clearFaults())
  afterAll(() => sandbox.close())

  /** As an operator runs it: start it, open its address, sign in. */
  async function probe(): Promise<{ status: number | null; said: string }> {
    const env = { ...process.env, PORT: '0', PUBLIC_URL: 'http://localhost:1', PCO_URL: sandbox.url, PCO_CLIENT_ID: sandbox.clientId, PCO_CLIENT_SECRET: sandbox.clientSecret, REDIS_URL: 'redis://unused' }
    const child = spawn(process.execPath, ['scripts/probe-pkce.mjs'], { cwd: ROOT, env })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const gone = once(child, 'exit')
    await until(() => /\(port \d+\)/.test(said), 15_000)
    const at = `http://localhost:${/\(port (\d+)\)/.exec(said)?.[1]}`
    const sent = await fetch(at, { redirect: 'manual' })
    const { callback } = await visitPlanningCenter(sent.headers.get('location') ?? '', { login: 'secretary' })
    await fetch(at + new URL(callback).pathname + new URL(callback).search)
    const [status] = (await gone) as [number | null]
    return { status, said }
  }

  it('B7: is content with a Planning Center that refuses a wrong verifier, and keeps no tokens', async () => {
    const { status, said } = await probe()
    expect([status, said]).toEqual([0, expect.stringContaining('Good: Planning Center refuses a wrong verifier, and takes the right one afterwards.')])
    expect(sandbox.liveTokens().refresh).toBe(0)
  })

  it('B7: raises the alarm about one that takes any, and gives the tokens back', async () => {
    sandbox.addFault({ on: 'token', ignorePkce: true })
    const { status, said } = await probe()
    expect([status, said]).toEqual([1, expect.stringContaining('ALARM: Planning Center took a code with a wrong verifier')])
    expect(sandbox.liveTokens().refresh).toBe(0)
  })

  it('B7: does not take an outage for an answer', async () => {
    sandbox.addFault({ on: 'token', times: 1, answer: { status: 502, type: 'html' } })
    const { status, said } = await probe()
    expect([status, said]).toEqual([1, expect.stringContaining('no clear answer')])
  })
})
