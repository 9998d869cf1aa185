import type { Kind } from '../mirror'
import { count } from '../web/format'
import type { Page } from '../web/page'
import { KINDS } from './fields'

interface Leaving {
  church: string
  isConnected: boolean
  counts: Record<Kind, number>
  sampleChurch: boolean
  /** Where Planning Center lists the applications its user has let in. */
  applicationsUrl: string
  /** What was typed did not match. */
  mistyped: string | null
  csrf: string
}

const INTEGRATIONS = 'https://accounts.planningcenteronline.com/organization/integrations/connections'

/** What goes, before it goes; and the name of the church, typed, so that nobody does it by mistake. */
export function disconnectPage({ church, isConnected, counts, sampleChurch, applicationsUrl, mistyped, csrf }: Leaving): Page {
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) => counts[kind] > 0)
  const link = (href: string) => (sampleChurch ? null : href)
  return {
    view: 'connection/disconnect',
    title: isConnected ? `Disconnect ${church}` : `Delete Foyer’s copy of ${church}`,
    isConnected,
    goesWithCopy: [
      ...kinds.map((kind) => count(counts[kind], ...KINDS[kind])),
      'The history of bringing the copy up to date',
      'What you chose: custom tabs, and who may export',
    ],
    stays: [
      'Who is signed in stays signed in, until they sign out or their time is over.',
      'Photos that browsers were shown are theirs for an hour at most. Foyer keeps none.',
      'One line that says who disconnected the church, and when.',
      'Planning Center itself: nothing is changed there.',
    ],
    file: { href: '/connection/choices.json', text: 'Take what you chose along, as a file' },
    listed: [
      { words: 'Planning Center may still list Foyer afterwards, though Foyer can do nothing there any more. Whoever connected it can remove it under', name: 'Authorized applications', link: link(applicationsUrl) },
      { words: 'An Organization Administrator can remove it for everybody under', name: 'Integrations', link: link(INTEGRATIONS) },
    ],
    church,
    mistyped: mistyped === null ? null : `“${mistyped}” is not the name of your church. Nothing was changed.`,
    typed: mistyped ?? '',
    csrf,
  }
}
