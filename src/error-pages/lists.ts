import type { ListNotRefreshedReason } from '../directory/errors'
import { fieldValue } from '../web/page'
import { stillSignedIn, type ErrorPage, type Told } from './error-page'

/** Why Planning Center did not begin to refresh a list. */
export const listPages: Record<ListNotRefreshedReason, ErrorPage> = {
  'not-managed': {
    status: 403,
    log: 'info',
    title: 'You may not refresh this list',
    happened: 'In Planning Center you may see it, but not manage it. So it was not refreshed, and nothing was changed.',
    kept: stillSignedIn,
    advice: 'Whoever made it can refresh it, or share it with you so that you may manage it.',
    action: backToTheList,
    facts: ({ named }) => [{ name: 'Who made it', values: (named.length > 0 ? named : ['Planning Center does not say']).map((name) => fieldValue(name)) }],
  },
  'not-possible': {
    status: 409,
    log: 'warn',
    title: 'Planning Center would not refresh this list',
    happened: 'It gave no reason that Foyer could pass on. Most often, the rules of the list speak of something that is gone. Nothing was changed.',
    kept: stillSignedIn,
    advice: 'Open the list in Planning Center: there it says what is wrong with it.',
    action: backToTheList,
  },
}

function backToTheList({ form }: Told) {
  return { href: form?.action.replace(/\/refresh$/, '') ?? '/lists', text: 'Back to the list' }
}
