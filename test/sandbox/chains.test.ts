import { nameOf } from '../../src/sandbox/calls'
import type { Sandbox } from '../../src/sandbox/index'
import { read, refresh, signIn, startPlanningCenter } from './oauth-walk'

describe('for whoever follows tokens through its calls, the sandbox', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
  })
  afterEach(() => sandbox.close())

  it('names the pair that was shown and the one that was handed out, and neither could be used', async () => {
    const first = await signIn(sandbox)
    const second = (await (await refresh(sandbox, first.refresh_token)).json()) as typeof first
    await read(sandbox, '/people/v2/me', second.access_token)
    const [redeemed, renewed] = sandbox.calls.filter(({ kind }) => kind === 'token')
    expect(redeemed?.issued).toBe(nameOf(first.refresh_token))
    expect(renewed).toMatchObject({ shown: nameOf(first.refresh_token), issued: nameOf(second.refresh_token) })
    expect(sandbox.calls.find(({ kind }) => kind === 'api')?.shown).toBe(nameOf(second.refresh_token))
    const remembered = JSON.stringify(sandbox.calls)
    for (const secret of [first.access_token, first.refresh_token, second.refresh_token]) expect(remembered).not.toContain(secret)
  })

  it('notes which fault a call suffered', async () => {
    const { refresh_token } = await signIn(sandbox)
    sandbox.addFault({ on: 'token', times: 1, answer: { status: 500 } })
    await refresh(sandbox, refresh_token)
    await refresh(sandbox, refresh_token)
    const [struck, well] = sandbox.calls.filter(({ grantType, fault }) => fault ?? grantType === 'refresh_token')
    expect([struck?.fault?.answer?.status, well?.fault]).toEqual([500, undefined])
  })
})
