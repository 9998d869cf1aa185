import { declared } from '../support/declared'
import type { Foyer } from '../support/start-app'
import type { Place } from './tour'
import { copied, listChanged, lookedThrough, manyMissed, reading, standing, underWay } from './church-ways'
import { reportPages, reportTroubles } from './report-ways'
import { ADMINISTRATOR, householdPath, listPath, NO_ACCESS, personPath, PASTOR, SECRETARY, VOLUNTEER } from './walk'
import {
  allowTooLittle,
  as,
  beAskedToAllow,
  beAskedToPause,
  beAskedWhichChurch,
  beRefusedARefresh,
  callAtAnotherName,
  comeBackAfterSigningOut,
  comeFromAnotherChurch,
  comeFromElsewhere,
  comeLate,
  connected,
  disconnectByMistake,
  deny,
  failing,
  findFoyerUnregistered,
  forgetCookies,
  giveSetupCode,
  haveAListRefreshed,
  loseTheLogin,
  loseTheStore,
  person,
  sandbox,
  sendAsSomebodyElse,
  sendTooLate,
  sendTooMuch,
  stranger,
  struck,
  tryWrongSecret,
  whereSomebodyIsSignedIn,
  unfolded,
} from './ways'

const listsOf = (part: string) => (foyer: Foyer) => `${personPath(foyer, part)}/lists`

/** Where its navigation leads, of each feature. */
const ofFeatures = declared.flatMap(({ name, navigation, permission }): Place[] => {
  const who = permission === 'administrators' ? ADMINISTRATOR : SECRETARY
  return navigation ? [{ name: `the feature ${name}`, says: /./, go: as(who, `/${name}`) }] : []
})

