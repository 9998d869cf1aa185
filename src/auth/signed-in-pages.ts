import { ago, count } from '../web/format'
import type { Badge, Page } from '../web/page'
import type { OpenSignIn } from './sign-ins'

interface PersonSignedIn {
  personId: string
  signIns: OpenSignIn[]
}

interface Church {
  church: string
  people: PersonSignedIn[]
  /** There are others, who signed in earlier. */
  more: boolean
  /** Planning Center's id of who looks. */
  you: string
  notice: string | null
  now: number
}

export function signedInPage(o: Church): Page {
  const lines = o.people.map((person) => personLine(person, o)).sort((a, b) => a.name.localeCompare(b.name, 'en-US'))
  const places = o.people.reduce((sum, { signIns }) => sum + signIns.length, 0)
  const isOne = lines.length === 1
  return {
    view: 'auth/signed-in',
    title: 'Who is signed in',
    notice: o.notice,
    lead: `${count(lines.length, 'person', 'people')} of ${o.church} ${isOne ? 'is' : 'are'} signed in to Foyer${places > lines.length ? `, in ${count(places, 'place', 'places')}` : ''}.`,
    note: `Permissions are those Planning Center gave when each signed in.${o.more ? ' Only those who signed in last are shown.' : ''}`,
    people: lines,
  }
}

/** What signing somebody out does, and the buttons that do it. */
export function signedInPersonPage(o: PersonSignedIn & { csrf: string; now: number }): Page {
  const { name, permission, badges } = about(o.signIns)
  const address = addressOf(o.personId)
  return {
    view: 'auth/signed-in-person',
    title: name,
    permission,
    badges,
    heading: `Sign ${name} out of Foyer`,
    signIns: o.signIns.map((signIn) => ({ ...placeLine(signIn, o.now), end: `${address}/sign-ins/${encodeURIComponent(signIn.id)}/end` })),
    endAll: o.signIns.length > 1 ? { href: `${address}/end-all`, text: `Sign ${name} out everywhere` } : null,
    csrf: o.csrf,
    back: { href: '/signed-in', text: 'Who is signed in' },
  }
}

function personLine({ personId, signIns }: PersonSignedIn, { you, now }: Church) {
  const { badges, ...line } = about(signIns)
  return {
    ...line,
    badges: personId === you ? [{ text: 'you', tone: 'ok' } satisfies Badge, ...badges] : badges,
    places: signIns.map((signIn) => placeLine(signIn, now)),
    action: personId === you ? { href: '/account', text: 'Your account' } : { href: addressOf(personId), text: 'Sign out …' },
  }
}

/** As they were when they signed in last. */
function about(signIns: OpenSignIn[]): { name: string; permission: string; badges: Badge[] } {
  const newest = signIns.reduce((a, b) => (b.since > a.since ? b : a))
  const { name, permission } = newest
  return {
    name,
    permission: permission ? `People: ${permission.level ?? 'no permission named'}` : 'Permission not known',
    badges: permission?.administrator ? [{ text: 'Organization Administrator', tone: 'plain' }] : [],
  }
}

const placeLine = ({ browser, since, lastSeen }: OpenSignIn, now: number) => ({ browser, since: ago(since, now), lastSeen: ago(lastSeen, now) })

const addressOf = (personId: string) => `/signed-in/${encodeURIComponent(personId)}`
