import { inspect } from 'node:util'
import { createOAuth } from '../../src/auth/oauth'
import { coreConfig } from '../support/start-store'
import { html, json, startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'

const SECRETS = /canary|Basic /

describe('Planning Center, told of a sign-out', () => {
  let server: TinyServer
  beforeAll(async () => {
    server = await startTinyServer()
  })
  beforeEach(() => void (server.asked.length = 0))
  afterAll(() => server.close())

  const answering = (...answers: Answering[]) => server.answers(...answers)
  const form = () => Object.fromEntries(new URLSearchParams(server.asked[0]?.body))
  function revoke(): Promise<void> {
    const config = coreConfig({ planningCenterUrl: server.url, times: { revokePhase: 400 } })
    return createOAuth({ config, userAgent: 'Foyer (tests@example.org)', clock: Date }).revoke('canary-refresh')
  }

  it('F5: gets the token, what kind it is, and our credentials', async () => {
    answering(json({}))
    await revoke()
    expect(form()).toEqual({ token: 'canary-refresh', token_type_hint: 'refresh_token' })
    expect(server.asked[0]).toMatchObject({ method: 'POST', path: '/oauth/revoke' })
    expect(server.asked[0]?.headers).toMatchObject({
      authorization: expect.stringMatching(/^Basic /) as string,
      'user-agent': 'Foyer (tests@example.org)',
    })
  })

  it.each([
    ['{}', json({})],
    ['nothing', { status: 200 }],
    ['nothing, as JSON', { status: 200, headers: { 'Content-Type': 'application/json' } }],
    ['a word', { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ok' }],
  ])('has understood when it answers %s', async (_case, answer) => {
    answering(answer)
    await expect(revoke()).resolves.toBeUndefined()
  })

  it.each([
    ['403 as a web page', html(403), 'unclear'],
    ['502', html(502), 'unclear'],
    ['503', json({}, 503), 'unclear'],
    ['that we are nobody', json({ error: 'invalid_client' }, 401), 'refused'],
    ['nothing at all', () => undefined, 'unclear'],
  ] as [string, Answering, string][])('has to be told again after %s', async (_case, answer, reason) => {
    answering(answer)
    const error = await revoke().then(
      () => null,
      (error: unknown) => error,
    )
    expect(error).toMatchObject({ reason, call: 'revoke' })
    expect(inspect(error, { depth: 10, showHidden: true })).not.toMatch(SECRETS)
  })
})
