import type { Config } from '../config'
import { isStoreFailure } from '../errors'
import type { Log } from '../log'
import type { TokenSource } from '../planning-center'
import { GrantTrouble } from './errors'
import { mustRead, revocable, type Grant, type GrantVault, type KeptGrant } from './grant-vault'
import { randomId } from '../random'
import type { Renewal } from './renewal'
import type { Revocations } from './revocations'

export interface Grants {
  /** Keeps new tokens until `until` (epoch ms) and returns the id to find them by. */
  create(grant: Grant, until: number): Promise<string>
  read(grantId: string): Promise<Grant | null>
  /**
   * Made per request. `current` and `renew` throw SignInRequired or GrantTrouble; `renew` answers with the refused
   * token itself when that was issued a moment ago.
   */
  source(grantId: string): TokenSource
  /** Removes the grant and has Planning Center told. False when it was gone already, which is fine. */
  end(grantId: string): Promise<boolean>
}

interface Collaborators {
  vault: GrantVault
  renewal: Renewal
  revocations: Revocations
  config: Pick<Config, 'times'>
  clock: { now(): number }
  log: Log
}

/** A token this close to its end may end on the way to Planning Center. */
const ON_THE_WAY_MS = 2000

export function createGrants({ vault, renewal, revocations, config: { times }, clock, log }: Collaborators): Grants {
  async function current(id: string): Promise<string> {
    const kept = await mustRead(vault, id)
    const { accessToken, accessUntil, issuedAt, refreshToken } = kept.grant
    const left = accessUntil - clock.now()
    // A token that lives only minutes is not renewed at every click.
    const early = Math.min(times.renewEarly + jitterOf(id, times.renewJitter), (accessUntil - issuedAt) / 4)
    if (left > early || (refreshToken === null && left > 0)) return accessToken
    if (left > times.renewWait) {
      // Nobody waits, not even who starts it; and nobody starts it while the token endpoint is left alone.
      if (clock.now() >= kept.coolUntil) renewal.renew(id, kept.version).catch((error: unknown) => log.debug({ err: error }, 'early renewal failed'))
      return accessToken
    }
    return renewInTime(id, kept).catch((error: unknown) => {
      const mayPass = error instanceof GrantTrouble || isStoreFailure(error)
      if (mayPass && accessUntil - clock.now() > ON_THE_WAY_MS) return accessToken
      throw error
    })
  }

  /** The renewal goes on when the page has stopped waiting. */
  async function renewInTime(id: string, kept: KeptGrant): Promise<string> {
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new GrantTrouble('renewing')), times.renewPageWait)
    })
    try {
      return (await Promise.race([renewal.renew(id, kept.version), tooLong])).grant.accessToken
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    async create(grant, until) {
      const id = randomId()
      await vault.create(id, grant, until)
      return id
    },

    read: async (id) => (await vault.read(id))?.grant ?? null,

    source: (id) => ({
      current: () => current(id),
      async renew(rejected) {
        const kept = await mustRead(vault, id)
        const { accessToken, issuedAt } = kept.grant
        if (accessToken !== rejected) return accessToken // somebody renewed: that revoked the one we held
        if (clock.now() - issuedAt < times.tokenSettles) return accessToken
        return renewInTime(id, kept)
      },
    }),

    async end(id) {
      for (let kept = await vault.read(id); kept; kept = await vault.read(id)) {
        // Written down before anything is deleted: a crash in between tells Planning Center too early, never not at all.
        await revocations.add(revocable(kept.grant))
        if (kept.grant.formerRefreshToken !== undefined) await revocations.add(kept.grant.formerRefreshToken)
        if (await vault.remove(id, kept.version)) return true
      }
      return false
    },
  }
}

/** The same for one grant in every process, so that they agree on when to begin. */
const jitterOf = (id: string, most: number) => (Buffer.from(id, 'base64url').readUInt32BE(0) / 2 ** 32) * most
