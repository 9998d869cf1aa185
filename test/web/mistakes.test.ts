import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { startPrivateRedis, type PrivateRedis } from '../../src/demo/private-redis'
import { createLog } from '../../src/log'
import { connectRedis } from '../../src/redis'
import { defaultTimes } from '../../src/times'
import { readPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/** A client of Redis whose next call of a certain command goes wrong in a way nobody has thought of. */
function mistaken(redis: Redis): { client: Redis; plant(command: string, mistake: () => unknown): void } {
  let planted: { command: string; mistake: () => unknown } | null = null
  const client = new Proxy(redis, {
    get(target, name) {
      const real: unknown = Reflect.get(target, name, target)
      if (planted?.command === name) {
        const { mistake } = planted
        planted = null
        return mistake
      }
      return typeof real === 'function' ? (real.bind(target) as unknown) : real
    },
  })
  return { client, plant: (command, mistake) => void (planted = { command, mistake }) }
}

const SECRET = 'canary-of-the-inside'
// eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- that is the mistake
const rejectsWithNothing = () => Promise.reject()
const throws = () => {
  throw new TypeError(SECRET)
}

describe('H4: a mistake', () => {
  let server: PrivateRedis
  let foyer: Foyer
  let browser: Browser
  let redis: ReturnType<typeof mistaken>
  beforeAll(async () => {
    server = await startPrivateRedis()
    const connection = connectRedis({ redis: { url: server.url, sentinelName: null }, times: { ...defaultTimes, redisCommand: 4000 } }, createLog('silent'))
    if (connection.status !== 'ready') await once(connection, 'ready')
    redis = mistaken(connection)
    foyer = await startFoyer({ redis: redis.client })
    browser = foyer.browser()
    await browser.signIn('secretary')
    await browser.visit('/people').expect(200)
  })
  afterAll(async () => {
    await foyer.close()
    await server.stop()
  })

  const plantInRedis = (command: string, mistake: () => unknown) => () => redis.plant(command, mistake)
  const answerWith = (body: string | Record<string, unknown>) => () => void foyer.sandbox.addFault({ on: 'api', times: 1, answer: { status: 200, body } })

  it.each<[string, () => void, number]>([
    ['where sessions are read, thrown', plantInRedis('get', throws), 500],
    ['where sessions are read, as a rejection that is no error', plantInRedis('get', rejectsWithNothing), 500],
    ['where sessions are read, as a record that is none', plantInRedis('get', () => Promise.resolve({ odd: SECRET })), 500],
    ['where grants are read, thrown', plantInRedis('hmget', throws), 500],
    ['where grants are read, as an answer that is none', plantInRedis('hmget', () => Promise.resolve(null)), 500],
    ['where requests are counted, thrown', plantInRedis('eval', throws), 500],
    ['in what Planning Center answers: a list where one is expected', answerWith({ data: [{ type: 'Person', id: '1', attributes: { first_name: [SECRET] } }] }), 502],
    ['in what Planning Center answers: nothing of what was asked for', answerWith({ data: [{ type: 'Person', id: '1' }], meta: {} }), 502],
    ['in what Planning Center answers: no JSON', answerWith(SECRET), 502],
  ])('%s: costs one page, says nothing of the inside, and the next is as if nothing had been', async (_where, plant, status) => {
    plant()
    const answer = await browser.visit('/people')
    expect(answer.status).toBe(status)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.text).not.toMatch(/canary|TypeError|\.(ts|js):\d|node_modules/)
    expect(readPage(answer.text).text).toMatch(/reference/i)
    await browser.visit('/people').expect(200)
  })
})
