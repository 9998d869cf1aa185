import { randomBytes } from 'node:crypto'
import { createApp } from '../../src/app'
import { createRecords } from '../../src/connection/records'
import { createLog } from '../../src/log'
import { readKeyring } from '../../src/sealing'
import { connect, connectionPage, lookAgain, signedIn, startAnew, startConnecting } from '../support/connecting'
import { HOUR } from '../support/clock'
import { createRenewing } from '../support/renewing'
import type { Browser, Foyer } from '../support/start-app'
import type { Store } from '../support/start-store'
import { until } from '../support/until'

const DAY = 24 * HOUR

describe('what a church lends', () => {
  let foyer: Foyer
  let administrator: Browser
  // Only the daily look runs: whatever refreshes tokens here, the copy does not.
  const times = { syncLook: 24 * HOUR, sessionIdle: 400 * DAY, sessionAbsolute: 400 * DAY, refusedPause: HOUR }
  beforeAll(async () => {
    foyer = await startConnecting({ times })
    foyer.app.start()
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    administrator = await signedIn(foyer, 'administrator')
  })
  afterAll(() => foyer?.close())

  const renewals = () => foyer.sandbox.calls.filter(({ kind, path }) => kind === 'token' && path === '/oauth/token').length
  const rows = async () => (await (await foyer.database?.open())?.selectFrom('foyer.connection').selectAll().orderBy('organization_id').execute()) ?? []

  it('outlives the sign-out of who lent it, and the end of every session', async () => {
    await connect(foyer, administrator)
    await administrator.submit('/logout', { _csrf: await administrator.csrf() }).expect(303)
    await until(async () => (await foyer.redis.zcard('foyer:revocations')) === 0)
    const again = await signedIn(foyer, 'administrator')
    await lookAgain(again)
    expect((await connectionPage(again)).badge).toBe('Working')
  })

  it('is refreshed every day for months, though nothing is copied and nobody comes', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer' })
    for (let day = 1; day <= 100; day++) {
      const before = renewals()
      foyer.clock.advance(DAY)
      const today = foyer.clock.now()
      await until(async () => renewals() > before && Number((await rows())[0]?.heard_at) >= today)
    }
    await until(async () => (await rows())[0]?.state === 'working')
  }, 60_000)

  it('lies in Redis sealed, and in the database only, sealed too, where', async () => {
    await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer' })
    const stored = JSON.stringify([await rows(), await Promise.all((await foyer.redis.keys('foyer:grant:*')).map((key) => foyer.redis.hgetall(key)))])
    for (const secret of foyer.sandbox.secrets) expect(stored).not.toContain(secret)
    expect((await rows())[0]?.sealed_grant).toMatch(/^[0-9a-f]{8}\.[\w-]+$/)
  })
})

describe('many churches refused at once', () => {
  let foyer: Foyer
  let store: Store
  beforeAll(async () => {
    foyer = await startConnecting({ times: { syncLook: 24 * HOUR, connectionLook: 24 * HOUR } })
    // Another process at the same Redis, that has the tokens of churches Planning Center has forgotten.
    store = { ...foyer, log: createLog('silent', { write: () => undefined }) } as unknown as Store
  }, 60_000)
  afterAll(() => foyer?.close())

  const tokenCalls = () => foyer.sandbox.calls.filter(({ path }) => path === '/oauth/token').length

  async function connectForgotten(ids: string[]): Promise<void> {
    const renewing = createRenewing(store)
    const records = createRecords({ database: must(foyer.database), config: foyer.config, clock: foyer.clock })
    const db = await must(foyer.database).open()
    for (const id of ids) {
      const now = foyer.clock.now()
      const grant = { accessToken: `a${id}`, refreshToken: `r${id}`, accessUntil: now - 1, issuedAt: now - 2 * HOUR, scopes: ['people'], organizationId: id, personId: '7', lentFor: 'church' as const }
      const grantId = await renewing.grants.create(grant, now + 1000 * DAY)
      const made = { organizationName: `Church ${id}`, grantId, person: { id: '7', name: 'Office' }, connectedBy: 'Somebody', timeZone: 'UTC', administrators: ['Ann Lee', 'Tom Ray'] }
      await db.transaction().execute((step) => records.connect(step, id, made))
    }
    const longAgo = new Date(foyer.clock.now() - 2 * DAY)
    await db.updateTable('foyer.connection').where('organization_id', 'in', ids).set({ checked_at: longAgo, tried_at: longAgo }).execute()
    await renewing.close()
  }

  const stateOf = async (ids: string[]) => (await (await must(foyer.database).open()).selectFrom('foyer.connection').select(['state', 'why']).where('organization_id', 'in', ids).execute())
  const alarms = () => foyer.logged().split('ALARM: Planning Center refuses the connections of many churches').length - 1

  it('is Planning Center’s mistake: Foyer stops asking, keeps every token, and tells the operator once', async () => {
    const administrator = await signedIn(foyer, 'administrator')
    await connect(foyer, administrator)
    const ids = Array.from({ length: 9 }, (_, index) => String(9001 + index))
    await connectForgotten(ids)
    const [before, tokens] = [(await foyer.redis.keys('foyer:grant:*')).length, tokenCalls()]
    foyer.app.start()
    await until(() => alarms() > 0)
    await until(async () => (await stateOf(ids)).filter(({ why }) => why === 'many').length === 5)
    expect(tokenCalls() - tokens).toBe(5)
    expect((await foyer.redis.keys('foyer:grant:*')).length).toBe(before)
    expect((await stateOf(ids)).map(({ state }) => state).sort()).toEqual([...Array.from({ length: 5 }, () => 'slow'), ...Array.from({ length: 4 }, () => 'working')])
    expect((await connectionPage(administrator)).badge).toBe('Working')
    expect(alarms()).toBe(1)
  })
})

describe('keys', () => {
  it('may change: a day under both, and the old one can go; nobody is asked again', async () => {
    const [older, newer] = [randomBytes(32).toString('hex'), randomBytes(32).toString('hex')]
    const foyer = await startConnecting({ env: { ENCRYPTION_KEYS: older } })
    const row = async () => (await must(foyer.database).open()).selectFrom('foyer.connection').selectAll().executeTakeFirstOrThrow()
    const runUntil = async (keys: string[], condition: () => Promise<boolean>) => {
      const keyring = must(readKeyring(keys).keyring)
      const app = createApp({ config: { ...foyer.config, keyring }, redis: foyer.redis, database: must(foyer.database), log: createLog('silent', { write: () => undefined }), clock: foyer.clock })
      app.start()
      await until(condition)
      await app.close()
    }
    try {
      await connect(foyer, await signedIn(foyer, 'administrator'), { way: 'dedicated', login: 'volunteer' })
      const keyBefore = (await row()).sealed_grant?.slice(0, 8)
      foyer.clock.advance(DAY)
      await runUntil([newer, older], async () => (await row()).sealed_grant?.slice(0, 8) !== keyBefore)
      foyer.clock.advance(DAY)
      const { heard_at } = await row()
      await runUntil([newer], async () => Number((await row()).heard_at) > Number(heard_at))
      expect(await row()).toMatchObject({ state: 'working', why: null })
    } finally {
      await foyer.close()
    }
  }, 60_000)
})

function must<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('it should be there')
  return value
}
