import type { Redis } from 'ioredis'

/** Which renewal locks somebody still holds, as against those that were left behind because Redis could not be told. */
export interface HeldLocks {
  size(): number
}

export function watchLocks(connections: Redis[]): HeldLocks {
  const held = new Set<string>()
  for (const redis of connections) {
    const send = redis.sendCommand.bind(redis)
    redis.sendCommand = (...args: Parameters<typeof send>) => {
      const reply = send(...args)
      const words = args[0].args.map(String)
      const key = words.find((word) => word.startsWith('foyer:renewal:'))
      if (key === undefined) return reply
      const [, owner = ''] = words.slice(words.indexOf(key))
      if (args[0].name === 'set') void Promise.resolve(reply).then((said) => said === 'OK' && held.add(owner), () => undefined)
      else if (words[0]?.includes('DEL')) held.delete(owner)
      return reply
    }
  }
  return { size: () => held.size }
}
