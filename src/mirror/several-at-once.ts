/** Several questions under way hide how long each answer takes; the rate limit is what sets the pace. */
const AT_ONCE = 6

/** When one fails the others stop at their next page, and are waited for, so that nothing writes after the run's end. */
export async function severalAtOnce(parts: (() => Promise<void>)[], failed = new AbortController()): Promise<void> {
  const waiting = [...parts]
  const take = async (): Promise<void> => {
    for (let part = waiting.shift(); part && !failed.signal.aborted; part = waiting.shift())
      await part().catch((error: unknown) => failed.abort(error))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, take))
  failed.signal.throwIfAborted()
}
