import type { Fault } from '../faults'

/** What the page offers to be changed into any other. */
export const EXAMPLE_FAULT: Fault = { on: 'api', path: '/people/v2/people', answer: { status: 500, type: 'html' }, times: 1 }

/** The faults a person can add by pressing a button. */
export const PRESETS: { name: string; label: string; meaning: string; fault: Fault }[] = [
  {
    name: 'slow',
    label: 'Slow answers',
    meaning: 'The API answers 4 seconds late until removed.',
    fault: { on: 'api', delayHeaders: 4000 },
  },
  {
    name: 'slow-body',
    label: 'Slow bodies',
    meaning: 'The API sends headers at once and the body 15 seconds later, 3 times.',
    fault: { on: 'api', delayBody: 15_000, times: 3 },
  },
  {
    name: 'maintenance',
    label: 'Maintenance',
    meaning: 'Everything answers 503 with the HTML page of the edge until removed.',
    fault: { on: 'any', answer: { status: 503, type: 'html' } },
  },
  {
    name: 'bad-gateway',
    label: 'Bad gateway',
    meaning: 'The API answers 502 with HTML, once.',
    fault: { on: 'api', answer: { status: 502, type: 'html' }, times: 1 },
  },
  {
    name: 'rate-limited',
    label: 'Rate limited',
    meaning: 'The API answers 429 with Retry-After 10, 3 times.',
    fault: { on: 'api', rateLimit: { retryAfter: 10 }, times: 3 },
  },
  {
    name: 'malformed',
    label: 'Broken answer',
    meaning: 'The API answers 200 with JSON that breaks off, once.',
    fault: { on: 'api', malformed: true, times: 1 },
  },
  {
    name: 'empty',
    label: 'Empty answer',
    meaning: 'The API answers 200 with an empty body, once.',
    fault: { on: 'api', empty: true, times: 1 },
  },
  {
    name: 'token-endpoint-down',
    label: 'No refreshing',
    meaning: 'The token endpoint answers 503 until removed.',
    fault: { on: 'token', answer: { status: 503, type: 'html' } },
  },
  {
    name: 'lost-reply',
    label: 'Lost refresh',
    meaning: 'The token endpoint hands out a new pair, but its answer is lost, once.',
    fault: { on: 'token', dropReplyAfterActing: true, times: 1 },
  },
  {
    name: 'ok-with-error',
    label: 'Error that says OK',
    meaning: 'The token endpoint answers 200 with an error in it, once.',
    fault: { on: 'token', okWithErrorBody: true, times: 1 },
  },
  {
    name: 'no-refresh-token',
    label: 'No refresh token',
    meaning: 'The next answer of the token endpoint lacks refresh_token.',
    fault: { on: 'token', omit: ['refresh_token'], times: 1 },
  },
  {
    name: 'no-expires-in',
    label: 'No lifetime',
    meaning: 'The next answer of the token endpoint lacks expires_in.',
    fault: { on: 'token', omit: ['expires_in'], times: 1 },
  },
  {
    name: 'new-tokens-refused',
    label: 'New tokens not known yet',
    meaning: 'The API refuses every access token in its first second, until removed.',
    fault: { on: 'api', refuseNewTokensFor: 1000 },
  },
]
