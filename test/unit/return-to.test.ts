import { safeReturnTo } from '../../src/auth/return-to'
import { hostileOthers, hostileTexts, oddTexts } from '../support/hostile-return-tos'

const HERE = 'https://foyer.example'

/** As a browser resolves a Location header: tabs and line breaks anywhere, and blanks at the ends, are nothing to it. */
const whereABrowserGoes = (location: string) => new URL(location, `${HERE}/oauth/callback`)

describe('the page to come back to after signing in', () => {
  it('B9: has been tried with more than three hundred hostile addresses', () => {
    expect(new Set(hostileTexts).size).toBeGreaterThan(300)
  })

  it.each(
    hostileTexts.map((text) => [
      text.length > 120 ? `${JSON.stringify(text.slice(0, 40))} … ${text.length} characters` : JSON.stringify(text),
      text,
    ]),
  )('B9: is the start instead of %s', (_shown, text) => {
    expect(safeReturnTo(text)).toBe('/')
  })

  it.each(hostileOthers.map((value) => [String(typeof value), value]))(
    'is the start instead of something that is no text (%s)',
    (_shown, value) => {
      expect(safeReturnTo(value)).toBe('/')
    },
  )

  it.each(oddTexts)('is on this site, as it came or not at all, for %j', (text) => {
    const kept = safeReturnTo(text)
    expect([text, '/']).toContain(kept)
    expect(whereABrowserGoes(kept).origin).toBe(HERE)
    expect(whereABrowserGoes(kept).pathname).not.toMatch(/^\/\//)
  })

  it('stays on this site whatever sign is put anywhere into a good address', () => {
    for (let code = 0; code < 0x250; code++)
      for (const text of [
        `/${String.fromCodePoint(code)}/evil.example`,
        `${String.fromCodePoint(code)}//evil.example`,
        `/people${String.fromCodePoint(code)}`,
        `/${String.fromCodePoint(code)}evil.example`,
      ]) {
        const kept = safeReturnTo(text)
        expect([text, '/']).toContain(kept)
        expect(whereABrowserGoes(kept).origin).toBe(HERE)
      }
  })

  it.each([
    '/',
    '/people',
    '/people/7',
    '/people?q=abara',
    '/people?q=O%27Brien&page=2',
    '/people?q=a+b&page=2#list',
    '/people?q=%D7%90%D7%91',
    '/people?q=ä',
    '/people?next=https://example.org/',
    '/people/7?tab=//x',
    '/account',
    '/login-help',
    '/oauthors',
    '/people?q=/login',
    `/people?q=${'a'.repeat(2000)}`,
  ])('is kept letter by letter: %s', (text) => {
    expect(safeReturnTo(text)).toBe(text)
  })
})
