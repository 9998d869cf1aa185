import type { Answer } from './browsers'
import { FRESH_MS, type Invariant } from './invariants'
import { withinLimits, type KnownSession } from './sessions'
import type { Troubles } from './troubles'

/** What an answer means to the person in front of it. */
export type Meaning = 'the page' | 'sign in first' | 'a passing trouble' | 'refused' | 'something else'

export function meaningOf({ status, headers }: Answer): Meaning {
  if (status === 200) return 'the page'
  if (status === 401 || (status === 303 && headers.location?.startsWith('/login'))) return 'sign in first'
  if (status === 502 || status === 503) return 'a passing trouble'
  return status === 403 ? 'refused' : 'something else'
}

/** What was known when an answer came to a page that only who is signed in may see. */
export interface Circumstances {
  session: KnownSession | undefined
  /** It had ended before the question. */
  hadEnded: boolean
  now: number
  /** All was well from the question to the answer. */
  well: boolean
  /** Nothing was under way that may have ended the session. */
  steady: boolean
  /** Planning Center made a new sign-in necessary. */
  lost: boolean
  troubles: Pick<Troubles, 'has'>
}

const gone = ({ troubles }: Circumstances) => troubles.has('api FLAMINGO', 'api LEMMING')

/** Signed in or not, as far as it can be known from outside. */
export function isSignedIn(known: Circumstances): 'yes' | 'no' | 'perhaps' {
  const { session, hadEnded, now, steady, lost } = known
  if (!session || hadEnded) return 'no'
  const limits = withinLimits(session, now)
  if (limits === 'no') return 'no'
  return limits === 'yes' && session.fate === 'alive' && steady && !lost && !gone(known) ? 'yes' : 'perhaps'
}

/** A young token that is refused because its owner is leaving is taken for one that Planning Center does not know everywhere yet. */
const isLeaving = ({ session, steady, hadEnded, now }: Circumstances) =>
  session !== undefined && !hadEnded && (!steady || session.fate === 'ended' || (session.revokedAt !== null && now - session.revokedAt < FRESH_MS))

/** Null when the answer is one that may come in these circumstances. */
export function brokenByPage(answer: Answer, known: Circumstances): Invariant | null {
  const { session, well, troubles } = known
  const signedIn = isSignedIn(known)
  const meaning = meaningOf(answer)
  const isRefusing = gone(known) || troubles.has('api PELICAN', 'api TRASH_PANDA')
  switch (meaning) {
    case 'the page':
      if (signedIn !== 'no') return null
      return session?.endedForGoodAt ? 'I3 after "signed out" nothing of the session is left or comes back' : 'I2 while nothing is wrong, every page is shown'
    case 'sign in first':
      if (signedIn !== 'yes') return null
      return well ? 'I2 while nothing is wrong, every page is shown' : 'I8 no fault signs anybody out'
    case 'a passing trouble':
      return well && !isLeaving(known) ? 'I2 while nothing is wrong, every page is shown' : null
    case 'refused':
      return isRefusing && signedIn !== 'no' ? null : 'I2 while nothing is wrong, every page is shown'
    case 'something else':
      return 'I2 while nothing is wrong, every page is shown'
  }
}

/** What an answer to a page tells about the session it was asked with. */
export function learnFromPage(answer: Answer, known: Circumstances): void {
  const { session, now, well } = known
  if (!session || session.fate === 'ended') return
  const meaning = meaningOf(answer)
  if (meaning === 'sign in first') session.fate = 'ended'
  if (meaning === 'refused' && gone(known)) session.fate = 'unsure'
  // "Last seen" moves at most once a minute.
  if (meaning === 'the page' && well) session.seenAtLeast = Math.max(session.seenAtLeast, now - 60_000)
}
