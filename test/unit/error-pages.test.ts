import { GrantTrouble, SignInFailed, SignInRequired, type GrantTroubleReason, type SignInFailedReason } from '../../src/auth/errors'
import { ConnectionRefused, type ConnectionRefusedReason } from '../../src/connection/errors'
import { ListNotRefreshed, type ListNotRefreshedReason } from '../../src/directory/errors'
import { answerFor, reasonOf, type ErrorContext, type Reason } from '../../src/error-pages'
import { isStoreFailure, PlainError, type PlainReason } from '../../src/errors'
import { PlanningCenterError, type PlanningCenterReason } from '../../src/planning-center/errors'
import { CopyMoved, ExportRefused, NotSaved, type NotSavedReason } from '../../src/reports/errors'
import { problemsOf, renderPage, wordsOf } from './render-page'

const SECRET = 'GET /people/v2/people?token=hunter2'

const context: ErrorContext = {
  reference: '7f3c9a1e02',
  operatorName: 'First Church office',
  signInUrl: '/login?return_to=%2Fpeople',
  consentUrl: '/login?return_to=%2Fpeople&again=1',
  retryUrl: '/people?q=o',
  form: null,
  name: 'Ruth <script>Abara',
  cookie: true,
  church: 'First Church',
  administrators: ['Ruth Abara', 'Tom <script>Lee'],
}

const planningCenter = (reason: PlanningCenterReason, details = {}) =>
  new PlanningCenterError(reason, { request: SECRET, product: 'people', ...details })

/** Every reason there is: a new one without a status here does not compile. */
const statuses: Record<Reason, number> = {
  'page-not-found': 404,
  'person-not-found': 404,
  'sign-in-not-found': 404,
  'administrators-only': 403,
  'form-too-old': 403,
  'form-without-session': 401,
  'bad-request': 400,
  'too-large': 413,
  'wrong-host': 421,
  'not-over-https': 421,
  'store-unavailable': 503,
  'database-unavailable': 503,
  'out-of-time': 503,
  stopping: 503,
  unexpected: 500,
  'planning-center:scope-missing': 403,
  'planning-center:forbidden': 403,
  'planning-center:person-gone': 403,
  'planning-center:church-gone': 403,
  'planning-center:application-refused': 503,
  'planning-center:missing': 404,
  'planning-center:rejected': 502,
  'planning-center:rate-limited': 503,
  'planning-center:unavailable': 503,
  'planning-center:unreadable': 502,
  'sign-in-required:new-visitor': 401,
  'sign-in-required:session-ended': 401,
  'sign-in-required:access-revoked': 401,
  'sign-in:denied': 400,
  'sign-in:callback-malformed': 400,
  'sign-in:attempt-unknown': 400,
  'sign-in:attempt-expired': 400,
  'sign-in:other-browser': 400,
  'sign-in:issuer-mismatch': 400,
  'sign-in:provider-refused': 400,
  'sign-in:code-rejected': 400,
  'sign-in:identity-unverified': 400,
  'sign-in:church-unknown': 400,
  'sign-in:church-not-listed': 403,
  'sign-in:cookies-refused': 400,
  'sign-in:too-many-attempts': 429,
  'grant:renewing': 503,
  'grant:token-endpoint-down': 503,
  'grant:application-refused': 503,
  'grant:key-unknown': 503,
  'connection:denied': 400,
  'connection:attempt-expired': 400,
  'connection:other-browser': 400,
  'connection:unfinished': 400,
  'connection:other-church': 400,
  'connection:no-access': 400,
  'connection:scope-missing': 400,
  'connection:tabs-hidden': 400,
  'connection:tabs-not-lent': 400,
  'connection:waits-for-you': 400,
  'connection:asker-gone': 400,
  'connection:not-administrator': 403,
  'connection:leaving': 400,
  'connection:nothing-chosen': 400,
  'list:not-managed': 403,
  'list:not-possible': 409,
  'export:no-export': 403,
  'report:copy-moved': 503,
  'report:no-name': 422,
  'report:long-name': 422,
  'report:too-many': 409,
  'report:not-yours': 403,
  'report:not-there': 404,
}

