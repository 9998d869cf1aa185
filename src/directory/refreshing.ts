import type { Redis } from 'ioredis'
import type { Audit, Origin } from '../audit/audit'
import type { Visitor } from '../auth/visitor'
import type { Config } from '../config'
import { PlanningCenterError } from '../planning-center'
import { fingerprint } from '../sealing'
import { ListNotRefreshed } from './errors'
import type { PeopleList, WholeList } from './lists'

/** Planning Center was asked to refresh a list, and has not yet done it. */
export interface UnderWay {
  askedAt: number
  /** It takes so long that nobody should wait for it; it may be asked again. */
  isSlow: boolean
}

export interface Refreshing {
  /** For whoever sees the list, and whoever asked. */
  of(visitor: Visitor, list: PeopleList): Promise<UnderWay | null>
  /**
   * Asks once, however often and by however many it is pressed meanwhile.
   * @throws ListNotRefreshed, and what Planning Center's client throws
   */
  ask(visitor: Visitor, list: WholeList, origin: Origin): Promise<void>
}

interface Collaborators {
  config: { times: Pick<Config['times'], 'listRefreshPatience' | 'listRefreshKept'> }
  redis: Redis
  audit: Audit
  clock: { now(): number }
}

/** Planning Center refreshes in the background and calls nobody when it has: then the list names another time of its last refresh. */
export function createRefreshing({ config: { times }, redis, audit, clock }: Collaborators): Refreshing {
  async function underWay(key: string): Promise<UnderWay | null> {
    const askedAt = Number(await redis.get(key))
    return askedAt > 0 ? { askedAt, isSlow: clock.now() - askedAt >= times.listRefreshPatience } : null
  }

  async function isMine(key: string): Promise<boolean> {
    if (await redis.set(key, clock.now(), 'PX', times.listRefreshKept, 'NX')) return true
    const before = await underWay(key)
    if (before && !before.isSlow) return false
    await redis.set(key, clock.now(), 'PX', times.listRefreshKept)
    return true
  }

  return {
    of: (visitor, list) => underWay(keyOf(visitor, list)),

    async ask({ planningCenter, organizationId, personId }, list, origin) {
      const key = keyOf({ organizationId }, list)
      if (!(await isMine(key))) return
      const record = () => audit.record({ event: 'list-refreshed', why: `list-${list.id}`, organizationId, personId }, origin)
      try {
        await planningCenter.refreshList(list.id)
      } catch (error) {
        await redis.del(key).catch(() => undefined)
        if (reasonIn(error) === 'unavailable') record() // it may have been heard all the same
        throw inWordsOfTheList(error, list)
      }
      record()
    },
  }
}

/** Under the time of the last refresh: as soon as Planning Center names another, nobody waits for this one any more. */
const keyOf = ({ organizationId }: Pick<Visitor, 'organizationId'>, { id, refreshedAt }: PeopleList) => `foyer:refreshing:${fingerprint(`${organizationId}:${id}:${refreshedAt}`)}`

const reasonIn = (error: unknown) => (error instanceof PlanningCenterError ? error.reason : null)

/** The list was just read: a refusal now is about refreshing it, not about seeing it. */
function inWordsOfTheList(error: unknown, { maker }: WholeList): unknown {
  if (reasonIn(error) === 'forbidden') return new ListNotRefreshed('not-managed', { maker, cause: error })
  return reasonIn(error) === 'rejected' ? new ListNotRefreshed('not-possible', { maker, cause: error }) : error
}
