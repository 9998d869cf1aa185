interface Who {
  organizationId: string
  personId: string
}

/** What Planning Center told one person is remembered for that person only. */
export interface Remembered<Value> {
  recall(who: Who): Value | undefined
  keep(who: Who, value: Value): void
  forget(who: Who): void
}

/** People, those longest unasked forgotten first. */
const MOST_PEOPLE = 1000

/** A short memory in this process, gone with it. Entries past their time are dropped at the next keeping. */
export function rememberForEach<Value>({ clock, forMs }: { clock: { now(): number }; forMs: number }): Remembered<Value> {
  const kept = new Map<string, { value: Value; until: number }>()

  return {
    recall(who) {
      const found = kept.get(keyOf(who))
      return found && found.until > clock.now() ? found.value : undefined
    },

    keep(who, value) {
      kept.delete(keyOf(who))
      kept.set(keyOf(who), { value, until: clock.now() + forMs })
      // In the order of keeping, so the first that is still good ends the search.
      for (const [key, { until }] of kept) {
        if (until > clock.now() && kept.size <= MOST_PEOPLE) break
        kept.delete(key)
      }
    },

    forget: (who) => void kept.delete(keyOf(who)),
  }
}

/**
 * Pages of one sign-in that are opened at once ask once: a restored set of tabs must not use up the rate limit.
 * Not of one person: whoever signs out of one browser would take the pages, and so the sign-ins, of the others along.
 */
export function askOnceForEach<Value>(): { once(who: { signInId: string }, ask: () => Promise<Value>): Promise<Value> } {
  const underWay = new Map<string, Promise<Value>>()
  return {
    once({ signInId }, ask) {
      const asked = underWay.get(signInId) ?? ask().finally(() => underWay.delete(signInId))
      underWay.set(signInId, asked)
      return asked
    },
  }
}

const keyOf = ({ organizationId, personId }: Who) => `${organizationId} ${personId}`