function errorOf(reason: Reason): Error {
  const [family = '', name = ''] = reason.split(':')
  const cause = new Error(SECRET)
  switch (family) {
    case 'planning-center': return planningCenter(name as PlanningCenterReason, { cause })
    case 'export': return new ExportRefused(['Managers'])
    case 'sign-in-required': return new SignInRequired(name as SignInRequired['reason'])
    case 'sign-in': return new SignInFailed(name as SignInFailedReason, { cause })
    case 'connection': return new ConnectionRefused(name as ConnectionRefusedReason, { named: ['Pastoral <script>care'], cause })
    case 'list': return new ListNotRefreshed(name as ListNotRefreshedReason, { maker: 'Ruth <script>Abara', cause })
    case 'report': return name === 'copy-moved' ? new CopyMoved() : new NotSaved(name as NotSavedReason)
    case 'grant': return new GrantTrouble(name as GrantTroubleReason, { cause })
    default: return new PlainError(reason as PlainReason, { cause })
  } // prettier-ignore
}

const everyReason = Object.entries(statuses) as [Reason, number][]

test.each(everyReason)('%s is answered with %i, a title, what happened and what was not lost', (reason, status) => {
  const { page, ...answer } = answerFor(errorOf(reason), context)
  expect(answer.status).toBe(status)
  for (const part of ['title', 'happened', 'kept']) expect(page[part]).toMatch(/^\p{Lu}.*\p{L}.*$/u)
  expect(page['advice'] !== '' || page['action'] !== null).toBe(true)
})

test.each(everyReason)('G5: the page for %s reads well and shows none of our own messages', async (reason) => {
  const html = await renderPage(answerFor(errorOf(reason), context).page)
  expect(problemsOf(html)).toEqual([])
  expect(html).not.toContain('hunter2')
  expect(html).not.toContain(reason)
  expect(wordsOf(html)).toContain('Reference to quote: 7f3c9a1e02')
})

test.each(everyReason)('%s: only passing troubles say when to ask again', (reason, status) => {
  const { retryAfterSeconds } = answerFor(errorOf(reason), context)
  expect(retryAfterSeconds !== undefined).toBe(status === 503 || status === 429)
})

test('no two reasons of one family share a page by mistake', () => {
  const sentences = everyReason.map(([reason]) => Object.values(answerFor(errorOf(reason), context).page).slice(0, 3).join())
  const twice = sentences.filter((sentence, i) => sentences.indexOf(sentence) !== i)
  expect(new Set(twice).size).toBe(1) // a refused application reads the same, whoever found out
})

test('a person without access learns which permission is missing, who can give it, and is still signed in', async () => {
  const words = wordsOf(await renderPage(answerFor(planningCenter('forbidden'), context).page))
  expect(words).toContain('You are still signed in.')
  expect(words).toContain('Missing permission People: Viewer or higher')
  expect(words).toContain('Church First Church')
  expect(words).toMatch(/Who can give it to you Ruth Abara\s+Tom &lt;script&gt;Lee/)
})

test('without names, the page says who the right people are', async () => {
  const words = wordsOf(await renderPage(answerFor(planningCenter('forbidden'), { ...context, administrators: [] }).page))
  expect(words).toContain('Who can give it to you Your church’s Organization Administrators')
})

test('another product is named as people know it', () => {
  const { page } = answerFor(planningCenter('scope-missing', { product: 'check_ins' }), context)
  expect(page['happened']).toBe('When you signed in, Foyer was not allowed to use Check-Ins, which this page needs.')
  expect(page['action']).toEqual({ href: context.consentUrl, text: 'Ask Planning Center again' })
})

test('a church that may not come in sees the number its operator would need', async () => {
  const error = new SignInFailed('church-not-listed', { church: { id: '482913', name: 'Second <script>Church' } })
  const words = wordsOf(await renderPage(answerFor(error, { ...context, church: null }).page))
  expect(words).toContain('This Foyer is for another church')
  expect(words).toContain('You were not signed in and nothing was kept.')
  expect(words).toMatch(/Your church Second &lt;script&gt;Church Its number at Planning Center 482913/)
  expect(words).toContain('send the number above to First Church office')
})

