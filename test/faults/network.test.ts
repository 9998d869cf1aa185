import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { HOUR, MINUTE } from '../support/clock'
import { startFleet, type Fleet } from '../support/fleet'
import { startProxy, type Proxy } from '../support/proxy'
import { selfSigned } from '../support/self-signed'
import { json, reply, startTinyServer, type TinyServer } from '../support/tiny-server'
import { until } from '../support/until'

/** What the scenarios here are made with, shown to do what it says. */
describe('a network of ours', () => {
  let server: TinyServer
  let proxy: Proxy
  beforeEach(async () => {
    server = await startTinyServer((_asked, res) => reply(res, json({ said: 'yes' })))
    proxy = await startProxy(server.url)
  })
  afterEach(async () => {
    await proxy.close()
    await server.close()
  })

  /** A client that says one thing and writes down what it hears. */
  async function say(words: string): Promise<{ heard: () => string; isOver: () => boolean; socket: Socket }> {
    const socket = connect(Number(new URL(proxy.url).port), '127.0.0.1')
    await once(socket, 'connect')
    let [heard, over] = ['', false]
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('error', () => (over = true))
    socket.on('close', () => (over = true))
    socket.write(`POST /${words} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
    return { heard: () => heard, isOver: () => over, socket }
  }
  const yes = (client: { heard: () => string }) => client.heard().includes('yes')

  it('passes on both ways, and the ends too', async () => {
    const client = await say('hello')
    await until(() => yes(client))
    client.socket.end()
    await until(client.isOver)
  })

  it('as a black hole lets nothing through and tells nobody; afterwards it all arrives, also from who has left', async () => {
    proxy.blackHole()
    const [waiting, gone] = [await say('waiting'), await say('gone')]
    gone.socket.destroy()
    await until(gone.isOver)
    const check = await startProxy(server.url) // a way round the hole: by the time its reply is here, the others' would be
    await fetch(`${check.url}/check`)
    await check.close()
    expect(server.asked.map(({ path }) => path)).toEqual(['/check'])
    expect(waiting.isOver()).toBe(false)
    proxy.pass()
    await until(() => yes(waiting))
    await until(() => server.asked.some(({ path }) => path === '/gone'))
  })

  it('gone deaf lets the question through and holds back the answer', async () => {
    proxy.deafAfter('second')
    const first = await say('first')
    await until(() => yes(first))
    const second = await say('second')
    await until(() => server.asked.length === 2)
    expect(second.heard()).toBe('')
    expect(second.isOver()).toBe(false)
    proxy.pass()
    await until(() => yes(second))
  })

  it('cuts after certain words: they are acted upon, the reply is lost, and so is every other connection', async () => {
    const other = await say('other')
    await until(() => yes(other))
    proxy.cutAfter('certain-words')
    const client = await say('certain-words')
    await until(() => client.isOver() && other.isOver())
    await until(() => server.asked.some(({ path }) => path === '/certain-words'))
    expect(client.heard()).toBe('')
    const next = await say('certain-words')
    await until(() => yes(next))
  })

  it('is late, and in order', async () => {
    proxy.delayReplies(150)
    const started = performance.now()
    const client = await say('late')
    await until(() => yes(client))
    expect(performance.now() - started).toBeGreaterThan(140)
  })

  it('refuses, and lets in again', async () => {
    const open = await say('open')
    await until(() => yes(open))
    proxy.refuse()
    await until(open.isOver)
    await expect(fetch(proxy.url)).rejects.toThrow()
    proxy.pass()
    expect((await fetch(proxy.url)).status).toBe(200)
  })
})

describe('a fleet behind such a network', () => {
  let fleet: Fleet
  beforeAll(async () => {
    fleet = await startFleet({ size: 2, proxied: true })
  })
  afterAll(() => fleet?.close())

  it('is the same Foyer: signed in at one process, seen by another, signed out', async () => {
    const [here, there] = fleet.processes
    if (!here || !there) throw new Error('two processes were expected')
    const cookie = await fleet.signIn(here)
    expect((await fleet.get(there, '/people', cookie)).body).toContain('people')
    expect((await fleet.signOut(there, cookie)).headers.location).toBe('/signed-out')
    expect((await fleet.get(here, '/people', cookie)).headers.location).toContain('/login')
  })

  it('can be cut from Redis, one process or all, and comes back', async () => {
    const [here, there] = fleet.processes
    if (!here || !there || !fleet.network) throw new Error('two processes behind proxies were expected')
    const cookie = await fleet.signIn(here)
    here.redis?.refuse()
    await until(async () => (await fleet.get(here, '/people', cookie)).status === 503)
    expect((await fleet.get(there, '/people', cookie)).status).toBe(200)
    here.redis?.pass()
    await until(async () => (await fleet.get(here, '/people', cookie)).status === 200)
    fleet.network.redis.refuse()
    await until(async () => (await fleet.get(there, '/people', cookie)).status === 503)
    fleet.network.redis.pass()
    await until(async () => (await fleet.get(there, '/people', cookie)).status === 200)
  })
})

describe('a process that cannot reach Planning Center for a reason of its own', () => {
  let fleet: Fleet
  let impostor: Server
  beforeAll(async () => {
    fleet = await startFleet({ size: 1 })
    impostor = createServer(selfSigned('localhost'), (_req, res) => res.end('{}')).listen(0)
    await once(impostor, 'listening')
  })
  afterAll(async () => {
    impostor?.close()
    await fleet?.close()
  })

  it.each([
    ['its name is not known', () => 'https://planning-center.invalid'],
    ['its certificate is nobody’s', () => `https://localhost:${(impostor.address() as AddressInfo).port}`],
    ['what answers there speaks no TLS', () => fleet.sandbox.url.replace('http:', 'https:')],
  ])('H7: says that it is an outage and signs nobody out, with a good token and with a spent one, when %s', async (_what, address) => {
    const [good] = fleet.processes
    if (!good) throw new Error('a process was expected')
    const astray = await fleet.start({ env: { PCO_URL: address() } })
    const cookie = await fleet.signIn(good)
    for (const ms of [0, 2 * HOUR]) {
      await fleet.letTimePass(ms)
      const { status, headers, body } = await fleet.get(astray, '/people', cookie)
      expect(status).toBe(503)
      expect(Number(headers['retry-after'])).toBeGreaterThan(0)
      expect(headers['set-cookie']).toBeUndefined()
      expect(body).not.toMatch(/ENOTFOUND|certificate|SSL/i)
    }
    await fleet.letTimePass(MINUTE)
    expect((await fleet.get(good, '/people', cookie)).status).toBe(200)
    await astray.stop()
  })
})
