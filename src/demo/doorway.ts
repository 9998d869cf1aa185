import { once } from 'node:events'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'

export interface Doorway {
  url: string
  close: () => Promise<void>
}

/** `localhost` is both, and which of them a browser tries first is its own affair. */
const ADDRESSES = ['127.0.0.1', '::1']
const PORTS_TO_TRY = 100
/** A refused connection takes Windows seconds; whoever listens answers at once. */
const ANSWERS_WITHIN_MS = 300

/** Opens `localhost` on the first free port from here on; 0 means any. */
export async function openDoorway(firstPort: number, createServer: () => Server): Promise<Doorway> {
  for (let offset = 0; offset < PORTS_TO_TRY; offset++) {
    const servers = await listenOn(firstPort && firstPort + offset, createServer)
    if (servers) return { url: `http://localhost:${portOf(servers[0])}`, close: () => closeAll(servers) }
  }
  throw new Error(`No port from ${firstPort} to ${firstPort + PORTS_TO_TRY - 1} is free; name another with PORT.`)
}

async function listenOn(port: number, createServer: () => Server): Promise<[Server, ...Server[]] | null> {
  // macOS and Windows let two programs share a port when one of them listens on every address.
  if (port && (await Promise.all(ADDRESSES.map((address) => answers(address, port)))).includes(true)) return null
  const [first] = await listen(port, '127.0.0.1', createServer)
  if (!first) return null

  const [second, refusal] = await listen(portOf(first), '::1', createServer)
  if (second) return [first, second]
  if (refusal !== 'EADDRINUSE') return [first] // a machine without IPv6
  await closeAll([first])
  return null
}

async function listen(port: number, host: string, createServer: () => Server): Promise<[Server] | [null, string | undefined]> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return [server]
  } catch (error) {
    return [null, (error as NodeJS.ErrnoException).code]
  }
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWERS_WITHIN_MS })
    const settle = (answer: boolean) => () => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false))
  })
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map(async (server) => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }),
  )
}

const portOf = (server: Server) => (server.address() as AddressInfo).port
