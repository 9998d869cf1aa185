import fc from 'fast-check'
import type { Fault, RotationMode } from '../../../src/sandbox'
import { HOUR, MINUTE } from '../../support/clock'

/** Something that happens. A schedule is a list of these: plain values, so that it can be printed, kept and replayed. */
export type Action =
  | { do: 'sign in'; who: number; at: number[]; tabs: TabOrder; again: boolean }
  | { do: 'read'; who: number; at: number[]; page: PageName }
  | { do: 'sign out' | 'sign out everywhere' | 'end another sign-in' | 'go back'; who: number; at: number }
  | { do: 'send away'; whom: number; at: number }
  | { do: 'revoke'; who: number }
  | { do: 'let time pass'; time: TimeName }
  | { do: 'rotate'; mode: RotationMode }
  | { do: 'planning center'; fault: PlanningCenterFault; once: boolean }
  | { do: 'redis'; fault: RedisFault; at: number | 'all' }
  | { do: 'mend' }
  | { do: 'together'; all: { after: number; action: Action }[] }

export type Schedule = Action[]

/** The tabs of one browser coming back from Planning Center. */
export type TabOrder = 'in turn' | 'the other way round' | 'at once'
export type PageName = 'people' | 'account' | 'person' | 'lists' | 'signed-in'

/** Sessions of these schedules end after three idle hours or after twelve: a token of two hours can end within one. */
export const IDLE = 3 * HOUR
export const ABSOLUTE = 12 * HOUR
export const TIMES = {
  seconds: 15_000,
  minutes: 4 * MINUTE,
  'until two minutes before the token ends': 2 * HOUR - 2 * MINUTE,
  'until seconds before the token ends': 2 * HOUR - 20_000,
  'past the token': 2 * HOUR + 1000,
  'past the idle limit': IDLE + MINUTE,
  'past the absolute limit': ABSOLUTE + MINUTE,
}
export type TimeName = keyof typeof TIMES

const unauthorized = (detail: string): Fault => ({ on: 'api', answer: { status: 401, type: 'json', body: { errors: [{ status: '401', code: 'unauthorized', detail }] } } })
const hint = (word: string) => unauthorized(`This request could not be authenticated. Error Code Hint: (${word})`)

/** How long a page may wait while something is wrong lies between the two. */
export const LATE_MS = 30
export const TOO_LATE_MS = 150
/** Long enough for a lock that is given up again and again to be given up meanwhile. */
const MUCH_TOO_LATE_MS = 450

export const PLANNING_CENTER_FAULTS = {
  'token late': { on: 'token', delayHeaders: LATE_MS },
  'token too late': { on: 'token', delayHeaders: TOO_LATE_MS },
  'token much too late': { on: 'token', delayHeaders: MUCH_TOO_LATE_MS },
  'token 500': { on: 'token', answer: { status: 500, type: 'json', body: { error: 'server_error' } } },
  'token html': { on: 'token', answer: { status: 502, type: 'html' } },
  'token 429': { on: 'token', answer: { status: 429, type: 'json', body: { error: 'slow_down' }, headers: { 'Retry-After': '20' } } },
  'token nonsense': { on: 'token', okWithErrorBody: true },
  'token reply lost': { on: 'token', dropReplyAfterActing: true },
  'token without refresh token': { on: 'token', omit: ['refresh_token'] },
  'new tokens refused': { on: 'api', refuseNewTokensFor: 30_000 },
  'api 500': { on: 'api', answer: { status: 500, type: 'json', body: { errors: [{ status: '500' }] } } },
  'api html': { on: 'api', answer: { status: 403, type: 'html' } },
  'api malformed': { on: 'api', malformed: true },
  'api 429': { on: 'api', rateLimit: { retryAfter: 30 } },
  'api too late': { on: 'api', delayHeaders: TOO_LATE_MS },
  'api reply lost': { on: 'api', dropReplyAfterActing: true },
  'api 401': { on: 'api', answer: { status: 401, type: 'html', body: '' } },
  'api BABOON': hint('BABOON'),
  'api CAPUCHIN': hint('CAPUCHIN'),
  'api PELICAN': hint('PELICAN'),
  'api TRASH_PANDA': hint('TRASH_PANDA'),
  'api CHINCHILLA': hint('CHINCHILLA'),
  'api FLAMINGO': hint('FLAMINGO'),
  'api LEMMING': hint('LEMMING'),
  'revoke 500': { on: 'revoke', answer: { status: 500, type: 'json', body: { error: 'server_error' } } },
  'revoke reply lost': { on: 'revoke', dropReplyAfterActing: true },
} satisfies Record<string, Fault>
export type PlanningCenterFault = keyof typeof PLANNING_CENTER_FAULTS

const RECORDS = ['session', 'grant', 'renewal', 'sign-ins', 'login', 'revocations'] as const
export type RedisFault = 'down' | 'frozen' | 'deaf' | 'slow' | 'cut' | `reply lost after ${(typeof RECORDS)[number]}`

// --- at random ------------------------------------------------------------------------------------------------------

