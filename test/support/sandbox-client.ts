import { createPlanningCenter, type PlanningCenterClient } from '../../src/planning-center'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index'
import { visitPlanningCenter } from './planning-center-visit'

const REDIRECT = 'http://localhost:3000/oauth/callback'
const EVERYTHING = 'openid api calendar check_ins giving groups people publishing registrations services'
const times = { apiCall: 5000, rateLimitPause: 100, settlePauseMin: 30, settlePauseMax: 40, retryPauseMin: 5, retryPauseMax: 10 }

/** A sandbox, and clients of it that ask as somebody who let the application have everything. */
export async function startClient(options: Partial<SandboxOptions> & { login?: string; scope?: string } = {}) {
  const { login = 'administrator', scope = EVERYTHING, ...rest } = options
  const sandbox = await startSandbox({ redirectUris: [REDIRECT], requireFields: true, ...rest })
  const token = await signIn(sandbox, { login, scope })
  const planningCenter = createPlanningCenter({ url: sandbox.url, userAgent: 'Foyer (tests@example.org)', times })
  return {
    sandbox,
    token,
    client: (deadline = performance.now() + 15_000): PlanningCenterClient =>
      planningCenter.as({
        tokens: { current: () => Promise.resolve(token), renew: () => Promise.resolve(token) },
        allowance: { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined },
        deadline,
      }),
    close: () => sandbox.close(),
  }
}

export type SandboxClient = Awaited<ReturnType<typeof startClient>>

export async function signIn(sandbox: Sandbox, { login, scope }: { login: string; scope: string }): Promise<string> {
  const question = new URLSearchParams({ client_id: sandbox.clientId, redirect_uri: REDIRECT, response_type: 'code', scope, state: 's' })
  const { callback } = await visitPlanningCenter(`${sandbox.url}/oauth/authorize?${question.toString()}`, { login, church: '463218' })
  const code = new URL(callback).searchParams.get('code') ?? ''
  const answer = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { 'User-Agent': 'Foyer (tests@example.org)', Authorization: `Basic ${Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT }),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}
