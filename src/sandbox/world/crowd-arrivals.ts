import type { Sketch } from './enrolment'
import { createChance } from './seeded'

const dayMs = 86_400_000
const mostImported = 3000
// So many rows an import or a bulk edit writes in a second, all with the same stamp.
const rowsPerSecond = 700

/**
 * When each of a crowd was entered and last changed. First an import brings many within a few seconds, then they come over the years;
 * last autumn's promotion changed the school children in bulk. A third was never touched again.
 */
export function createArrivals(count: number, now: number) {
  const chance = createChance(3000)
  const imported = Math.min(mostImported, Math.floor(count * 0.15))
  const opening = wholeSecond(now - 3000 * dayMs)
  const promotion = wholeSecond(now - 60 * dayMs)
  let [came, promoted] = [0, 0]

  function created(): number {
    if (came < imported) return opening + Math.floor(came / rowsPerSecond) * 1000
    const share = (came - imported) / Math.max(1, count - imported)
    // More come every year; neighbours in the sequence come within a few days of each other, not quite in order.
    const days = 3 + 2980 * share ** 0.8 + chance.below(1000) / 250
    return wholeSecond(opening + days * dayMs - chance.below(86_400) * 1000)
  }

  return {
    next({ grade }: Pick<Sketch, 'grade'>): { createdAt: number; updatedAt: number } {
      const createdAt = created()
      came += 1
      const isUntouched = chance.happens(1 / 3)
      const updatedAt = isUntouched ? createdAt : wholeSecond(createdAt + (now - createdAt) * chance.below(1_000_000) / 1_000_000)
      if (grade === undefined || updatedAt >= promotion) return { createdAt, updatedAt }
      promoted += 1
      return { createdAt, updatedAt: promotion + Math.floor(promoted / rowsPerSecond) * 1000 }
    },
  }
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000
}
