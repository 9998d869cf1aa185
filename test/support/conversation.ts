import type { Socket } from 'node:net'

/** What the network does at the moment to all conversations. */
export interface Weather {
  holdsRequests: boolean
  holdsReplies: boolean
  replyDelay: number
  /** Pulled once, right after a request holding the words was sent on. */
  trigger: { words: string; pulled(by: Conversation): void } | null
}

export interface Conversation {
  /** The weather has changed: what need not be held any more goes on its way. */
  goOn(): void
  /** What was sent on is acted upon; nobody hears the reply. */
  cutReply(): void
  cut(): void
}

interface Sides {
  client: Socket
  upstream: Socket
  weather: Weather
  onEnd: () => void
}

/** One connection through the proxy, both ways. Ends are held back like bytes: a black hole tells nobody that a side has left. */
export function startConversation({ client, upstream, weather, onEnd }: Sides): Conversation {
  const requests = createLane(upstream, () => weather.holdsRequests, () => 0)
  const replies = createLane(client, () => weather.holdsReplies, () => weather.replyDelay)
  let before = ''

  function hear(chunk: Buffer): void {
    requests.push(chunk)
    const { trigger } = weather
    if (trigger === null || weather.holdsRequests) return
    // The words may lie across two packets.
    const heard = before + chunk.toString('latin1')
    before = heard.slice(-trigger.words.length)
    if (!heard.includes(trigger.words)) return
    weather.trigger = null
    trigger.pulled(conversation)
  }

  const conversation: Conversation = {
    goOn() {
      requests.flow()
      replies.flow()
    },
    cutReply() {
      upstream.end()
      client.resetAndDestroy()
    },
    cut() {
      client.destroy()
      upstream.destroy()
    },
  }
  client.on('data', hear).on('end', () => requests.push(null))
  upstream.on('data', (chunk: Buffer) => replies.push(chunk)).on('end', () => replies.push(null))
  for (const [socket, toOther] of [[client, requests], [upstream, replies]] as const) {
    socket.on('error', () => toOther.push(null))
    socket.on('close', () => {
      toOther.push(null)
      if (client.destroyed && upstream.destroyed) onEnd()
    })
  }
  return conversation
}

/** One direction: in order, each piece no earlier than its time; null is the end. */
function createLane(to: Socket, holds: () => boolean, delay: () => number) {
  const waiting: { piece: Buffer | null; leavesAt: number }[] = []
  let hasEnded = false

  function flow(): void {
    for (let first = waiting[0]; first && !holds(); first = waiting[0]) {
      // A network delays, but never lets a later piece overtake.
      const early = delay() > 0 ? first.leavesAt - performance.now() : 0
      if (early > 0) return void setTimeout(flow, early).unref()
      waiting.shift()
      if (first.piece === null) to.end()
      else if (to.writable) to.write(first.piece)
    }
  }

  return {
    flow,
    push(piece: Buffer | null): void {
      if (hasEnded) return
      hasEnded = piece === null
      waiting.push({ piece, leavesAt: performance.now() + delay() })
      flow()
    },
  }
}
