import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { startConversation, type Conversation, type Weather } from './conversation'

/** Stands between a client and a server, and can be as bad as a network. */
export interface Proxy {
  /** In the scheme of the target; for a unix socket `redis:`. */
  url: string
  /** Good weather again: what was held back goes on its way, late replies are late no more, who comes is let in. */
  pass(): void
  /** Nothing gets through, either way, and nobody is told. */
  blackHole(): void
  /** Requests arrive, replies are held back. */
  deaf(): void
  /** Deaf from the moment a request holding these words has gone through. */
  deafAfter(words: string): void
  /** Whether replies are being held back. */
  isDeaf(): boolean
  /** Cuts every connection right after a request holding these words has gone through: it is acted upon, its reply is lost. Then all is well. */
  cutAfter(words: string): void
  /** Every reply arrives this much later. */
  delayReplies(ms: number): void
  /** Cuts what is open and refuses what comes, until `pass`. */
  refuse(): void
  /** Breaks every connection; what was held back is lost. */
  cut(): void
  close(): Promise<void>
}

/** @param target `redis://host:port`, `unix:/path` or `http://host:port` */
export async function startProxy(target: string): Promise<Proxy> {
  const { protocol, hostname, port, pathname } = new URL(target)
  const reach = (): Socket => {
    // A side that has said all may still be waiting for its answer.
    const options = { allowHalfOpen: true, noDelay: true }
    return connect(protocol === 'unix:' ? { path: pathname, ...options } : { port: Number(port || 80), host: hostname, ...options })
  }
  const weather: Weather = { holdsRequests: false, holdsReplies: false, replyDelay: 0, trigger: null }
  const open = new Set<Conversation>()
  let refuses = false

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    if (refuses) return void client.resetAndDestroy()
    const conversation = startConversation({ client, upstream: reach(), weather, onEnd: () => open.delete(conversation) })
    open.add(conversation)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const cut = () => open.forEach((one) => one.cut())
  const become = (holds: { requests: boolean; replies: boolean }) => {
    Object.assign(weather, { holdsRequests: holds.requests, holdsReplies: holds.replies, trigger: null })
    open.forEach((one) => one.goOn())
  }
  return {
    url: `${protocol === 'unix:' ? 'redis:' : protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    pass() {
      refuses = false
      weather.replyDelay = 0
      become({ requests: false, replies: false })
    },
    blackHole: () => become({ requests: true, replies: true }),
    deaf: () => become({ requests: false, replies: true }),
    deafAfter(words) {
      weather.trigger = { words, pulled: () => void (weather.holdsReplies = true) }
    },
    isDeaf: () => weather.holdsReplies,
    cutAfter(words) {
      weather.trigger = { words, pulled: (by) => open.forEach((one) => (one === by ? one.cutReply() : one.cut())) }
    },
    delayReplies(ms) {
      weather.replyDelay = ms
    },
    refuse() {
      refuses = true
      cut()
    },
    cut,
    async close() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
