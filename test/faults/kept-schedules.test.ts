import { openTheatre, type Theatre } from './schedules/replay'

/** Schedules that once broke a promise, as they were printed then, and some that never may. */
describe('kept schedules', () => {
  let theatre: Theatre
  beforeAll(async () => {
    theatre = await openTheatre()
  })
  afterAll(() => theatre.close())

  it('three tabs of a browser that was never here sign in at the same moment', () =>
    theatre.replay([{ do: 'sign in', who: 0, at: [0, 1, 2], tabs: 'at once', again: false }]))

  it('tabs begin to sign in while others of a new browser already have', () =>
    theatre.replay([
      { do: 'together', all: [
        { after: 56, action: { do: 'sign in', who: 2, at: [2, 0], tabs: 'at once', again: true } },
        { after: 23, action: { do: 'sign in', who: 2, at: [0, 1, 2], tabs: 'in turn', again: true } },
      ] },
    ]))

  it('Redis goes when a sign-in is written into the list: no page in trouble brings a cookie', () =>
    theatre.replay([
      { do: 'redis', fault: 'reply lost after sign-ins', at: 2 },
      { do: 'sign in', who: 0, at: [1], tabs: 'in turn', again: false },
      { do: 'mend' },
      { do: 'sign in', who: 0, at: [1], tabs: 'in turn', again: false },
      { do: 'redis', fault: 'reply lost after sign-ins', at: 2 },
      { do: 'sign in', who: 0, at: [1], tabs: 'in turn', again: true },
    ]))

  it('Redis goes while two tabs sign in, one after the other: the first sign-in stays', () =>
    theatre.replay([
      { do: 'sign in', who: 0, at: [1], tabs: 'the other way round', again: false },
      { do: 'together', all: [
        { after: 23, action: { do: 'sign in', who: 1, at: [2, 2], tabs: 'the other way round', again: true } },
        { after: 2, action: { do: 'redis', fault: 'reply lost after revocations', at: 0 } },
      ] },
    ]))

  it('a process that does not hear whether it has the lock gives back nobody else’s', () =>
    theatre.replay([
      { do: 'sign in', who: 2, at: [2], tabs: 'in turn', again: false },
      { do: 'let time pass', time: 'past the token' },
      { do: 'planning center', fault: 'token much too late', once: false },
      { do: 'together', all: [
        { after: 0, action: { do: 'read', who: 2, at: [0], page: 'account' } },
        { after: 30, action: { do: 'redis', fault: 'reply lost after renewal', at: 1 } },
        { after: 40, action: { do: 'read', who: 2, at: [1, 2], page: 'account' } },
      ] },
    ]))

  it.each(['dies-at-once', 'dies-when-successor-is-used', 'reuse-kills-everything'] as const)('somebody leaves while a token is renewed, old ones: %s', (mode) =>
    theatre.replay([
      { do: 'sign in', who: 2, at: [2], tabs: 'in turn', again: false },
      { do: 'rotate', mode },
      { do: 'let time pass', time: 'past the token' },
      { do: 'planning center', fault: 'token too late', once: false },
      { do: 'together', all: [
        { after: 0, action: { do: 'read', who: 2, at: [0, 1, 2], page: 'people' } },
        { after: 60, action: { do: 'sign out', who: 2, at: 1 } },
      ] },
    ]))

  it.each(['down', 'frozen', 'deaf'] as const)('Redis is %s while a token is renewed', (fault) =>
    theatre.replay([
      { do: 'sign in', who: 2, at: [2], tabs: 'in turn', again: false },
      { do: 'rotate', mode: 'reuse-kills-everything' },
      { do: 'let time pass', time: 'past the token' },
      { do: 'planning center', fault: 'token too late', once: false },
      { do: 'together', all: [
        { after: 0, action: { do: 'read', who: 2, at: [0, 1, 2, 0], page: 'person' } },
        { after: 60, action: { do: 'redis', fault, at: 'all' } },
      ] },
      { do: 'read', who: 2, at: [0, 1, 2], page: 'person' },
    ]))
})
