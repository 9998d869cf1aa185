import type { Sandbox } from '../../src/sandbox/index'
import { refresh, signIn, startPlanningCenter, VERIFIER } from './oauth-walk'

describe('for whoever looks for secrets where they must not be, the sandbox', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
  })
  afterEach(() => sandbox.close())

  it('knows every token, code and verifier it ever handed out or was shown, also those long dead', async () => {
    const first = await signIn(sandbox)
    const second = (await (await refresh(sandbox, first.refresh_token)).json()) as typeof first
    sandbox.revokeGrants()
    for (const secret of [first.access_token, first.refresh_token, second.access_token, second.refresh_token, VERIFIER]) expect(sandbox.secrets).toContain(secret)
    expect(sandbox.secrets.size).toBeGreaterThan(6) // the code and the id_tokens, too
  })

  it('names itself by the address it is reached at', async () => {
    sandbox.callItself(sandbox.url.replace('127.0.0.1', 'localhost'))
    const discovery = (await (await fetch(`${sandbox.url}/.well-known/openid-configuration`)).json()) as Record<string, string>
    expect(discovery['issuer']).toBe(sandbox.url)
    expect(discovery['token_endpoint']).toMatch(/^http:\/\/localhost:/)
    expect(sandbox.avatarUrl).toBe(`${sandbox.url}/avatars`)
  })
})
