import { GrantTrouble, SignInRequired } from '../auth/errors'
import { readPermission, type Permission } from '../auth/permission'
import type { Visitor } from '../auth/visitor'
import { PlanningCenterError } from '../planning-center'
import type { Times } from '../times'
import { askOnce, onlyTabs, readShown, type Shown } from './shown'

/** The levels Planning Center gives for People, lowest first. */
export const levels = ['Viewer', 'Editor', 'Manager'] as const
export type Level = (typeof levels)[number]

const made: unique symbol = Symbol('made by who-may-read')

/**
 * Somebody who may read their own church's copy at this moment. Whoever reads the copy takes one of these and nothing
 * else; only this module makes them, each for one request.
 */
export interface Reader {
  readonly [made]: true
  readonly organizationId: string
  readonly personId: string
  /** Null for an administrator to whom Planning Center gives no level. */
  readonly level: Level | null
  readonly isAdministrator: boolean
  /** An administrator has every level. */
  isAtLeast(level: Level): boolean
  /**
   * What this person's own token is shown, and of custom tabs only those that the church ticked for their level; of all else
   * in the copy they learn nothing.
   */
  shown(): Promise<Shown>
}

export interface WhoMayRead {
  /**
   * `fresh` asks Planning Center now, whatever it said a moment ago: for what leaves Foyer.
   * @throws PlanningCenterError `forbidden` for whoever may not, or what keeps Foyer from knowing
   */
  readerOf(visitor: Visitor, options?: { fresh?: boolean }): Promise<Reader>
}

interface Answer {
  /** Null: they may not. */
  right: Pick<Reader, 'level' | 'isAdministrator'> | null
  /** When the question left, for what Planning Center says may be that old. */
  askedAt: number
}

/** A custom tab the church has copied, and the lowest level that sees it in Foyer. */
export interface TickedTab {
  id: string
  level: Level
}

interface Collaborators {
  config: { times: Pick<Times, 'readingRight' | 'readingRightInOutage' | 'choicesKept'> }
  /** Asked each time, so that what an administrator changes counts at once. */
  tickedTabs: (organizationId: string) => Promise<readonly TickedTab[]>
  clock: { now(): number }
}

/** People, those longest unasked forgotten first. */
const MOST_PEOPLE = 5000

/**
 * Answers are remembered in this process alone: nobody else can put one there, none outlives a restart, and without one
 * Planning Center is asked. Each process asks for itself, one question in five minutes for each person.
 */
export function createWhoMayRead({ config: { times }, tickedTabs, clock }: Collaborators): WhoMayRead {
  const answers = new Map<string, Answer>()
  const asking = askOnce<Answer>()
  const shown = readShown({ clock, forMs: times.choicesKept })

  /** Of two questions under way the later one counts, in whatever order they are answered. */
  function remember(key: string, answer: Answer): void {
    if ((answers.get(key)?.askedAt ?? 0) > answer.askedAt) return
    answers.delete(key)
    answers.set(key, answer)
    for (const oldest of answers.keys()) {
      if (answers.size <= MOST_PEOPLE) break
      answers.delete(oldest)
    }
  }

  function lastYes(key: string, noOlderThan: number): Answer | null {
    const answer = answers.get(key)
    return answer?.right && clock.now() - answer.askedAt < noOlderThan ? answer : null
  }

  async function ask(visitor: Visitor, key: string): Promise<Answer> {
    const askedAt = clock.now()
    try {
      const answer = { right: rightOf(await readPermission(visitor.planningCenter)), askedAt }
      remember(key, answer)
      return answer
    } catch (error) {
      if (isRefusal(error)) remember(key, { right: null, askedAt })
      throw error
    }
  }

  async function answerFor(visitor: Visitor, key: string): Promise<Answer> {
    const known = lastYes(key, times.readingRight)
    if (known) return known
    try {
      return await asking.once(key, () => ask(visitor, key))
    } catch (error) {
      const last = isOutage(error) && lastYes(key, times.readingRightInOutage)
      if (last) return last
      throw error
    }
  }

  return {
    async readerOf(visitor, { fresh = false } = {}) {
      const { organizationId, personId } = visitor
      const key = `${organizationId} ${personId}`
      const { right } = await (fresh ? ask(visitor, key) : answerFor(visitor, key))
      if (!right) throw new PlanningCenterError('forbidden', { request: 'GET /people/v2/me', product: 'people' })
      const isAtLeast = (level: Level) => right.isAdministrator || (right.level !== null && levels.indexOf(right.level) >= levels.indexOf(level))
      return {
        [made]: true,
        organizationId,
        personId,
        ...right,
        isAtLeast,
        async shown() {
          // Who is given another level is asked about anew.
          const byPlanningCenter = await shown.to(visitor, `${key} ${right.level} ${right.isAdministrator}`, { fresh })
          const ticked = await tickedTabs(organizationId)
          return onlyTabs(byPlanningCenter, (tabId) => ticked.some(({ id, level }) => id === tabId && isAtLeast(level)))
        },
      }
    },
  }
}

/** Named levels only: of a level Foyer does not know it does not know what it allows. */
function rightOf({ level, administrator: isAdministrator }: Permission): Answer['right'] {
  const known = levels.find((one) => one === level) ?? null
  return known || isAdministrator ? { level: known, isAdministrator } : null
}

function isRefusal(error: unknown): boolean {
  return error instanceof SignInRequired || (error instanceof PlanningCenterError && REFUSALS.has(error.reason))
}

const REFUSALS = new Set<string>(['forbidden', 'scope-missing', 'person-gone', 'church-gone'])

/** Planning Center cannot say. A rate limit is none: whoever wants to stay could use theirs up. */
function isOutage(error: unknown): boolean {
  if (error instanceof PlanningCenterError) return error.reason === 'unavailable' || error.reason === 'unreadable'
  return error instanceof GrantTrouble && (error.reason === 'token-endpoint-down' || error.reason === 'renewing')
}