test('Planning Center’s own pause is passed on, in words and for machines', () => {
  const answer = answerFor(planningCenter('rate-limited', { retryAfterSeconds: 19 }), context)
  expect(answer.retryAfterSeconds).toBe(19)
  expect(answer.page['advice']).toBe('Wait 19 seconds, then try again.')
  expect(answerFor(new GrantTrouble('renewing', { retryAfterSeconds: 7 }), context).retryAfterSeconds).toBe(7)
})

const form = { action: '/logout', button: 'Sign out', fields: [{ name: '_csrf', value: 'one-of-its-kind' }, { name: 'note', value: 'Dear <script>Ada' }, { name: 'copy', value: '' }] }
const ofForm = { ...context, retryUrl: null, form }

test('a page can be asked for again by a link, a form by a button that sends the same once more and says what it does', async () => {
  const error = planningCenter('unavailable')
  expect(answerFor(error, context).page['action']).toEqual({ href: '/people?q=o', text: 'Try again' })
  const html = await renderPage(answerFor(error, ofForm).page)
  expect(problemsOf(html)).toEqual([])
  expect(html).toMatch(/<form class="actions" method="post" action="\/logout">.*name="_csrf" value="one-of-its-kind".*name="note" value="Dear &lt;script&gt;Ada".*>Sign out again<\/button>/s)
  expect(answerFor(error, { ...ofForm, form: { ...form, button: null } }).page['sendAgain']).toMatchObject({ button: 'Send it again' })
})

test('where neither a link nor a button can do it, the page says what to press', () => {
  const { page } = answerFor(planningCenter('unavailable'), { ...context, retryUrl: null })
  expect([page['action'], page['sendAgain'], page['advice']]).toEqual([null, null, 'Go back in your browser and press the button once more.'])
})

test.each(everyReason)('%s: no page says to press without saying what', async (reason) => {
  expect(wordsOf(await renderPage(answerFor(errorOf(reason), context).page))).not.toMatch(/press(ed)? again/i)
})

test('what was typed into a form that was not acted on is shown to be copied, without our own hidden fields', async () => {
  for (const reason of ['form-without-session', 'form-too-old'] as const) {
    const words = wordsOf(await renderPage(answerFor(new PlainError(reason), ofForm).page))
    expect(words).toContain('What you typed')
    expect(words).toContain('note Dear &lt;script&gt;Ada')
    expect(words).not.toMatch(/copy Reference|Send it again|Sign out again/)
    expect(wordsOf(await renderPage(answerFor(new PlainError(reason), context).page))).not.toContain('What you typed')
  }
})

test('a page from before somebody signed in anew says who is signed in now, whoever that is', async () => {
  const words = wordsOf(await renderPage(answerFor(new PlainError('form-too-old'), ofForm).page))
  expect(words).toContain('Nothing was changed. Signed in here now: Ruth &lt;script&gt;Abara, First Church.')
  expect(words).not.toContain('still signed in')
})

test('what ends a sign-in, or keeps one from beginning, does not look like good news', async () => {
  for (const error of [planningCenter('person-gone'), new SignInFailed('denied'), new PlainError('form-without-session')])
    expect(await renderPage(answerFor(error, context).page)).toContain('<p class="callout callout--warn">')
  for (const error of [planningCenter('unavailable'), new PlainError('page-not-found')]) expect(await renderPage(answerFor(error, context).page)).toContain('<p class="callout">')
})

test('“still signed in” is said only to somebody who was', () => {
  expect(answerFor(planningCenter('unavailable'), context).page['kept']).toBe('You are still signed in.')
  expect(answerFor(planningCenter('unavailable'), { ...context, church: null }).page['kept']).toBe('Nothing is lost.')
})