/** Pages as they are when all is well. */
export const pages: Place[] = [
  { name: 'the front page', says: /find your people/, go: stranger('/') },
  { name: 'the first page of a church that is not connected', says: 'Welcome, Ruth', go: as(SECRETARY, '/') },
  { name: 'the first page, for whoever could connect it', says: 'Welcome, Mei-Ling', go: as(ADMINISTRATOR, '/') },
  { name: 'the first page of whoever may not open People', says: /, Priya$/, go: as(NO_ACCESS, '/') },
  { name: 'reports without a copy', says: 'Reports', go: as(SECRETARY, '/reports') },
  { name: 'the people', says: 'People', go: as(SECRETARY, '/people') },
  { name: 'the last page of people', says: 'People', go: as(SECRETARY, '/people?page=3') },
  { name: 'a search that finds some', says: 'People', go: as(SECRETARY, '/people?q=an') },
  { name: 'a search that finds nobody', says: 'People', go: as(SECRETARY, '/people?q=Zzyzx%20<b>') },
  { name: 'the people as cards', says: 'People', go: as(SECRETARY, '/people?view=cards') },
  { name: 'the people chosen by filters', says: 'People', go: as(SECRETARY, '/people?status=all&child=no&sort=newest') },
  { name: 'a person', says: 'Ruth Abernathy', go: as(SECRETARY, person('Abernathy')) },
  { name: 'a person without contact data', says: /Chidi Okafor/, go: as(SECRETARY, person('Chidi')) },
  { name: 'a person with a blocked e-mail', says: /Lindqvist/, go: as(SECRETARY, person('Lindqvist')) },
  { name: 'a person with a very long name', says: /Featherstonehaugh/, go: as(SECRETARY, person('Featherstonehaugh')) },
  { name: 'a person named in Arabic', says: /منصور/, go: as(SECRETARY, person('منصور')) },
  { name: 'a person whose surname is a script', says: /<script>/, go: as(SECRETARY, person('<script>')) },
  { name: 'somebody who moved away', says: /Thibodeaux/, go: as(SECRETARY, person('Marcus')) },
  { name: 'the lists somebody is on', says: /^Lists Ruth Abernathy is on/, go: as(SECRETARY, listsOf('Abernathy')) },
  { name: 'a household', says: /household$/, go: as(SECRETARY, (foyer) => householdPath(foyer, 'Okafor')) },
  { name: 'the lists', says: 'Lists', go: as(SECRETARY, '/lists') },
  { name: 'a list', says: 'Newsletter by e-mail', go: as(SECRETARY, (foyer) => listPath(foyer, 'Newsletter by e-mail')) },
  { name: 'a list that others manage', says: 'Hospital visits (private)', go: as(SECRETARY, (foyer) => listPath(foyer, 'Hospital visits (private)')) },
  { name: 'a list that is being refreshed', says: 'Ushers', go: haveAListRefreshed },
  { name: 'the explorer', says: 'Explorer', go: as(ADMINISTRATOR, '/explorer') },
  { name: 'a product in the explorer', says: 'Services', go: as(ADMINISTRATOR, '/explorer/services') },
  { name: 'a collection in the explorer, with all that can be asked of it', says: 'people', go: unfolded('Ask something else', as(ADMINISTRATOR, '/explorer/people/people?where[child]=false&filter=created_since&time=2001-01-01T00%3A00%3A00Z&order=last_name&include=emails&fields[Person]=name,status,created_at&show=medical-notes')) },
  { name: 'one of them in the explorer', says: 'Ruth Abernathy', go: as(ADMINISTRATOR, (foyer) => `/explorer${personPath(foyer, 'Abernathy').replace('/people', '/people/people')}`) },
  { name: 'a product that Foyer is not set up for', says: 'donations', status: 403, go: as(ADMINISTRATOR, '/explorer/giving/donations') },
  { name: 'whether this is safe', says: 'Is this safe?', go: stranger('/privacy') },
  { name: 'your account', says: 'Your account', go: as(SECRETARY, '/account') },
  { name: 'your account without access to People', says: 'Your account', go: as(NO_ACCESS, '/account') },
  { name: 'who is signed in', says: 'Who is signed in', go: as(ADMINISTRATOR, '/signed-in') },
  { name: 'where somebody is signed in', says: 'Ruth Abernathy', go: whereSomebodyIsSignedIn },
  { name: 'a church that is not connected', says: 'Connection', go: as(ADMINISTRATOR, '/connection') },
  { name: 'the steps to a login for Foyer', says: 'A login for Foyer', go: as(ADMINISTRATOR, '/connection/dedicated') },
  { name: 'what a copy holds', says: 'What is read and kept', go: as(ADMINISTRATOR, '/connection/kept') },
  { name: 'who may export', says: 'Who may export', go: as(ADMINISTRATOR, '/connection/exports?find=an') },
  { name: 'the summary before a consent', says: 'What First Church lets Foyer do', go: as(ADMINISTRATOR, '/connection/summary') },
  { name: 'no copy yet, for an administrator', says: 'Foyer’s copy', go: as(ADMINISTRATOR, '/connection/sync') },
  { name: 'no copy yet, for everybody else', says: 'Foyer’s copy', go: as(SECRETARY, '/connection/sync') },
  { name: 'a church that is connected', says: 'Connection', go: connected('/connection') },
  { name: 'the summary of a connected church', says: 'What First Church lets Foyer do', go: connected('/connection/summary') },
  { name: 'how to disconnect', says: 'Disconnect First Church', go: connected('/connection/disconnect') },
  { name: 'the copy, for an administrator', says: 'Foyer’s copy', go: copied(ADMINISTRATOR) },
  { name: 'the copy, for a Manager', says: 'Foyer’s copy', go: copied(PASTOR) },
  { name: 'the copy, for an Editor', says: 'Foyer’s copy', go: copied(SECRETARY) },
  { name: 'the copy, for a Viewer', says: 'Foyer’s copy', go: copied(VOLUNTEER) },
  { name: 'the first page', says: /^Good .*, Ruth$/, go: copied(SECRETARY, '/') },
  { name: 'the reports', says: 'Reports', go: copied(SECRETARY, '/reports') },
  { name: 'the picture of the church', says: 'The picture of the church', go: copied(SECRETARY, '/overview') },
  { name: 'the birthdays', says: 'Birthdays', go: copied(SECRETARY, '/reports/birthdays') },
  { name: 'birthdays of a whole month, chosen by filters', says: 'Birthdays', go: copied(SECRETARY, '/reports/birthdays?when=this-month&child=no&years=everybody') },
  { name: 'birthdays on no day', says: 'Birthdays', go: copied(SECRETARY, '/reports/birthdays?from=2026-05-02&to=2026-05-01') },
  { name: 'birthdays of nobody', says: 'Birthdays', go: copied(SECRETARY, '/reports/birthdays?from=2026-06-01&to=2026-06-01') },
  { name: 'birthdays of a list that is gone', says: 'Birthdays', go: copied(SECRETARY, '/reports/birthdays?list=1') },
  { name: 'the anniversaries', says: 'Anniversaries', go: copied(SECRETARY, '/reports/anniversaries?when=14-days') },
  { name: 'possible duplicates', says: 'Possible duplicates', go: copied(SECRETARY, '/reports/duplicates') },
  { name: 'who entered or left a list', says: 'Who entered or left a list', go: listChanged },
  { name: 'when nobody entered or left a list', says: 'Who entered or left a list', go: copied(SECRETARY, '/reports/list-changes?since=2199-01-01') },
  { name: 'the people, with whom more can be done', says: 'People', go: copied(SECRETARY, '/people?child=yes') },
  { name: 'the copy while everybody is looked at', says: 'Foyer’s copy', go: underWay(SECRETARY) },
  { name: 'a copy that misses many, for an administrator', says: 'Foyer’s copy', go: manyMissed(ADMINISTRATOR) },
  { name: 'a copy that misses many, for everybody else', says: 'Foyer’s copy', go: manyMissed(SECRETARY) },
  { name: 'what happened', says: 'What happened in Foyer', go: lookedThrough },
  { name: 'what happened, when nothing did', says: 'What happened in Foyer', go: as(ADMINISTRATOR, '/audit?what=removals-decided') },
  { name: 'a connected church while Planning Center is slow', says: 'Connection', go: standing({ state: 'slow', why: 'slow' }) },
  { name: 'a connection that Planning Center ended', says: 'Connection', go: standing({ state: 'again', why: 'revoked' }) },
  { name: 'a custom tab that is hidden', says: 'Connection', go: standing({ state: 'permission', why: 'tabs', detail: 'Faith and service' }) },
  { name: 'a connection that Foyer’s settings spoil', says: 'Connection', go: standing({ state: 'settings', why: 'application' }) },
  { name: 'a church that is closed', says: 'Connection', go: standing({ state: 'closed', why: 'church-gone' }) },
  { name: 'a page above which administrators are told', says: 'Your account', go: reading(ADMINISTRATOR, '/account', { state: 'again', why: 'revoked' }) },
  { name: 'a page below which everybody else is told', says: 'Lists', go: reading(SECRETARY, '/lists', { state: 'again', why: 'revoked' }) },
  { name: 'a church that is connected again', says: 'Connection', go: standing({ state: 'working' }) },
  ...ofFeatures,
  ...reportPages,
  { name: 'a Foyer that is not set up yet', says: 'Set Foyer up', go: findFoyerUnregistered },
  { name: 'the setup page, before there is anything else', says: 'Set up Foyer', go: giveSetupCode() },
  { name: 'the setup page, for an administrator', says: 'Set up Foyer', go: as(ADMINISTRATOR, '/setup') },
  { name: 'the signed-out page', says: 'You are signed out', go: stranger('/signed-out') },
  { name: 'the signed-out-everywhere page', says: 'You are signed out everywhere', go: stranger('/signed-out?everywhere=1') },
]

