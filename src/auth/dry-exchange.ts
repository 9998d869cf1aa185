import type { Config } from '../config'
import { randomId } from '../random'
import { OAuthError } from './errors'
import { createOAuth } from './oauth'

export interface Application {
  clientId: string
  clientSecret: string
}

/** What Planning Center says of an application: it knows it, it does not, it was not reached, or said something else. */
export type DryAnswer = 'known' | 'unknown' | 'unreachable' | 'unclear'

interface Collaborators {
  config: Pick<Config, 'planningCenter' | 'publicUrl' | 'times'>
  userAgent: string
  clock: { now(): number }
}

/**
 * Exchanges a code that nobody ever got: Planning Center looks first at who asks (`invalid_client`), then at the code
 * (`invalid_grant`). So nothing is issued, used up or ended by it, and what was tried is kept nowhere.
 */
export function createDryExchange({ config, ...with_ }: Collaborators): (application: Application) => Promise<DryAnswer> {
  return async (application) => {
    const planningCenter = { ...config.planningCenter, ...application }
    // The library waits this long twice: for the head of an answer and for its body.
    const times = { ...config.times, tokenPhase: config.times.setupAnswer / 2 }
    const oauth = createOAuth({ ...with_, config: { ...config, planningCenter, times } })
    const answer = await oauth.redeem({ code: `dry-${randomId()}`, verifier: randomId() }).catch((error: unknown) => error)
    if (!(answer instanceof OAuthError)) return 'unclear'
    return MEANING[answer.reason] ?? 'unclear'
  }
}

const MEANING: Partial<Record<OAuthError['reason'], DryAnswer>> = { dead: 'known', refused: 'unknown', unsent: 'unreachable' }
