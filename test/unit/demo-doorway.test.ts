import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { openDoorway, type Doorway } from '../../src/demo/doorway'

const says = (words: string) => () => createServer((_req, res) => res.end(words))
const toClose: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of toClose.splice(0)) await close()
})

describe('the demo’s address', () => {
  it('is localhost, whichever of its two addresses a browser tries', async () => {
    const { url } = await door(0, 'Foyer')

    expect(url).toMatch(/^http:\/\/localhost:\d+$/)
    expect(await (await fetch(url)).text()).toBe('Foyer')
    expect(await (await fetch(url.replace('localhost', '127.0.0.1'))).text()).toBe('Foyer')
    if (await hasIpv6()) expect(await (await fetch(url.replace('localhost', '[::1]'))).text()).toBe('Foyer')
  })

  it('is the next free one when somebody else has the port', async () => {
    const first = await door(0, 'first')

    const second = await door(portOf(first), 'second')

    expect(portOf(second)).toBeGreaterThan(portOf(first))
    expect(await (await fetch(first.url)).text()).toBe('first')
    expect(await (await fetch(second.url)).text()).toBe('second')
  })

  it.each(['127.0.0.1', '0.0.0.0', '::'])('leaves a port alone that somebody else has only on %s', async (host) => {
    if (host === '::' && !(await hasIpv6())) return
    const other = says('somebody else')().listen(0, host)
    await once(other, 'listening')
    toClose.push(() => new Promise((done) => other.close(done)))
    const { port } = other.address() as AddressInfo

    const { url } = await door(port, 'Foyer')

    expect(Number(new URL(url).port)).toBeGreaterThan(port)
    expect(await (await fetch(url)).text()).toBe('Foyer')
  })

  it('is free again once closed, even with a browser still connected', async () => {
    const { url, close } = await openDoorway(0, says('Foyer'))
    await (await fetch(url)).text() // fetch keeps its connection open

    await close()

    await expect(fetch(url)).rejects.toThrow()
  })
})

async function door(port: number, words: string): Promise<Doorway> {
  const doorway = await openDoorway(port, says(words))
  toClose.push(() => doorway.close())
  return doorway
}

const portOf = ({ url }: Doorway) => Number(new URL(url).port)

/** Containers often have none. */
function hasIpv6(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '::1', port: 1 })
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'ECONNREFUSED'))
  })
}
