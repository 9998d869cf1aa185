import type { Cookie } from 'playwright-core'
import { useChromium, type Visit, type VisitOptions } from '../support/chromium'
import { declared, settingsFor } from '../support/declared'
import { startFoyer, type Foyer, type StartOptions } from '../support/start-app'
import { until } from '../support/until'
import { heading, signIn } from './walk'

/** A page or an error state, and how a person gets there. */
export interface Place {
  name: string
  /** What its first heading says. */
  says: string | RegExp
  /** 200, unless it says otherwise. */
  status?: number
  go(guide: Guide): Promise<Visit>
}

/** What the ways to all places begin with. */
export interface Guide {
  readonly foyer: Foyer
  /** Somebody who was never here. */
  readonly stranger: (at?: Foyer) => Promise<Visit>
  /** The same person as before, without walking through Planning Center once more. */
  readonly signedIn: (who: RegExp) => Promise<Visit>
  /** A sign-in of its own, for a place that ends it. */
  readonly freshly: (who: RegExp) => Promise<Visit>
  /** A Foyer of its own, closed after the test. */
  readonly otherFoyer: (options: StartOptions) => Promise<Foyer>
}

export interface Tour {
  arrive(place: Place): Promise<Visit>
}

/** One Foyer and one Chromium for all places of a test file; after each test, what a place broke is whole again. */
export function useTour(): Tour {
  const begin = useChromium()
  const signIns = new Map<RegExp, Cookie[]>()
  let foyer: Foyer
  let others: Foyer[] = []

  beforeAll(async () => {
    foyer = await startFoyer({ proxied: true, database: 'pglite', times: { connectionLook: 50 }, env: settingsFor(declared) })
  }, 60_000)
  afterEach(async () => {
    foyer.sandbox.clearFaults()
    foyer.proxy?.pass()
    await until(() => foyer.redis.status === 'ready')
    await Promise.all(others.map((other) => other.close()))
    others = []
  })
  afterAll(() => foyer.close())

  function guideTo({ status }: Place): Guide {
    // A sign-in that has ended takes the photos of an open page with it.
    const meets = status ? [status, 404] : []
    const visit = (at: Foyer, brought?: VisitOptions) => begin(at, { meets, secondHand: true, ...brought })
    const freshly = async (who: RegExp) => {
      const fresh = await visit(foyer)
      await signIn(fresh, who, { path: '/account' })
      return fresh
    }
    const signedIn = async (who: RegExp) => {
      const cookies = signIns.get(who)
      if (cookies) return visit(foyer, { cookies })
      const fresh = await freshly(who)
      signIns.set(who, await fresh.context.cookies())
      return fresh
    }
    const otherFoyer = async (settings: StartOptions) => {
      const other = await startFoyer(settings)
      others.push(other)
      return other
    }
    return { foyer, stranger: (at = foyer) => visit(at), signedIn, freshly, otherFoyer }
  }

  return {
    async arrive(place) {
      const visit = await place.go(guideTo(place))
      await heading(visit.page, place.says)
      expect(statusOf(visit)).toBe(place.status ?? 200)
      return visit
    },
  }
}

const statusOf = ({ answers }: Visit) => answers.findLast((answer) => answer.request().isNavigationRequest())?.status()