/* What Planning Center answers when something is wrong. */
const UNDERSTOOD_NOTHING = { status: 400, type: 'json', body: { errors: [] } } as const
const CODE_DEAD = { status: 400, type: 'json', body: { error: 'invalid_grant' } } as const
const CLIENT_UNKNOWN = { status: 401, type: 'json', body: { error: 'invalid_client' } } as const
const EDGE_DOWN = { status: 503, type: 'html' } as const

const SPENT_CALLBACK = `/oauth/callback?code=c&state=${'s'.repeat(43)}`

/** What a person meets when a sign-in fails. */
export const failedSignIns: Place[] = [
  { name: 'Deny', says: 'Foyer was not let in', status: 400, go: deny },
  { name: 'a sign-in that took too long', says: 'That took a little long', status: 400, go: comeLate },
  { name: 'a sign-in begun in another browser', says: /another browser/, status: 400, go: comeFromElsewhere },
  { name: 'a sign-in used already', says: /used already/, status: 400, go: stranger(SPENT_CALLBACK) },
  { name: 'a garbled callback', says: /could not be finished/, status: 400, go: stranger('/oauth/callback') },
  { name: 'a code that is not taken', says: /could not be finished/, status: 400, go: failing({ answer: CODE_DEAD }) },
  { name: 'an answer that proves nothing', says: /who you are/, status: 400, go: failing({ claims: { nonce: 'another' } }) },
  { name: 'a login without a church', says: /which church/, status: 400, go: failing({ claims: { organization_id: null } }) },
  { name: 'a Foyer nobody knows', says: /own settings are wrong/, status: 503, go: failing({ answer: CLIENT_UNKNOWN }) },
  { name: 'a sign-in while Planning Center is down', says: /slow right now/, status: 503, go: failing({ answer: EDGE_DOWN }) },
  { name: 'a browser that keeps no cookie', says: /does not keep/, status: 400, go: forgetCookies },
  { name: 'another church', says: 'This Foyer is for another church', status: 403, go: comeFromAnotherChurch },
]

