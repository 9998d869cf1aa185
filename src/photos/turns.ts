/** A few at once, the next ones in a line in the order they came. */
export interface Turns {
  /** Waits for a turn and returns how to end it; null when the line is full, or whoever waited gave up. */
  take(givenUp: AbortSignal): Promise<(() => void) | null>
}

export function createTurns({ atOnce, waiting }: { atOnce: number; waiting: number }): Turns {
  let busy = 0
  const line: (() => void)[] = []

  /** A turn passes straight to the next in line, so that nobody slips in between. */
  function end(): void {
    const next = line.shift()
    if (next) next()
    else busy--
  }

  const stand = (givenUp: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const giveUp = () => {
        line.splice(line.indexOf(called), 1)
        resolve(false)
      }
      const called = () => {
        givenUp.removeEventListener('abort', giveUp)
        resolve(true)
      }
      givenUp.addEventListener('abort', giveUp, { once: true })
      line.push(called)
    })

  return {
    async take(givenUp) {
      if (givenUp.aborted) return null
      if (busy < atOnce) {
        busy++
        return end
      }
      return line.length < waiting && (await stand(givenUp)) ? end : null
    },
  }
}
