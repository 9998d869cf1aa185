import { accessLife, callbackUrl } from '../../src/auth/oauth'
import { cookieNames } from '../../src/auth/session'
import { challengeOf, randomId, sameText } from '../../src/random'

describe('values of signing in', () => {
  it.each([
    [7200, 7200],
    ['7200', 7200],
    [7200.9, 7200],
    [60, 60],
    [59, 60],
    [1, 60],
    [86_400, 86_400],
    [86_401, 86_400],
    [7_200_000, 86_400],
    [Number.MAX_VALUE, 86_400],
    ...[
      0,
      -1,
      -7200,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      '',
      ' ',
      'abc',
      '7200s',
      '-5',
      'Infinity',
      null,
      undefined,
      true,
      {},
      [],
      [7200],
      new Date(),
      7200n,
    ].map((odd) => [odd, 600] as [unknown, number]),
  ] as [unknown, number][])('A20: expires_in %p means %i seconds', (said, seconds) => {
    expect(accessLife(said)).toBe(seconds)
  })

  it('makes the S256 challenge of RFC 7636’s appendix B', () => {
    expect(challengeOf('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
  })

  it('makes ids nobody guesses, of signs an address and a cookie can carry', () => {
    const ids = new Set(Array.from({ length: 1000 }, randomId))
    expect(ids.size).toBe(1000)
    for (const id of ids) expect(id).toMatch(/^[\w-]{43}$/)
  })

  it.each([
    ['a', 'a', true],
    ['', '', true],
    ['ä', 'ä', true],
    ['a', 'b', false],
    ['a', 'a ', false],
    ['a', '', false],
    ['a', 'A', false],
  ])('compares %j with %j: %s', (a, b, same) => {
    expect(sameText(a, b)).toBe(same)
  })

  it('comes back to one address only', () => {
    expect(callbackUrl(new URL('https://foyer.example.org'))).toBe('https://foyer.example.org/oauth/callback')
    expect(callbackUrl(new URL('http://localhost:3000/'))).toBe('http://localhost:3000/oauth/callback')
  })

  it('C3: keeps its cookies to this very host wherever there is https', () => {
    expect(cookieNames(new URL('https://foyer.example.org'))).toEqual({ session: '__Host-sid', login: '__Host-login', parting: '__Host-signed-out' })
    expect(cookieNames(new URL('http://localhost:3000'))).toEqual({ session: 'sid', login: 'login', parting: 'signed-out' })
  })
})
