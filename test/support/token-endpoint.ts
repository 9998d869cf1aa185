import { setTimeout as pause } from 'node:timers/promises'
import { json, reply, startTinyServer, type Answering, type TinyServer } from './tiny-server'

export interface TokenEndpoint {
  server: TinyServer
  url: string
  /** The refresh tokens it was sent, oldest first. */
  refreshed(): string[]
  /** The tokens it was told to revoke, oldest first. */
  revoked(): string[]
  /** How it answers refreshes from now on, one after the other; `null` (and whatever follows) means well. */
  refreshesWith(...answers: (Answering | null)[]): void
  latency: number
  close(): Promise<void>
}

/** Planning Center's token endpoint, strict: every refresh token is good once, and the new pair is numbered. */
export async function startTokenEndpoint(firstRefreshToken: string): Promise<TokenEndpoint> {
  const formsAt = (path: string) =>
    server.asked.filter((one) => one.path === path).map((one) => new URLSearchParams(one.body))
  let good = firstRefreshToken
  let pairs = 0
  let special: (Answering | null)[] = []

  const server = await startTinyServer(async (asked, res) => {
    if (asked.path === '/oauth/revoke') return reply(res, json({}))
    const sent = new URLSearchParams(asked.body).get('refresh_token')
    const told = special.shift() ?? null
    await pause(endpoint.latency)
    if (typeof told === 'function') return told(asked, res)
    if (told) return reply(res, told)
    if (sent !== good)
      return reply(
        res,
        json({ error: 'invalid_grant', error_description: 'The provided authorization grant is invalid.' }, 400),
      )
    pairs += 1
    good = `canary-refresh-${pairs}`
    reply(
      res,
      json({
        access_token: `canary-access-${pairs}`,
        refresh_token: good,
        token_type: 'Bearer',
        expires_in: 7200,
        scope: 'openid people',
      }),
    )
  })

  const endpoint: TokenEndpoint = {
    server,
    url: server.url,
    refreshed: () => formsAt('/oauth/token').map((form) => form.get('refresh_token') ?? ''),
    revoked: () => formsAt('/oauth/revoke').map((form) => form.get('token') ?? ''),
    refreshesWith(...answers) {
      special = answers
    },
    latency: 0,
    close: () => server.close(),
  }
  return endpoint
}
