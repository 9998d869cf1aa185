import { readdirSync, readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import type { Sandbox } from '../../src/sandbox'
import type { Heard } from './asking'
import { everythingIn } from './redis-contents'

/** Looks, after a scenario, whether anything that opens something, or that names a person, lies where it must not. */
export interface Canaries {
  /** An answer of ours, for what it hands out and for what it must not hold. */
  hear(answer: Pick<Heard, 'path' | 'headers' | 'body'>): void
  /** More settings, with the secrets among them. */
  know(env: Record<string, string>): void
  /** What was found since the last look, as sentences; `remember` leaves them for the next look. */
  leaks(options?: { remember?: boolean }): Promise<string[]>
}

/** Where something of a kind belongs; everywhere else it is a leak. */
type Place = 'a page' | 'a header' | 'a redirect' | 'a Set-Cookie header' | 'the log' | 'Redis' | 'the arguments of a process'
type Kind = 'secret' | 'cookie' | 'attempt' | 'form token' | 'person'
const BELONGS: Record<Kind, Place[]> = {
  secret: [], // tokens, codes, verifiers, the client secret, our own keys
  cookie: ['a Set-Cookie header'],
  attempt: ['a redirect'], // state and nonce, on their way to Planning Center
  'form token': ['a page'],
  person: ['a page'],
}

const SECRET_SETTINGS = ['PCO_CLIENT_SECRET', 'SESSION_SECRETS', 'ENCRYPTION_KEYS']

interface Around {
  sandbox: Sandbox
  /** Addresses of every Redis that holds something. */
  redis: string[]
  /** Everything each process wrote. */
  output: () => string[]
  env: Record<string, string>[]
}

export function createCanaries({ sandbox, redis, output, env }: Around): Canaries {
  const known = new Map<string, Kind>()
  let texts: { place: Place; where: string; text: string }[] = []
  let remembered: string[] = []
  const read: number[] = []

  const add = (kind: Kind, ...values: (string | undefined | null)[]) => {
    for (const value of values) if (value && value.length >= 5) known.set(value, kind)
  }
  const know = (settings: Record<string, string>) => {
    for (const name of SECRET_SETTINGS) add('secret', ...(settings[name] ?? '').split(','))
    const { PCO_CLIENT_ID: id = '', PCO_CLIENT_SECRET: secret = '' } = settings
    add('secret', Buffer.from(`${id}:${secret}`).toString('base64'))
  }
  env.forEach(know)

  function hear({ path, headers, body }: Pick<Heard, 'path' | 'headers' | 'body'>): void {
    const { location = '', 'set-cookie': cookies = [], ...others } = headers
    const at = `GET ${path.split('?')[0]}`
    for (const line of cookies) add('cookie', ...secretPartsOf(line))
    const attempt = URL.canParse(location) ? new URL(location).searchParams : null
    add('attempt', attempt?.get('state'), attempt?.get('nonce'))
    for (const [, token] of body.matchAll(/name="_csrf" value="([^"]+)"/g)) add('form token', token)
    texts.push(
      // A redirect repeats its address in its body.
      { place: location ? 'a redirect' : 'a page', where: at, text: `${location} ${body}` },
      { place: 'a Set-Cookie header', where: at, text: cookies.join('\n') },
      { place: 'a header', where: at, text: JSON.stringify(others) },
    )
  }

  async function gather() {
    const logs = output().map((text, index) => {
      const fresh = text.slice(read[index] ?? 0)
      read[index] = text.length
      return { place: 'the log' as const, where: `process ${index + 1}`, text: fresh }
    })
    const stored = (await Promise.all(redis.map(readRedis))).flat().map(([key, text]) => ({ place: 'Redis' as const, where: key, text }))
    const running = commandLines().map((text) => ({ place: 'the arguments of a process' as const, where: text.slice(0, 40), text }))
    const heard = texts
    texts = []
    return [...heard, ...logs, ...stored, ...running]
  }

  return {
    hear,
    know,
    async leaks({ remember = false } = {}) {
      add('secret', ...sandbox.secrets)
      for (const { name, email } of sandbox.world.logins) add('person', name, email)
      const found = [...remembered, ...search(await gather(), known)]
      remembered = remember ? found : []
      return found
    },
  }
}

/** The id in a signed cookie, the whole of it, and of any other its value; what only clears a cookie has none. */
function secretPartsOf(line: string): string[] {
  const value = decodeURIComponent(/^[^=]+=([^;]*)/.exec(line)?.[1] ?? '')
  const [, id, signature] = /^s:([^.]+)\.(.+)$/.exec(value) ?? []
  return id && signature ? [id, signature, encodeURIComponent(signature)] : value.length > 20 ? [value] : []
}

/** Long words are what can open something: looking through those alone makes it quick. */
function search(texts: { place: Place; where: string; text: string }[], known: Map<string, Kind>): string[] {
  const long = [...known].filter(([value]) => /^[\w%+/=.-]{16,}$/.test(value))
  const others = [...known].filter(([value]) => !/^[\w%+/=.-]{16,}$/.test(value))
  const innocent = new Set<string>()
  const leaks = new Set<string>()
  for (const { place, where, text } of texts) {
    const tell = ([value, kind]: [string, Kind]) => {
      if (!BELONGS[kind].includes(place)) leaks.add(`${kind} (${value.slice(0, 6)}…) is in ${place}: ${where}`)
    }
    for (const word of new Set(text.match(/[\w%+/=.-]{16,}/g))) {
      if (innocent.has(word)) continue
      const found = long.filter(([value]) => word.includes(value))
      if (found.length === 0) innocent.add(word)
      found.forEach(tell)
    }
    if (text.length > 0) others.filter(([value]) => text.includes(value)).forEach(tell)
  }
  return [...leaks]
}

/** A Redis that is away holds nothing one could look at. */
async function readRedis(url: string): Promise<[string, string][]> {
  const address = new URL(url)
  const reach = address.protocol === 'unix:' ? { path: address.pathname } : { host: address.hostname, port: Number(address.port) }
  const redis = new Redis({ ...reach, lazyConnect: true, connectTimeout: 1000, commandTimeout: 5000, retryStrategy: () => null })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
  } catch {
    return []
  }
  return everythingIn(redis).finally(() => redis.disconnect())
}

/** Of every process one may look at; other systems keep them elsewhere. */
function commandLines(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return []
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    } catch {
      return [] // it has ended meanwhile
    }
  })
}