const who = fc.integer({ min: 0, max: 3 })
const at = fc.integer({ min: 0, max: 2 })
const tabs = (most: number) => fc.array(at, { minLength: 1, maxLength: most })
const act = <Name extends Action['do']>(name: Name) => fc.constant(name)

const read = fc.record({ do: act('read'), who, at: tabs(5), page: fc.constantFrom<PageName>('account', 'person', 'people', 'lists') })
const signIn = fc.record({ do: act('sign in'), who, at: tabs(3), tabs: fc.constantFrom<TabOrder>('in turn', 'the other way round', 'at once'), again: fc.boolean() })
const leave = fc.record({ do: fc.constantFrom('sign out', 'sign out', 'sign out everywhere', 'end another sign-in'), who, at })
const sendAway = fc.record({ do: act('send away'), whom: fc.integer({ min: 0, max: 2 }), at })
const goBack = fc.record({ do: act('go back'), who, at })
const revoke = fc.record({ do: act('revoke'), who })
const time = fc.record({ do: act('let time pass'), time: fc.constantFrom(...(Object.keys(TIMES) as TimeName[]), 'past the token', 'minutes') })
const rotate = fc.record({ do: act('rotate'), mode: fc.constantFrom<RotationMode>('dies-at-once', 'dies-when-successor-is-used', 'reuse-kills-everything') })
const planningCenter = fc.record({ do: act('planning center'), fault: fc.constantFrom(...(Object.keys(PLANNING_CENTER_FAULTS) as PlanningCenterFault[])), once: fc.boolean() })
const redis = fc.record({
  do: act('redis'),
  fault: fc.constantFrom<RedisFault>('down', 'down', 'frozen', 'deaf', 'slow', 'slow', 'cut', ...RECORDS.map((record) => `reply lost after ${record}` as const)),
  at: fc.oneof(fc.constant('all' as const), at),
})
const mend = fc.record({ do: act('mend') })

const after = fc.integer({ min: 0, max: 60 })
const together = (actions: fc.Arbitrary<Action>[]): fc.Arbitrary<Action> =>
  fc.record({ do: act('together'), all: fc.tuple(...actions.map((action) => fc.record({ after, action }))) })

const person = fc.oneof({ weight: 4, arbitrary: read }, { weight: 2, arbitrary: leave }, { weight: 1, arbitrary: sendAway }, { weight: 2, arbitrary: signIn }, { weight: 1, arbitrary: goBack })

/** What most often goes wrong: a token has ended, many want a new one, and something happens meanwhile. */
const renewalInTrouble: fc.Arbitrary<Action[]> = fc.tuple(
  fc.constantFrom<Action[]>([], [{ do: 'rotate', mode: 'dies-at-once' }], [{ do: 'rotate', mode: 'reuse-kills-everything' }]),
  fc.constantFrom<Action>({ do: 'let time pass', time: 'past the token' }, { do: 'let time pass', time: 'until seconds before the token ends' }),
  fc.constantFrom<Action[]>(
    [],
    [{ do: 'planning center', fault: 'token late', once: false }],
    [{ do: 'planning center', fault: 'token too late', once: false }],
    [{ do: 'planning center', fault: 'token much too late', once: true }],
    [{ do: 'redis', fault: 'slow', at: 1 }, { do: 'planning center', fault: 'token late', once: false }],
  ),
  together([read, read, fc.oneof(leave, redis, read, revoke, signIn, sendAway)]),
).map(([mode, ended, slow, meanwhile]) => [...mode, ended, ...slow, meanwhile])

const turn: fc.Arbitrary<Action[]> = fc.oneof(
  { weight: 8, arbitrary: read.map((one) => [one]) },
  { weight: 3, arbitrary: signIn.map((one) => [one]) },
  { weight: 3, arbitrary: leave.map((one) => [one]) },
  { weight: 1, arbitrary: sendAway.map((one) => [one]) },
  { weight: 1, arbitrary: goBack.map((one) => [one]) },
  { weight: 1, arbitrary: revoke.map((one) => [one]) },
  { weight: 4, arbitrary: time.map((one) => [one]) },
  { weight: 1, arbitrary: rotate.map((one) => [one]) },
  { weight: 3, arbitrary: planningCenter.map((one) => [one]) },
  { weight: 2, arbitrary: redis.map((one) => [one]) },
  { weight: 4, arbitrary: mend.map((one) => [one]) },
  { weight: 2, arbitrary: together([person, person]).map((one) => [one]) },
  { weight: 2, arbitrary: together([person, person, fc.oneof(redis, revoke, person)]).map((one) => [one]) },
  { weight: 4, arbitrary: renewalInTrouble },
)

const everybodyComesIn: Action[] = [0, 1, 2, 3].map((one) => ({ do: 'sign in', who: one, at: [one % 3], tabs: 'in turn', again: false }))

/** Everybody, or some, come in; then whatever chance brings. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .tuple(fc.subarray(everybodyComesIn, { minLength: 1 }), fc.array(turn, { minLength: 2, maxLength: 12 }))
  .map(([arrivals, turns]) => [...arrivals, ...turns.flat()])
