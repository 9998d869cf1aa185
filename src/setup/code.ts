import { randomInt } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { Config } from '../config'
import { isStoreFailure } from '../errors'
import type { Log } from '../log'
import { sameText } from '../random'
import { fingerprint } from '../sealing'

/** Who may see the setup page before anybody can sign in: whoever can read Foyer's log. */
export interface SetupCode {
  /** Sees to it that a code stands in the log of one process, and says nothing of it to anybody else. */
  announce(): Promise<void>
  /** Announces now, and whenever Redis has come back. */
  start(): void
  /** One code lets one browser in, for an hour. */
  enter(attempt: { code: string; browser: string; address: string }): Promise<'let-in' | 'wrong' | 'too-many'>
  isLetIn(browser: string): Promise<boolean>
}

/** Without those that look like others; sixteen of them hold 80 bits. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 4
const CODE = 'foyer:setup:code'

/** So many from one address, and from all of them together, within `setupTries`. */
const TRIES = 10
const ALL_TRIES = 200

/** A record is the moment of its end and what it is good for. Set only where none is good any more, whichever process comes first. */
const SET = `
local held = redis.call('GET', KEYS[1])
if held and tonumber(string.match(held, '^%d+')) > tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

/** Taken by whoever comes first with it. */
const TAKE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

const COUNT = `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return n`

interface Collaborators {
  redis: Redis
  config: Pick<Config, 'publicUrl' | 'times'>
  clock: { now(): number }
  log: Log
}

export function createSetupCode({ redis, config: { publicUrl, times }, clock, log }: Collaborators): SetupCode {
  // Whatever LOG_LEVEL says: there is no other way in.
  const lines = log.child({}, { level: 'info' })

  async function announce(): Promise<void> {
    const code = newCode()
    const record = `${clock.now() + times.setupCode}.${fingerprint(plain(code))}`
    const isOurs = await redis.eval(SET, 1, CODE, clock.now(), record, times.setupCode)
    if (isOurs === 1) lines.info({ setup: new URL('/setup', publicUrl).href, code }, 'Foyer is not set up yet: open its setup page, and give it this code within an hour')
  }

  const announceQuietly = () =>
    void announce().catch((error: unknown) => {
      if (!isStoreFailure(error)) log.error({ err: error }, 'no code for the setup page')
    })

  async function tooMany(whose: string, most: number): Promise<boolean> {
    const stretch = Math.floor(clock.now() / times.setupTries)
    return Number(await redis.eval(COUNT, 1, `foyer:setup:tries:${fingerprint(`${whose} ${stretch}`)}`, times.setupTries)) > most
  }

  return {
    announce,
    start() {
      redis.on('ready', announceQuietly)
      if (redis.status === 'ready') announceQuietly()
    },

    async enter({ code, browser, address }) {
      // One after the other: who is refused for their own flood takes nothing from everybody's share.
      if ((await tooMany(address, TRIES)) || (await tooMany('everybody', ALL_TRIES))) return 'too-many'
      const held = (await redis.get(CODE)) ?? ''
      const { until, text } = read(held)
      const isRight = until > clock.now() && sameText(text, fingerprint(plain(code)))
      if (!isRight || (await redis.eval(TAKE, 1, CODE, held)) !== 1) return 'wrong'
      await redis.set(letIn(browser), `${clock.now() + times.setupCode}.`, 'PX', times.setupCode)
      return 'let-in'
    },

    isLetIn: async (browser) => read((await redis.get(letIn(browser))) ?? '').until > clock.now(),
  }
}

const letIn = (browser: string) => `foyer:setup:browser:${fingerprint(browser)}`

function newCode(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/** As people type it. */
const plain = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '')

function read(record: string): { until: number; text: string } {
  const [, until = '0', text = ''] = /^(\d+)\.(.*)$/.exec(record) ?? []
  return { until: Number(until), text }
}
