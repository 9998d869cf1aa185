import type { Metrics } from '../metrics'
import { OAuthError } from './errors'
import type { OAuth } from './oauth'

/** The same, with its calls to the token endpoint counted and timed. */
export function countCalls(oauth: OAuth, metrics: Pick<Metrics, 'tokenCall'>): OAuth {
  async function counted<Result>(call: 'redeem' | 'refresh' | 'revoke', answer: Promise<Result>): Promise<Result> {
    const asked = performance.now()
    let outcome = 'unclear'
    try {
      const result = await answer
      outcome = 'ok'
      return result
    } catch (error) {
      if (error instanceof OAuthError) outcome = error.reason
      throw error
    } finally {
      metrics.tokenCall(call, outcome, performance.now() - asked)
    }
  }

  return {
    ...oauth,
    redeem: (attempt) => counted('redeem', oauth.redeem(attempt)),
    refresh: (refreshToken) => counted('refresh', oauth.refresh(refreshToken)),
    revoke: (token) => counted('revoke', oauth.revoke(token)),
  }
}
