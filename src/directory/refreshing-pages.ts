import { roughly } from '../web/format'
import type { WholeList } from './lists'
import type { UnderWay } from './refreshing'

/** How often the page looks again by itself where scripts do not run, and where they do. */
export const LOOK_AGAIN_SECONDS = 10
const LOOK_EVERY_SECONDS = 4 // each look is a request of the visitor's own limit

export interface RefreshingView {
  underWay: UnderWay | null
  mayManage: boolean
  csrf: string
  now: number
}

/** What the page of a list says of refreshing it: how far it is, or who may, and what it does. */
export function refreshSection(list: WholeList, view: RefreshingView) {
  const { underWay, csrf, now } = view
  const path = `/lists/${encodeURIComponent(list.id)}`
  const isWaitedFor = underWay !== null && !underWay.isSlow
  const mayPress = view.mayManage && !list.isInvalid
  return {
    progress: isWaitedFor ? { ...refreshingWords(underWay, now), url: `${path}/refreshing`, every: LOOK_EVERY_SECONDS } : null,
    slow: underWay?.isSlow ? `Planning Center was asked ${roughly(now - underWay.askedAt)} ago to refresh this list, and is not done. Nothing is lost: look in again later.` : '',
    form: mayPress && !isWaitedFor ? { action: `${path}/refresh`, csrf } : null,
    words: isWaitedFor ? '' : explanation(list, view),
    ask: isWaitedFor || view.mayManage || list.isInvalid ? null : list.maker,
  }
}

export function refreshingWords({ askedAt }: UnderWay, now: number) {
  return {
    heading: 'Planning Center is refreshing this list…',
    percent: null,
    text: `Asked ${roughly(now - askedAt)} ago. Until it is done, you see who was on it before.`,
  }
}

function explanation({ hasAutomations, isInvalid }: WholeList, { mayManage }: RefreshingView): string {
  if (isInvalid) return 'Planning Center cannot refresh this list: its rules speak of something that is gone. Open it there to mend them.'
  if (!mayManage) return 'Only those who manage this list in Planning Center can have it refreshed.'
  const effects = hasAutomations ? ' Automations of this list may follow for whoever comes or goes: e-mails, for example.' : ''
  return `This is the one thing Foyer ever changes in Planning Center: by the list’s own rules, it looks anew who belongs on it.${effects}`
}
