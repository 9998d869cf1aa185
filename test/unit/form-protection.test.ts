import { isOurOwnForm, onlyOurHost } from '../../src/web/protection'

const EXPECTED = { origin: 'https://foyer.example', csrf: 'the-token-of-this-session' }
const TOKEN = { _csrf: EXPECTED.csrf }
const isOurs = (headers: Record<string, unknown>, sent: { body: unknown } = { body: TOKEN }) =>
  isOurOwnForm({ headers, ...sent }, EXPECTED)

describe('a form', () => {
  it.each([
    ['same-origin', undefined],
    ['same-origin', EXPECTED.origin],
    ['none', undefined],
    [undefined, EXPECTED.origin],
    [undefined, undefined],
  ])('of our own page counts: Sec-Fetch-Site %s, Origin %s', (site, origin) => {
    expect(isOurs({ 'sec-fetch-site': site, origin })).toBe(true)
  })

  it.each([
    ['cross-site', undefined],
    ['cross-site', EXPECTED.origin],
    ['same-site', EXPECTED.origin],
    ['same-origin, cross-site', EXPECTED.origin],
    ['', undefined],
    [['same-origin'], undefined],
    [undefined, 'null'],
    [undefined, 'https://evil.example'],
    [undefined, 'http://foyer.example'],
    [undefined, 'https://foyer.example:8443'],
    [undefined, 'https://foyer.example.evil.example'],
    [undefined, 'https://FOYER.example.evil.example'],
    [undefined, ''],
  ])('of another page does not, even with the right token: Sec-Fetch-Site %s, Origin %s', (site, origin) => {
    expect(isOurs({ 'sec-fetch-site': site, origin })).toBe(false)
  })

  it.each([
    undefined,
    null,
    '',
    'text',
    {},
    { _csrf: '' },
    { _csrf: 'wrong' },
    { _csrf: `${EXPECTED.csrf} ` },
    { _csrf: EXPECTED.csrf.toUpperCase() },
    { _csrf: EXPECTED.csrf.slice(0, -1) },
    { _csrf: [EXPECTED.csrf] },
    { _csrf: { toString: () => EXPECTED.csrf } },
    { _csrf: null },
    { csrf: EXPECTED.csrf },
    [TOKEN],
  ])('without the token of its session does not: %j', (body) => {
    expect(isOurs({ 'sec-fetch-site': 'same-origin', origin: EXPECTED.origin }, { body })).toBe(false)
  })
})

describe('the host of a request', () => {
  const askedAs = (host: string | undefined, publicUrl = 'https://foyer.example') => {
    let passed: unknown = 'not asked'
    onlyOurHost(new URL(publicUrl))(
      { headers: { host } } as never,
      {} as never,
      (error?: unknown) => void (passed = error ?? 'passed'),
    )
    return passed
  }

  it.each([
    ['https://foyer.example', 'foyer.example'],
    ['https://foyer.example', 'foyer.example:443'],
    ['https://foyer.example', 'Foyer.Example'],
    ['http://localhost:3000', 'localhost:3000'],
  ])('%s is met as %s', (publicUrl, host) => {
    expect(askedAs(host, publicUrl)).toBe('passed')
  })

  it.each([
    'evil.example',
    'foyer.example.evil.example',
    'foyer.example:8443',
    'evil.example:443',
    '',
    undefined,
    'foyer.example@evil.example',
    'foyer.example, evil.example',
    'foyer.example/',
  ])('%s is not ours', (host) => {
    expect(askedAs(host)).toMatchObject({ reason: 'wrong-host' })
  })
})
