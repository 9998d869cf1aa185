import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { startSandbox, type Sandbox } from '../../src/sandbox'
import { createCanaries, type Canaries } from '../support/canaries'

/** What every scenario here is searched with, shown to find what it looks for. */
describe('a canary', () => {
  let sandbox: Sandbox
  let server: PrivateRedis
  let redis: Redis
  let log: string
  let canaries: Canaries
  const token = randomBytes(32).toString('hex')
  const cookie = randomBytes(32).toString('base64url')
  const state = randomBytes(32).toString('base64url')
  const csrf = randomBytes(32).toString('base64url')
  const clientSecret = randomBytes(32).toString('hex')
  const answer = (changes: { body?: string; headers?: Record<string, string> } = {}) => ({ path: '/people?q=1', headers: {}, body: '', ...changes })
  beforeAll(async () => {
    server = await startPrivateRedis()
    redis = new Redis(new URL(server.url).pathname)
    sandbox = await startSandbox({ redirectUris: [], clientSecret })
    ;(sandbox.secrets as Set<string>).add(token)
  })
  beforeEach(async () => {
    await redis.flushall()
    log = ''
    const env = { PCO_CLIENT_ID: sandbox.clientId, PCO_CLIENT_SECRET: clientSecret }
    canaries = createCanaries({ sandbox, redis: [server.url], output: () => [log], env: [env] })
    canaries.hear({
      path: '/login',
      headers: { 'set-cookie': [`sid=s%3A${cookie}.signature%2Bof%2Bthis; Path=/`], location: `https://planning.example/oauth?state=${state}` },
      body: '<p>See Other</p>',
    })
    canaries.hear(answer({ body: `<input name="_csrf" value="${csrf}"><p>${sandbox.world.logins[0]?.name}</p>` }))
  })
  afterAll(async () => {
    redis.disconnect()
    await Promise.all([sandbox.close(), server.stop()])
  })

  it('sings nowhere as long as everything is where it belongs', async () => {
    log = 'signed in'
    await redis.set('foyer:session:abc', 'sealed')
    expect(await canaries.leaks()).toEqual([])
  })

  it.each([
    ['a token', () => token],
    ['a token at the end of another word', () => `Bearer-${token}`],
    ['the client secret', () => clientSecret],
    ['the credentials as a header has them', () => Buffer.from(`${sandbox.clientId}:${clientSecret}`).toString('base64')],
    ['the id of a session', () => cookie],
    ['the signature of a cookie', () => 'signature+of+this'],
    ['the state of an attempt', () => state],
    ['the name of somebody who may sign in', () => sandbox.world.logins[0]?.name ?? 'nobody'],
  ])('sings in the log: %s', async (_what, words) => {
    log = `{"msg":"${words()}"}`
    expect(await canaries.leaks()).toEqual([expect.stringContaining('is in the log: process 1')])
    expect(await canaries.leaks()).toEqual([]) // said once
  })

  it.each([
    ['a name', () => redis.set(`foyer:${token}`, '1')],
    ['a string', () => redis.set('place', `x${token}`)],
    ['a hash', () => redis.hset('place', 'p', token)],
    ['a list', () => redis.lpush('place', token)],
    ['a set', () => redis.sadd('place', token)],
    ['a sorted set', () => redis.zadd('place', 1, token)],
    ['a stream', () => redis.xadd('place', '*', 'token', token)],
  ])('sings in Redis: %s', async (_where, plant) => {
    await plant()
    expect(await canaries.leaks()).toEqual([expect.stringContaining('secret')])
  })

  it('sings in an answer: a token in a page, a session id in one, a CSRF token in a header', async () => {
    canaries.hear(answer({ body: `<p>${token}</p>` }))
    expect(await canaries.leaks()).toEqual([expect.stringContaining('secret')])
    canaries.hear(answer({ body: `<p>${cookie}</p>` }))
    expect(await canaries.leaks()).toEqual([expect.stringContaining('cookie')])
    canaries.hear(answer({ headers: { 'x-what': csrf } }))
    expect(await canaries.leaks()).toEqual([expect.stringContaining('form token')])
  })

  const onLinux = process.platform === 'linux' ? it : it.skip
  onLinux('sings among the arguments of a process', async () => {
    // It ends with its standard input, however this test ends.
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("here"); process.stdin.resume()', token])
    try {
      await once(child.stdout, 'data')
      expect(await canaries.leaks()).toEqual([expect.stringContaining('the arguments of a process')])
    } finally {
      child.kill()
    }
  })
})
