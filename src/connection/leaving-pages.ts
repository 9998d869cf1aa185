import type { Link, Page } from '../web/page'

interface Leaving {
  church: string
  isConnected: boolean
  /** All that is kept of the church, with how many there are, and what of it can be taken along. */
  goes: readonly string[]
  files: readonly Link[]
  operatorName: string | null
  sampleChurch: boolean
  /** Where Planning Center lists the applications its user has let in. */
  applicationsUrl: string
  /** What was typed did not match. */
  mistyped: string | null
  csrf: string
}

const INTEGRATIONS = 'https://accounts.planningcenteronline.com/organization/integrations/connections'

/** What goes, before it goes; and the name of the church, typed, so that nobody does it by mistake. */
export function disconnectPage({ church, isConnected, goes, files, operatorName, sampleChurch, applicationsUrl, mistyped, csrf }: Leaving): Page {
  const link = (href: string) => (sampleChurch ? null : href)
  return {
    view: 'connection/disconnect',
    title: isConnected ? `Disconnect ${church}` : `Delete Foyer’s copy of ${church}`,
    isConnected,
    goesWithCopy: [...goes, 'Whose login Foyer reads with, and who connected the church'],
    files,
    stays: [
      'Whoever is signed in stays signed in, until they sign out or their time is over.',
      'Photos that browsers were shown are theirs for an hour at most. Foyer keeps none.',
      'One line that says who disconnected the church, and when. Who signs in from then on is written down anew.',
      `Backups of ${operatorName ?? 'whoever runs this Foyer'}: never the copy, but what you chose and what happened, until they are overwritten.`,
      'Planning Center itself: nothing is changed there.',
    ],
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
