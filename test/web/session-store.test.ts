import type { SessionData } from 'express-session'
import { lastSeen, SealedSessionStore, sessionKey } from '../../src/auth/session-store'
import { answerFor } from '../../src/error-pages'
import { randomId } from '../../src/random'
import { HOUR, MINUTE } from '../support/clock'
import { coreConfig, startStore, type Store } from '../support/start-store'
import { throughout, until } from '../support/until'

describe('the session store', () => {
  let store: Store
  let sessions: SealedSessionStore
  beforeAll(async () => {
    store = await startStore()
  })
  beforeEach(async () => {
    await store.redis.flushall()
    sessions = createSessions()
  })
  afterAll(() => store.close())

  const createSessions = (config = store.config) =>
    new SealedSessionStore({ redis: store.redis, config, clock: store.clock, log: store.log })
  const fresh = (changes: Partial<SessionData> = {}): SessionData => ({
    cookie: { originalMaxAge: null, path: '/' },
    signIn: {
      grantId: 'canary-grant',
      signInId: 'sign-in-1',
      organizationId: '1',
      organizationName: 'First Church',
      personId: '7',
      name: 'canary Ada',
      email: 'canary@example.org',
      startedAt: store.clock.now(),
      csrf: 'canary-csrf',
    },
    ...changes,
  })
  const settled = (call: (done: (error?: unknown) => void) => unknown) =>
    new Promise<void>((resolve, reject) => void call((error) => (error instanceof Error ? reject(error) : resolve())))
  const save = (id: string, session: SessionData, into = sessions) => settled((done) => into.set(id, session, done))
  const load = (id: string, from = sessions) =>
    new Promise<SessionData | null>(
      (resolve, reject) =>
        void from.get(id, (error, session) => (error instanceof Error ? reject(error) : resolve(session ?? null))),
    )
  const touch = (id: string, session: SessionData) => sessions.touch(id, session)
  const destroy = (id: string) => settled((done) => sessions.destroy(id, done))
  async function saved(changes?: Partial<SessionData>): Promise<string> {
    const id = randomId()
    await save(id, fresh(changes))
    return id
  }
  const loaded = async (id: string): Promise<SessionData> => (await load(id)) ?? Promise.reject(new Error('no such session'))

  it('gives back what it was given', async () => {
    expect(await load(await saved())).toMatchObject({ signIn: { name: 'canary Ada', personId: '7' } })
  })

  it('knows nobody under an id it never saw', async () => {
    expect(await load(randomId())).toBeNull()
  })

  it('E12: keeps nothing readable in Redis: neither the id nor a word of it', async () => {
    const id = await saved()
    const everything = await store.dump()
    expect(everything).toContain('foyer:session:')
    expect(everything).not.toContain('canary')
    expect(everything).not.toContain(id)
  })

  it('lets no slow request bring a session back after sign-out', async () => {
    const id = await saved()
    const slow = await loaded(id)
    await destroy(id)
    await save(id, { ...slow, seenAt: store.clock.now() })
    await touch(id, { ...slow, seenAt: 0 })
    expect(await load(id)).toBeNull()
    expect(await store.redis.keys('*')).toEqual([])
  })

  it('lets nobody take the place of a session that is there', async () => {
    const id = await saved()
    await expect(save(id, fresh())).rejects.toThrow('place taken')
    expect((await loaded(id)).signIn?.name).toBe('canary Ada')
  })

  it('saves again what it has just saved: the first save tells the session that it is stored', async () => {
    const session = fresh()
    const id = randomId()
    await save(id, session)
    await save(id, session)
    expect(JSON.stringify(session)).not.toContain('stored')
  })

  it('ends after thirty idle minutes, and not before', async () => {
    const id = await saved()
    store.clock.advance(30 * MINUTE - 1000)
    expect(await load(id)).not.toBeNull()
    store.clock.advance(2000)
    expect(await load(id)).toBeNull()
    expect(await store.redis.keys('*')).toEqual([])
  })

  it('ends after eight hours, however busy one was', async () => {
    const id = await saved()
    for (let minutes = 0; minutes < 8 * 60 - 20; minutes += 20) {
      store.clock.advance(20 * MINUTE)
      const session = await loaded(id)
      const now = store.clock.now()
      await touch(id, session)
      await until(async () => ((await lastSeen(store.redis, sessionKey(id))) ?? 0) >= now)
    }
    store.clock.advance(19 * MINUTE)
    expect(await load(id)).not.toBeNull()
    store.clock.advance(2 * MINUTE)
    expect(await load(id)).toBeNull()
  })

  it('is cleaned up by Redis itself half an hour after it was last seen', async () => {
    const id = await saved()
    store.clock.advance(20 * MINUTE)
    await touch(id, await loaded(id))
    await until(async () => (await store.redis.pttl(sessionKey(id))) > 29 * MINUTE)
    expect(await store.redis.pttl(sessionKey(id))).toBeLessThanOrEqual(30 * MINUTE)
  })

  it('gives half an hour more from a save on, too', async () => {
    const id = await saved()
    store.clock.advance(25 * MINUTE)
    await save(id, await loaded(id))
    expect(await store.redis.pttl(sessionKey(id))).toBeGreaterThan(29 * MINUTE)
  })

  it('lives no longer in Redis than the eight hours leave', async () => {
    const id = await saved({
      ...fresh(),
      signIn: {
        ...(fresh().signIn as NonNullable<SessionData['signIn']>),
        startedAt: store.clock.now() - 8 * HOUR + 5 * MINUTE,
      },
    })
    expect(await store.redis.pttl(sessionKey(id))).toBeLessThanOrEqual(5 * MINUTE)
  })

  it('overwrites nothing another request saved when it only moves "last seen"', async () => {
    const id = await saved()
    store.clock.advance(2 * MINUTE)
    const reader = await loaded(id)
    const writer = await loaded(id)
    await save(id, { ...writer, signIn: { ...(writer.signIn as NonNullable<SessionData['signIn']>), csrf: 'changed' } })
    await touch(id, reader)
    expect((await loaded(id)).signIn?.csrf).toBe('changed')
  })

  it('writes "last seen" at most once a minute', async () => {
    const id = await saved()
    const before = await lastSeen(store.redis, sessionKey(id))
    store.clock.advance(50_000)
    await touch(id, await loaded(id))
    expect(await lastSeen(store.redis, sessionKey(id))).toBe(before)
    store.clock.advance(11_000)
    await touch(id, await loaded(id))
    expect(await lastSeen(store.redis, sessionKey(id))).toBeGreaterThan(before ?? 0)
  })

  it.each([
    ['garbage', () => 'garbage'],
    ['garbage after a time', () => `${Date.now()}.garbage`],
    ['a record cut short', (record: string) => record.slice(0, -5)],
    ['another session’s record', async () => (await store.redis.get(sessionKey(await saved()))) ?? ''],
  ])('E10, E13: takes %s for nobody, and removes it', async (_case, spoil) => {
    const id = await saved()
    const key = sessionKey(id)
    await store.redis.set(key, await spoil((await store.redis.get(key)) ?? ''))
    expect(await load(id)).toBeNull()
    expect(await store.redis.exists(key)).toBe(0)
  })

  it('E4: lets nothing come back that a frozen Redis carries out when it thaws', async () => {
    const id = await saved()
    const slow = await loaded(id)
    process.kill(store.privateRedis.pid, 'SIGSTOP')
    const [ended, written] = [destroy(id), save(id, { ...slow, seenAt: store.clock.now() })]
    const touched = touch(id, { ...slow, seenAt: 0 })
    await expect(ended).rejects.toThrow('Command timed out')
    await expect(written).rejects.toThrow('Command timed out')
    await touched
    process.kill(store.privateRedis.pid, 'SIGCONT')
    await until(() => load(id).then((session) => session === null, () => false))
    await throughout(300, async () => (await store.redis.exists(sessionKey(id))) === 0)
  })

  it('E14: keeps a record whose key this process was not given, and says 503, not "signed out" and not "our mistake"', async () => {
    const id = randomId()
    const elsewhere = createSessions(coreConfig({ encryptionKeys: 'b2'.repeat(32) }))
    await save(id, fresh(), elsewhere)
    const error: unknown = await load(id).then(
      () => null,
      (error: unknown) => error,
    )
    expect(error).not.toBeNull()
    const answer = answerFor(error, {
      reference: 'r',
      operatorName: null,
      signInUrl: '/',
      consentUrl: '/',
      retryUrl: '/',
      form: null,
      name: null,
      cookie: true,
      church: null,
      administrators: [],
    })
    expect(answer.status).toBe(503)
    expect(await load(id, elsewhere)).not.toBeNull()
  })

  it('E14: reads what an older key sealed, and seals anew with the newer one', async () => {
    const id = randomId()
    await save(id, fresh(), createSessions(coreConfig({ encryptionKeys: 'b2'.repeat(32) })))
    const both = createSessions(coreConfig({ encryptionKeys: `${'c3'.repeat(32)},${'b2'.repeat(32)}` }))
    await save(id, (await load(id, both)) as SessionData, both)
    expect(await load(id, createSessions(coreConfig({ encryptionKeys: 'c3'.repeat(32) })))).not.toBeNull()
  })

  it('E1: passes every failure of Redis on, so that nobody is taken for signed out', async () => {
    const id = await saved()
    const session = await loaded(id)
    const gone = await store.connect()
    gone.disconnect()
    const cut = new SealedSessionStore({ redis: gone, config: store.config, clock: store.clock, log: store.log })
    await expect(load(id, cut)).rejects.toThrow()
    await expect(save(id, session, cut)).rejects.toThrow()
    await expect(settled((done) => cut.destroy(id, done))).rejects.toThrow()
    await expect(settled((done) => cut.touch(id, { ...session, seenAt: 0 }, done))).resolves.toBeUndefined()
    expect(await load(id)).not.toBeNull()
  })
})
