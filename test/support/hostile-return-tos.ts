const EVIL = 'evil.example'

/** Whatever a browser drops, or takes for a slash, in front of a host. */
const SLASHES = ['//', '///', '////', '/\\', '\\/', '\\\\', '\\', '/\\/', '/\\\\', '//\\', '\\\\\\', '/ /', ' //', ' /', '//\t', '\t//', '/\t/', '/\n/', '/\r/', '/\r\n/', '\n//', '\r//', '/\v/', '/\f/', '/\0/', '\0//', '/\u0001/', '\u0001//', '/\u007f/', '/\u0085/', '/\u00a0/', '\u00a0//']
const INVISIBLE = ['\u200b', '\u200c', '\u200d', '\u200e', '\u202e', '\u2028', '\u2029', '\u2060', '\ufeff', '\u00ad', '\u180e', '\u3000', '\u2003', '\u061c']
const SCHEMES = ['http:', 'https:', 'ftp:', 'javascript:', 'JavaScript:', 'java\tscript:', 'java\nscript:', ' javascript:', '\u0001javascript:', 'data:text/html,', 'vbscript:', 'file:', 'blob:', 'about:', 'mailto:', 'tel:', 'ws:', 'wss:', 'view-source:', 'intent:', 'ms-word:', 'x:', 'hTTps:', '://', ':']
const DOTS = ['/.//', '/..//', '/../..//', '/././/', '/.././/', '/a/..//', '/a/../..//', '/people/..//', '/people/../..//', '/%2e//', '/%2e%2e//', '/%2E//', '/.%2e//', '/%2e.//', '/people/%2e%2e//', '/././/', '/.///', '/..///']
const USER_INFO = ['@', 'foyer.example@', 'foyer.example:443@', 'foyer.example%40', '//foyer.example@', '//foyer.example:80@', 'https://foyer.example@', 'https://foyer.example:pw@', 'https:foyer.example@', 'http:@', '//@', '//:@', '//%40']

const fromSlashes = SLASHES.flatMap((slashes) => [`${slashes}${EVIL}`, `${slashes}${EVIL}/people`, `${slashes}${EVIL}%2f..`])
const fromInvisible = INVISIBLE.flatMap((sign) => [`${sign}//${EVIL}`, `/${sign}/${EVIL}`, `//${sign}${EVIL}`, `/people${sign}`, `${sign}https://${EVIL}`])
const fromSchemes = SCHEMES.flatMap((scheme) => [`${scheme}//${EVIL}`, `${scheme}/${EVIL}`, `${scheme}${EVIL}`, `${scheme}alert(1)`, `${scheme}\\\\${EVIL}`])
const fromDots = DOTS.flatMap((dots) => [`${dots}${EVIL}`, `${dots}${EVIL}/people?q=a`])
const fromUserInfo = USER_INFO.map((before) => `${before}${EVIL}`)

const hosts = [
  EVIL, `www.${EVIL}`, `${EVIL}/people`, `${EVIL}:443`, `foyer.example.${EVIL}`, `foyer.example`, 'foyer.example/people', 'people', 'people/7', '?q=a', '#people', '.', '..', './people', '../people',
  'https://foyer.example', 'https://foyer.example/people', 'http://foyer.example/people', 'HTTPS://FOYER.EXAMPLE/', 'https:/people', 'https:people', 'https:///people',
  `//${EVIL}\\@foyer.example`, `//foyer.example\\@${EVIL}`, `//[::1]/`, `//[${EVIL}]/`, '//127.0.0.1/', '//2130706433/', '//0x7f.1/', '//xn--fsq/', `//${EVIL}.`, `//${EVIL}%00.foyer.example`, `//${EVIL}#foyer.example`, `//${EVIL}?foyer.example`,
]

/** Going back to one of these would begin another sign-in or end this one. */
const ownTraps = [
  '/login', '/login?return_to=/login', '/LOGIN', '/Login?x', '/login/', '/logout', '/logout?x', '/signed-out', '/signed-out?everywhere=1', '/oauth/callback', '/oauth/callback?code=c&state=s', '/oauth', '/OAuth/Callback',
  '/people/../login', '/./login', '/people/../oauth/callback?code=a', '/a/../logout', '/%2e/login', '/people/%2e%2e/login',
]

const bent = [
  '', ' ', '\t', '\n', '\0', ' /people', '/people ', '/peo ple', '/people\t', '/peo\tple', '/people\n', '/people\r\nSet-Cookie: a=b', '/people\r\nLocation: https://evil.example', '/people\0', '/people\u0000x', '/people\u001f', '/people\u007f', '/people\u0080', '/people\u009f',
  '/people\\', '/people\\..', '/people\\..\\..', '/people/\\evil.example', '/people?next=\\\\evil.example', '/people#\\', '/people?q=a b', '/people\u2028', '/people?q=\u202egpj.exe',
]

const long = [`/${'a'.repeat(2048)}`, `/people?q=${'a'.repeat(3000)}`, `/${'a/'.repeat(20_000)}`, `${'/'.repeat(3000)}${EVIL}`, `/people?q=${'%61'.repeat(1000)}`]

/** Texts that must lead to `/` and nowhere else. */
export const hostileTexts: string[] = [...new Set([...fromSlashes, ...fromInvisible, ...fromSchemes, ...fromDots, ...fromUserInfo, ...hosts, ...ownTraps, ...bent, ...long])]

/** What a query parser may hand over instead of a text. */
export const hostileOthers: unknown[] = [undefined, null, 7, true, {}, [], ['/people'], ['/people', '//evil.example'], { toString: () => '//evil.example' }, Symbol('x'), () => '/people', new URL('https://evil.example/people')]

/** Odd, but on our own site: they may be kept or refused, as long as they lead nowhere else. */
export const oddTexts: string[] = [
  '/%2f/evil.example', '/%2f%2fevil.example', '/%5cevil.example', '/%5c%5cevil.example', '/%09/evil.example', '/%0a/evil.example', '/%0d%0aSet-Cookie:a=b', '/%00/evil.example', '/%2e%2e/evil.example', '/%252f%252fevil.example', '/%ff', '/%', '/%zz', '/%u002f',
  '/\u2215/evil.example', '/\u2044/evil.example', '/\u29f8evil.example', '/\uff0fevil.example', '/\uff0f\uff0fevil.example', '/\uff3cevil.example', '/\u3002evil.example', '/\u2024./evil.example', '/\uff0e\uff0e/evil.example', '/@evil.example', '/:evil.example', '/:443/evil.example', '/;//evil.example', '/?//evil.example', '/#//evil.example',
  '/people//evil.example', '/people/https://evil.example', '/people?return_to=//evil.example', '/people/../people', '/people/..', '/.', '/..', '/./', '/../', '/...//evil.example', '/.evil.example', '/javascript:alert(1)', '/data:text/html,x', '/http:evil.example', '/people;@evil.example', '/<script>alert(1)</script>', '/"onmouseover="x', "/'x", '/{}', '/[::1]', '/|x', '/^x', '/`x', '/\ud800', '/people\udfff',
]