test('a login or a church that is gone ends the sign-in and says so', () => {
  for (const reason of ['person-gone', 'church-gone'] as const)
    expect(answerFor(planningCenter(reason), context).page['kept']).toBe('Your sign-in to Foyer has ended. Nothing else was changed.')
})

test.each([
  ['Connection is closed.', 'Error'],
  ["Stream isn't writeable and enableOfflineQueue options is false", 'Error'],
  ['Command timed out', 'Error'],
  ['Reached the max retries per request limit (which is 0).', 'MaxRetriesPerRequestError'],
  ['READONLY You can’t write against a read only replica.', 'ReplyError'],
])('when Redis says “%s”, nobody is signed out', (message, name) => {
  const error = Object.assign(new Error(message), { name })
  expect(isStoreFailure(error)).toBe(true)
  const answer = answerFor(error, context)
  expect(answer).toMatchObject({ status: 503, logLevel: 'error', retryAfterSeconds: 5 })
  expect(answer.page['kept']).toBe('You are still signed in.')
  expect(answerFor(error, { ...context, cookie: false }).page['kept']).toBe('Nothing is lost.')
})

test.each([
  Object.assign(new Error(SECRET), { code: 'ECONNREFUSED' }),
  Object.assign(new Error(SECRET), { code: '57P03' }), // starting up
  Object.assign(new Error(SECRET), { code: '57014' }), // longer than a page can wait
  new Error('timeout exceeded when trying to connect'),
  new Error('Connection terminated unexpectedly'),
])('a database that cannot be asked is a passing trouble: %p', (error) => {
  expect(reasonOf(error)).toBe('database-unavailable')
})

test.each([Object.assign(new Error(SECRET), { code: '23505' }), Object.assign(new Error(SECRET), { code: '42P01' })])('a mistake of ours in a question to the database is none: %p', (error) => {
  expect(reasonOf(error)).toBe('unexpected')
})

test('who was connecting a church is signed in, and is told so whatever went wrong on the way', () => {
  const meets = (reason: SignInFailedReason) => answerFor(new SignInFailed(reason, { church: { id: '2', name: 'Grace Chapel' } }), { ...context, connecting: true }).page
  expect(meets('denied')).toMatchObject({ title: 'Foyer was not let in', kept: expect.stringContaining('You are still signed in') as string })
  expect(meets('attempt-expired')['title']).toBe('That took a little long')
  expect(meets('church-not-listed')['happened']).toBe('It is a login of Grace Chapel, and you are connecting First Church.')
  expect(meets('other-browser')['title']).toBe('This connection began in another browser')
  for (const reason of ['code-rejected', 'identity-unverified', 'issuer-mismatch'] as const) expect(meets(reason)['title']).toBe('This connection could not be finished')
})

test('a failure of something else is not taken for Redis', () => {
  expect(isStoreFailure(new DOMException('The operation was aborted', 'AbortError'))).toBe(false)
  expect(isStoreFailure('Command timed out')).toBe(false)
})

const httpError = (status: number, type: string) => Object.assign(new Error(SECRET), { status, type, expose: true })

test.each([
  [httpError(413, 'entity.too.large'), 413],
  [httpError(413, 'parameters.too.many'), 413],
  [httpError(400, 'request.aborted'), 400],
  [httpError(415, 'encoding.unsupported'), 400],
  [httpError(404, ''), 404],
  [new URIError('malformed'), 400],
  [Object.assign(new Error(SECRET), { status: 404 }), 500], // some library's status is none of ours
  [new TypeError('x is not a function'), 500],
  ['thrown as words', 500],
  [undefined, 500],
])('what the request itself got wrong is no mistake of ours: %p', (error, status) => {
  expect(answerFor(error, context).status).toBe(status)
})

test('what nobody expected is Foyer’s mistake, is logged, and names whom to tell', () => {
  const answer = answerFor(new Error(SECRET), { ...context, operatorName: null })
  expect(answer.logLevel).toBe('error')
  expect(answer.page['advice']).toBe('If it happens again, tell whoever runs this Foyer, quoting the reference below.')
})
