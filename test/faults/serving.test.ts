import { once } from 'node:events'
import { Agent } from 'node:http'
import { connect, type Socket } from 'node:net'
import { startFleet, type Fleet } from '../support/fleet'
import type { AppProcess } from '../support/processes'
import { isSoak } from '../support/soak'
import { until } from '../support/until'

jest.setTimeout(60_000)

/** Node's own limits, as createFoyerServer sets them: they are checked every five seconds. */
const [HEADERS_MS, REQUEST_MS, CHECKED_EVERY_MS] = [15_000, 30_000, 5000]
const MANY = 200
/** Longer than Node keeps an idle connection by itself, which is what makes a proxy's requests fail at random. */
const IDLE_MS = 5100

describe('clients that are slow, or come back', () => {
  let fleet: Fleet
  let one: AppProcess
  let dribbling: { headers: Dribble; body: Dribble; quiet: Dribble[] }
  beforeAll(async () => {
    fleet = await startFleet({ size: 1 })
    one = fleet.processes[0] ?? (await fleet.start())
    // They begin here and are looked at last: their limits take half a minute.
    dribbling = {
      headers: await dribble('GET /livez HTTP/1.1\r\nHost: localhost:1\r\n', 'X: y\r\n'),
      body: await dribble('POST /logout HTTP/1.1\r\nHost: localhost:1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9000\r\n\r\n', 'a'),
      quiet: await Promise.all(Array.from({ length: MANY }, () => dribble('GET /livez HTTP/1.1\r\n', ''))),
    }
  })
  afterAll(async () => {
    for (const { socket } of [dribbling.headers, dribbling.body, ...dribbling.quiet]) socket.destroy()
    await fleet?.close()
  })

  interface Dribble {
    socket: Socket
    heard: () => string
    /** Milliseconds until the first byte of an answer, or null. */
    answered: () => number | null
    /** Milliseconds until the connection was closed, or null. */
    lasted: () => number | null
  }

  /** Says the beginning of a request and then a little every second, for ever. */
  async function dribble(beginning: string, drop: string): Promise<Dribble> {
    const socket = connect(one.port, 'localhost')
    await once(socket, 'connect')
    const started = performance.now()
    let heard = ''
    let answered: number | null = null
    let lasted: number | null = null
    socket.write(beginning)
    const timer = setInterval(() => drop && socket.writable && socket.write(drop), 1000).unref()
    socket.on('data', (chunk: Buffer) => {
      answered ??= performance.now() - started
      heard += chunk.toString()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      lasted = performance.now() - started
      clearInterval(timer)
    })
    return { socket, heard: () => heard, answered: () => answered, lasted: () => lasted }
  }

  it('H1: hundreds of connections that say nothing keep nobody waiting', async () => {
    const cookie = await fleet.signIn(one)
    expect(dribbling.quiet.filter(({ lasted }) => lasted() === null).length).toBeGreaterThan(0)
    const { status, ms } = await fleet.get(one, '/people', cookie)
    expect(status).toBe(200)
    expect(ms).toBeLessThan(HEADERS_MS)
  })

  it('H1: a form larger than any of ours is refused', async () => {
    const cookie = await fleet.signIn(one)
    expect((await fleet.post(one, '/account/sign-ins/end-all', { note: 'x'.repeat(20_000) }, cookie)).status).toBe(413)
    expect((await fleet.get(one, '/people', cookie)).status).toBe(200)
  })

  it('H2: a proxy may use a connection again after more idle seconds than Node grants by itself', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ports = new Set<number>()
    agent.on('free', (socket: Socket) => ports.add(socket.localPort ?? 0))
    for (let times = 0; times < 2; times++) {
      expect((await fleet.ask(one, { path: '/livez', agent })).status).toBe(200)
      if (times === 0) await new Promise((resolve) => setTimeout(resolve, IDLE_MS))
    }
    await until(() => ports.size > 0)
    expect(ports.size).toBe(1)
    agent.destroy()
  })

  it('H1: a request whose headers never end is answered 408, and one that says nothing more is dropped', async () => {
    await until(() => dribbling.headers.lasted() !== null, HEADERS_MS + 4 * CHECKED_EVERY_MS)
    expect(dribbling.headers.heard()).toMatch(/^HTTP\/1\.1 408/)
    expect(dribbling.headers.lasted()).toBeGreaterThanOrEqual(HEADERS_MS - 100)
    await until(() => dribbling.quiet.every(({ lasted }) => lasted() !== null), 3 * CHECKED_EVERY_MS)
  })

  it('H1: a form that never ends is answered in time', async () => {
    await until(() => dribbling.body.answered() !== null, HEADERS_MS)
    expect(dribbling.body.heard()).toMatch(/^HTTP\/1\.1 503/)
    expect(dribbling.body.answered()).toBeLessThan(HEADERS_MS) // ten seconds are promised
  })

  const inSoakOnly = isSoak ? it : it.skip
  inSoakOnly('H1: and is given up', async () => {
    await until(() => dribbling.body.lasted() !== null, REQUEST_MS + 4 * CHECKED_EVERY_MS)
    expect(dribbling.body.lasted()).toBeGreaterThan(HEADERS_MS)
  })
})
