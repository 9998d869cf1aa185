import express, { type NextFunction, type Request, type Response } from 'express'
import type { Redis } from 'ioredis'
import request from 'supertest'
import { createSessions, destroy, replace } from '../../src/auth/session'
import { SealedSessionStore } from '../../src/auth/session-store'
import { startStore, type Store } from '../support/start-store'
import { until } from '../support/until'

const WHO = {
  grantId: 'g',
  signInId: 's',
  organizationId: '1',
  organizationName: 'First Church',
  personId: '7',
  name: 'Ada',
  email: null,
  csrf: 'c',
}

describe('sessions in a browser', () => {
  let store: Store
  let redis: Redis
  beforeEach(async () => {
    store = await startStore()
    redis = await store.connect()
  })
  afterEach(() => store.close())

  /** Signs in, out and shows; `?cut` breaks the connection to Redis just before the step it names. */
  function browser() {
    const app = express()
    const cutBefore = (req: Request, step: string) => void (req.query['cut'] === step && redis.disconnect())
    app.use(createSessions(store.config, new SealedSessionStore({ ...store, redis })))
    app.get('/in', async (req, res) => {
      await replace(req, (session) => {
        session.signIn = { ...WHO, startedAt: store.clock.now() }
        cutBefore(req, 'save')
        return req.query['cut'] === 'fill' ? Promise.reject(new Error('something else failed')) : Promise.resolve()
      })
      res.redirect(303, '/')
    })
    app.get('/out', async (req, res) => {
      cutBefore(req, 'destroy')
      await destroy(req)
      res.redirect(303, '/')
    })
    app.get('/', (req, res) => res.send(req.session.signIn?.name ?? 'nobody'))
    app.use((_error: unknown, _req: Request, res: Response, _next: NextFunction) => void res.status(503).send('one moment'))
    return request.agent(app)
  }
  const cookieOf = (answer: request.Response) => (answer.headers['set-cookie'] as unknown as string[] | undefined)?.[0]
  const sessionKeys = () => store.redis.keys('foyer:session:*')

  it('cost a stranger neither a cookie nor a record', async () => {
    const answer = await browser().get('/').expect(200, 'nobody')
    expect(cookieOf(answer)).toBeUndefined()
    expect(await sessionKeys()).toEqual([])
  })

  it('begin with a cookie that no script reads and no other site sends along, and that ends with the browser', async () => {
    const cookie = cookieOf(await browser().get('/in').expect(303)) ?? ''
    expect(cookie).toMatch(/^sid=/)
    expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax'])
  })

  it('are there as soon as the redirect is', async () => {
    const here = browser()
    for (let n = 0; n < 20; n++) {
      await here.get('/in').expect(303)
      await here.get('/').expect(200, 'Ada')
    }
    expect(await sessionKeys()).toHaveLength(1)
  })

  it('get a new id at every sign-in, and the old one is good for nothing', async () => {
    const here = browser()
    const first = cookieOf(await here.get('/in'))?.split(';')[0] ?? ''
    const second = cookieOf(await here.get('/in'))?.split(';')[0] ?? ''
    expect(second).not.toBe(first)
    await browser().get('/').set('Cookie', first).expect(200, 'nobody')
    await browser().get('/').set('Cookie', second).expect(200, 'Ada')
  })

  it('are not written when a page is only read', async () => {
    const here = browser()
    await here.get('/in')
    const before = await store.dump()
    for (let n = 0; n < 3; n++) expect(cookieOf(await here.get('/').expect(200, 'Ada'))).toBeUndefined()
    expect(await store.dump()).toBe(before)
  })

  it('end for good at sign-out', async () => {
    const here = browser()
    const cookie = cookieOf(await here.get('/in'))?.split(';')[0] ?? ''
    await here.get('/out').expect(303)
    await browser().get('/').set('Cookie', cookie).expect(200, 'nobody')
  })

  it('say "one moment" and touch no cookie when Redis cannot be read', async () => {
    const here = browser()
    await here.get('/in')
    redis.disconnect()
    expect(cookieOf(await here.get('/').expect(503))).toBeUndefined()
    redis = await store.connect()
    await redis.ping()
    expect(await sessionKeys()).toHaveLength(1)
  })

  it('stay as they were when a new one could not be stored', async () => {
    const here = browser()
    const cookie = cookieOf(await here.get('/in'))?.split(';')[0] ?? ''
    expect(cookieOf(await here.get('/in?cut=save').expect(503))).toBeUndefined()
    redis = await store.connect()
    await browser().get('/').set('Cookie', cookie).expect(200, 'Ada')
  })

  it('begin even when nobody can say whether the old one was removed, which then goes as soon as Redis answers', async () => {
    const here = browser()
    const old = cookieOf(await here.get('/in'))?.split(';')[0] ?? ''
    const [oldKey = ''] = await sessionKeys()
    const del = jest.spyOn(redis, 'del').mockRejectedValue(new Error('Redis went away'))
    expect(cookieOf(await here.get('/in').expect(303))).toBeDefined()
    await here.get('/').expect(200, 'Ada')
    del.mockRestore()
    await until(async () => (await store.redis.exists(oldKey)) === 0)
    await browser().get('/').set('Cookie', old).expect(200, 'nobody')
    await here.get('/').expect(200, 'Ada')
  })

  it('are not stored when anything else of the sign-in fails', async () => {
    expect(cookieOf(await browser().get('/in?cut=fill').expect(503))).toBeUndefined()
    expect(await sessionKeys()).toEqual([])
  })

  it('give no cookie for a session that could not be stored', async () => {
    expect(cookieOf(await browser().get('/in?cut=save').expect(503))).toBeUndefined()
  })

  it('are still there, and so is the cookie, when they could not be removed', async () => {
    const here = browser()
    await here.get('/in')
    expect(cookieOf(await here.get('/out?cut=destroy').expect(503))).toBeUndefined()
    expect(await sessionKeys()).toHaveLength(1)
  })

  it('do not bring themselves back when a slow page ends after the sign-out', async () => {
    const app = express()
    let release = () => undefined as void
    const waiting = new Promise<void>((resolve) => (release = resolve))
    app.use(createSessions(store.config, new SealedSessionStore({ ...store, redis })))
    app.get('/in', async (req, res) => {
      await replace(req, (session) => {
        session.signIn = { ...WHO, startedAt: store.clock.now() }
        return Promise.resolve()
      })
      res.send('in')
    })
    app.get('/slow', async (req, res) => {
      arrived()
      await waiting
      if (req.session.signIn) req.session.signIn.name = 'changed'
      res.send('slow')
    })
    app.get('/out', async (req, res) => {
      await destroy(req)
      res.send('out')
    })
    let arrived = () => undefined as void
    const here = request.agent(app)
    await here.get('/in')
    const reached = new Promise<void>((resolve) => (arrived = resolve))
    const slow = here.get('/slow').then((answer) => answer)
    await reached
    await here.get('/out').expect(200)
    release()
    await slow
    expect(await sessionKeys()).toEqual([])
  })
})
