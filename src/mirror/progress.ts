import type { Checkpoint, Part } from './staging'
import { PER_PAGE } from './walk'

export interface Progress {
  /** 0 to 1 of the work there seems to be; null as long as nobody can tell. */
  share: number | null
  /** Null until enough is done to judge by. */
  leftMs: number | null
  people: number
  households: number
}

/** Sizes of stretches that nobody has looked at yet, in pages: a guess for the first moments. */
const UNSEEN_STRETCH = 5
const UNSEEN_COLLECTION = 1
/** What a first page costs, compared with nothing: below this the time left would leap about. */
const ENOUGH_TO_JUDGE = 0.05
/** Only the end itself is the end: what was read is made true afterwards. */
const NEARLY = 0.99

/** How far a reading of everybody has come, counted in pages, for those are what takes the time. */
export function progressOf({ checkpoint, startedAt, now }: { checkpoint: Checkpoint; startedAt: number; now: number }): Progress {
  const parts = Object.entries(checkpoint.parts)
  const called = (name: string) => parts.filter(([part]) => part.startsWith(`${name} `) && !part.endsWith(' read')).map(([, part]) => part)
  const [people, households] = [called('people'), called('households')]
  const rowsOf = (some: Part[]) => some.reduce((sum, { read }) => sum + read, 0)

  const groups = [
    workIn(people, checkpoint.cuts['people']?.length, UNSEEN_STRETCH),
    workIn(households, checkpoint.cuts['households']?.length, UNSEEN_STRETCH),
    workIn(called('list'), checkpoint.parts['lists']?.read, UNSEEN_COLLECTION),
    workIn(called('field'), checkpoint.parts['field_definitions']?.read, UNSEEN_COLLECTION),
  ]
  const isCut = checkpoint.cuts['people'] !== undefined && checkpoint.cuts['households'] !== undefined
  const [done, all] = [sum(groups.map(({ done }) => done)), sum(groups.map(({ all }) => all))]
  const share = isCut && all > 0 ? Math.min(done / all, NEARLY) : null
  const leftMs = share !== null && share >= ENOUGH_TO_JUDGE ? ((now - startedAt) * (1 - share)) / share : null
  return { share, leftMs, people: rowsOf(people), households: rowsOf(households) }
}

/** Those not begun are taken to be as long as those begun are on average. */
function workIn(begun: Part[], many: number | undefined, unseen: number): { done: number; all: number } {
  const expected = sum(begun.map(({ expected, read }) => pagesOf(Math.max(expected, read))))
  const each = begun.length > 0 ? expected / begun.length : unseen
  return {
    done: sum(begun.map(({ done, read, expected }) => (done ? pagesOf(Math.max(expected, read)) : read / PER_PAGE))),
    all: expected + Math.max((many ?? 0) - begun.length, 0) * each,
  }
}

const pagesOf = (rows: number) => Math.max(1, Math.ceil(rows / PER_PAGE))
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0)