/** What a person meets in the middle of their work. */
export const troubles: Place[] = [
  { name: 'no page, for a stranger', says: 'There is no page here', status: 404, go: stranger('/no/such/page') },
  { name: 'no page', says: 'There is no page here', status: 404, go: as(SECRETARY, '/no/such/page') },
  { name: 'nobody by that number', says: 'This person is not to be found', status: 404, go: as(SECRETARY, '/people/1') },
  { name: 'a garbled address', says: 'Foyer could not read that', status: 400, go: as(SECRETARY, '/people/%E0%A4%A') },
  { name: 'the wrong address', says: /does not answer at this address/, status: 421, go: callAtAnotherName },
  { name: 'no access to People', says: /account can’t open this/, status: 403, go: as(NO_ACCESS, '/people') },
  { name: 'a page for administrators', says: 'This page is for administrators', status: 403, go: as(SECRETARY, '/signed-in') },
  { name: 'a sign-in that is over', says: 'Nobody is signed in there', status: 404, go: as(ADMINISTRATOR, '/signed-in/1') },
  { name: 'People not allowed to Foyer', says: 'Foyer may not use this yet', status: 403, go: allowTooLittle },
  { name: 'a login that was removed', says: /no longer knows your login/, status: 403, go: loseTheLogin },
  { name: 'Planning Center down', says: 'Planning Center is slow right now', status: 503, go: struck({ answer: EDGE_DOWN }) },
  { name: 'the name of a church mistyped', says: 'Disconnect First Church', status: 422, go: disconnectByMistake },
  { name: 'a connection for administrators', says: 'This page is for administrators', status: 403, go: as(SECRETARY, '/connection') },
  { name: 'events for administrators', says: 'This page is for administrators', status: 403, go: as(PASTOR, '/audit') },
  { name: 'the copy without access to People', says: /account can’t open this/, status: 403, go: as(NO_ACCESS, '/connection/sync') },
  { name: 'a consent that nobody chose', says: 'Please look at the summary once more', status: 400, go: as(ADMINISTRATOR, '/connection/start?choice=made-up') },
  { name: 'a code for the setup page that is none', says: 'Set Foyer up', status: 403, go: giveSetupCode('AAAA-AAAA-AAAA-AAAA') },
  { name: 'a secret that Planning Center does not know', says: 'Set up Foyer', status: 422, go: tryWrongSecret },
  { name: 'the setup page, for administrators', says: 'This page is for administrators', status: 403, go: as(SECRETARY, '/setup') },
  { name: 'a list one may not refresh', says: 'You may not refresh this list', status: 403, go: beRefusedARefresh(403) },
  { name: 'a list that cannot be refreshed', says: 'Planning Center would not refresh this list', status: 409, go: beRefusedARefresh(422) },
  { name: 'an unreadable answer', says: /could not be read/, status: 502, go: struck({ malformed: true }) },
  { name: 'a refused question', says: /did not understand/, status: 502, go: struck({ answer: UNDERSTOOD_NOTHING }) },
  { name: 'a pause Planning Center asks for', says: /short pause/, status: 503, go: beAskedToPause },
  { name: 'sign-ins out of reach', says: 'One moment, please', status: 503, go: loseTheStore },
  { name: 'coming back after signing out', says: /^Please sign in/, status: 401, go: comeBackAfterSigningOut },
  { name: 'a form after its sign-in ended', says: /signed out before this was sent/, status: 401, go: sendTooLate },
  { name: 'a form of an earlier sign-in', says: 'This page is out of date', status: 403, go: sendAsSomebodyElse },
  { name: 'a form larger than anybody types', says: 'That was too much at once', status: 413, go: sendTooMuch },
  ...reportTroubles,
]

/** Where the sample church stands in for Planning Center. */
export const planningCenter: Place[] = [
  { name: 'who is signing in', says: 'Who is signing in?', go: stranger('/login') },
  { name: 'which church', says: 'Which church?', go: beAskedWhichChurch },
  { name: 'what to allow', says: 'Let Foyer in?', go: beAskedToAllow },
  { name: 'a refused application', says: 'An error has occurred', status: 401, go: sandbox('/oauth/authorize?client_id=nobody') },
  { name: 'signed out of Planning Center', says: 'You are signed out', go: sandbox('/logout') },
  { name: 'the console', says: /./, go: sandbox('/sandbox') },
]
