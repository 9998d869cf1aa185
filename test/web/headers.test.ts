import type { Response } from 'supertest'
import { createPhotos } from '../../src/photos/photos'
import { addressesOf } from '../support/addresses'
import { declared, isBelow, settingsFor } from '../support/declared'
import { until } from '../support/until'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self';font-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';object-src 'none';frame-ancestors 'none'"

/** What every answer carries, whatever its status. */
const PROTECTION = {
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
}
/** What an answer is about, not how it is protected. */
const OWN = new Set(['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'location', 'retry-after', 'set-cookie', 'vary', 'x-request-id', 'clear-site-data', 'refresh', 'allow', 'transfer-encoding'])
const protectionOf = ({ headers }: Response) => Object.fromEntries(Object.entries(headers as Record<string, string>).filter(([name]) => !OWN.has(name)))

/** Some four hundred pages, one after the other. */
const PATIENCE = 120_000

describe('every answer', () => {
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    foyer = await startFoyer({ database: 'pglite', env: settingsFor(declared) })
    foyer.sandbox.setRateLimit({ limit: 10_000 }) // nobody looks at four hundred pages in a minute
    browser = foyer.browser()
    await browser.signIn('secretary')
  })
  afterAll(() => foyer?.close())

  const firstChurch = () => [...foyer.sandbox.world.churches.values()][0]
  const personWithPhoto = () => [...(firstChurch()?.people.values() ?? [])].find(({ photoToken }) => photoToken)
  const photo = () => {
    const person = personWithPhoto()
    return createPhotos({ ...foyer, userAgent: 'unused' }).urlFor(`${foyer.sandbox.avatarUrl}/uploads/person/${person?.id}-${person?.photoToken}/avatar.1.png`, firstChurch()?.id ?? '') ?? ''
  }
  const idOf = (records: Map<string, unknown> | undefined) => records?.keys().next().value ?? ''
  const addresses: Record<string, () => string> = {
    'GET /': () => '/',
    'GET /login': () => '/login?prompt=login',
    'GET /oauth/callback': () => '/oauth/callback',
    'GET /signed-out': () => '/signed-out',
    'GET /account': () => '/account',
    'GET /people': () => '/people',
    'GET /people/:id': () => `/people/${personWithPhoto()?.id}`,
    'GET /people/:id/lists': () => `/people/${personWithPhoto()?.id}/lists`,
    'GET /explorer/:product': () => '/explorer/services',
    'GET /explorer/:product/*way': () => '/explorer/people/campuses',
    'GET /households/:id': () => `/households/${idOf(firstChurch()?.households)}`,
    'GET /lists': () => '/lists',
    'GET /lists/:id': () => `/lists/${idOf(firstChurch()?.lists)}`,
    'GET /lists/:id/refresh': () => `/lists/${idOf(firstChurch()?.lists)}/refresh`,
    'GET /lists/:id/refreshing': () => `/lists/${idOf(firstChurch()?.lists)}/refreshing`,
    'POST /lists/:id/refresh': () => `/lists/${idOf(firstChurch()?.lists)}/refresh`,
    'GET /privacy': () => '/privacy',
    'GET /photos/:sealed': () => '/photos/made-up',
    'GET /livez': () => '/livez',
    'GET /readyz': () => '/readyz',
    'POST /logout': () => '/logout',
    'POST /account/sign-ins/end-all': () => '/account/sign-ins/end-all',
    'GET /signed-in': () => '/signed-in',
    'GET /signed-in/:personId': () => `/signed-in/${personWithPhoto()?.id}`,
    'POST /signed-in/:personId/end-all': () => `/signed-in/${personWithPhoto()?.id}/end-all`,
    'POST /signed-in/:personId/sign-ins/:id/end': () => `/signed-in/${personWithPhoto()?.id}/sign-ins/${'A'.repeat(43)}/end`,
    'POST /account/sign-ins/:id/end': () => `/account/sign-ins/${'A'.repeat(43)}/end`,
    'GET /connection': () => '/connection',
    'GET /connection/dedicated': () => '/connection/dedicated',
    'GET /connection/kept': () => '/connection/kept',
    'GET /connection/exports': () => '/connection/exports?find=an',
    'GET /connection/summary': () => '/connection/summary',
    'GET /connection/start': () => '/connection/start?choice=made-up',
    'GET /connection/disconnect': () => '/connection/disconnect',
    'GET /connection/choices.json': () => '/connection/choices.json',
    'GET /connection/sync': () => '/connection/sync',
    'GET /connection/sync/progress': () => '/connection/sync/progress',
    'POST /connection/way': () => '/connection/way',
    'POST /explorer/forget': () => '/explorer/forget',
    'POST /connection/kept': () => '/connection/kept',
    'POST /connection/exports': () => '/connection/exports',
    'POST /connection/summary': () => '/connection/summary',
    'POST /connection/look-again': () => '/connection/look-again',
    'POST /connection/disconnect': () => '/connection/disconnect',
    'POST /connection/sync/bring-up-to-date': () => '/connection/sync/bring-up-to-date',
    'POST /connection/sync/gone/:runId/really-left': () => '/connection/sync/gone/1/really-left',
    'POST /connection/sync/gone/:runId/look-again': () => '/connection/sync/gone/1/look-again',
    'GET /reports': () => '/reports',
    'GET /reports/birthdays': () => '/reports/birthdays',
    'GET /reports/anniversaries': () => '/reports/anniversaries',
    'GET /reports/duplicates': () => '/reports/duplicates',
    'GET /reports/list-changes': () => '/reports/list-changes',
    'GET /reports/new-people': () => '/reports/new-people',
    'GET /reports/inactive': () => '/reports/inactive',
    'GET /reports/pins': () => '/reports/pins',
    'POST /reports/pins': () => '/reports/pins',
    'GET /overview': () => '/overview',
    'GET /reports/build': () => '/reports/build',
    'GET /reports/deleted': () => '/reports/deleted',
    'GET /reports/print': () => '/reports/print',
    'GET /reports/saved': () => '/reports/saved',
    'GET /reports/saved.json': () => '/reports/saved.json',
    'GET /reports/saved/:id': () => '/reports/saved/1',
    'GET /reports/saved/:id/:verb': () => '/reports/saved/1/copy',
    'POST /reports/saved': () => '/reports/saved',
    'POST /reports/saved/:id/changes': () => '/reports/saved/1/changes',
    'POST /reports/saved/:id/copy': () => '/reports/saved/1/copy',
    'POST /reports/saved/:id/delete': () => '/reports/saved/1/delete',
    'POST /reports/saved/:id/mend': () => '/reports/saved/1/mend',
    'POST /reports/saved/:id/pin': () => '/reports/saved/1/pin',
    'POST /reports/saved/:id/undo': () => '/reports/saved/1/undo',
    'POST /reports/saved/:id/unpin': () => '/reports/saved/1/unpin',
    'GET /setup': () => '/setup',
    'GET /setup/progress': () => '/setup/progress',
    'GET /audit': () => '/audit',
    'GET /audit.csv': () => '/audit.csv',
    'GET /reports/files/people.csv': () => '/reports/files/people.csv',
    'GET /reports/files/people.xlsx': () => '/reports/files/people.xlsx',
    'GET /reports/files/emails': () => '/reports/files/emails',
    'GET /reports/labels': () => '/reports/labels',
    'GET /reports/labels.pdf': () => '/reports/labels.pdf',
    'GET /reports/labels/test.pdf': () => '/reports/labels/test.pdf',
    'GET /reports/letters': () => '/reports/letters',
    'GET /reports/letters.csv': () => '/reports/letters.csv',
    'GET /reports/letters.xlsx': () => '/reports/letters.xlsx',
    'GET /reports/directory': () => '/reports/directory',
  }

  it('C10: of every address there is may be kept by nobody, for who is signed in, for administrators, for strangers, and for programs', async () => {
    const there = addressesOf(foyer.app)
    // Of features, those that name nobody and nothing are known without being named here.
    const plain = there.filter((pattern) => /^GET [^:*{]+$/.test(pattern) && declared.some((feature) => isBelow(feature, pattern)))
    for (const pattern of plain) addresses[pattern] ??= () => pattern.slice('GET '.length)
    expect([...there].sort()).toEqual(Object.keys(addresses).sort())
    const administrator = foyer.browser()
    await administrator.signIn('administrator')
    for (const [pattern, address] of Object.entries(addresses))
      for (const asker of [browser, administrator, foyer.browser()])
        for (const accept of ['text/html', 'application/json']) {
          const answer = await (pattern.startsWith('POST') ? asker.submit(address()) : asker.visit(address())).set('Accept', accept)
          expect([pattern, answer.status < 500, answer.headers['cache-control'], answer.headers['etag']]).toEqual([pattern, true, 'no-store', undefined])
        }
  }, PATIENCE)

  it('C10: may be kept only if it is a stylesheet and the like, the same for everybody, or a photo, by this very browser', async () => {
    const { text } = await browser.visit('/people').expect(200)
    const assets = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
    expect(assets.length).toBeGreaterThan(5)
    for (const address of assets) expect((await foyer.browser().agent.get(address).expect(200)).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await browser.agent.get(photo()).expect(200)).headers['cache-control']).toBe('private, max-age=3600')
  })

  it('C10: after signing out tells the browser to forget what it kept', async () => {
    const leaving = foyer.browser()
    await leaving.signIn('pastor')
    const { headers } = await leaving.submit('/logout', { _csrf: await leaving.csrf() }).expect(303)
    expect([headers['clear-site-data'], headers['cache-control']]).toEqual(['"cache", "storage"', 'no-store'])
  })

  const strike = (fault: Parameters<Foyer['sandbox']['addFault']>[0]) => () => foyer.sandbox.addFault({ times: 1, ...fault })
  /** From the beginning of a minute, so that all of it falls into one. */
  const flood = () => {
    foyer.clock.advance(60_000 - (foyer.clock.now() % 60_000))
    return Promise.all(Array.from({ length: 310 }, () => foyer.browser().agent.get('/login').set('Accept', 'application/json')))
  }

  const situations: { status: number; what: string; given?: () => unknown; ask: () => PromiseLike<Response> }[] = [
    { status: 200, what: 'a page', ask: () => browser.visit('/people') },
    { status: 200, what: 'the front page', ask: () => foyer.browser().visit('/') },
    { status: 200, what: 'the state of the process', ask: () => browser.visit('/livez') },
    { status: 204, what: 'nothing', ask: () => browser.visit('/login').set('Sec-Purpose', 'prefetch') },
    { status: 303, what: 'the way to Planning Center', ask: () => foyer.browser().visit('/login') },
    { status: 303, what: 'the way in', ask: () => foyer.browser().visit('/people') },
    { status: 303, what: 'an address put right', ask: () => browser.visit('/people?page=0') },
    { status: 400, what: 'a garbled address', ask: () => browser.visit('/people/%E0%A4%A') },
    { status: 401, what: 'a form without a session', ask: () => foyer.browser().submit('/account/sign-ins/end-all') },
    { status: 403, what: 'a form of another page', ask: () => browser.submit('/logout', { _csrf: 'guess' }) },
    { status: 403, what: 'a refusal of Planning Center', given: strike({ on: 'api', answer: { status: 403, type: 'json' } }), ask: () => browser.visit('/people') },
    { status: 404, what: 'no page', ask: () => browser.visit('/no/such/page') },
    { status: 404, what: 'nobody', ask: () => browser.visit('/people/1') },
    { status: 413, what: 'too much', ask: () => browser.submit('/logout', { note: 'x'.repeat(20_000) }) },
    { status: 421, what: 'another name', ask: () => browser.visit('/').set('Host', 'evil.example') },
    { status: 429, what: 'too many', given: flood, ask: () => foyer.browser().visit('/login') },
    { status: 502, what: 'an answer that cannot be read', given: strike({ on: 'api', malformed: true }), ask: () => browser.visit('/people') },
    { status: 503, what: 'a long pause', given: strike({ on: 'api', rateLimit: { retryAfter: 19 } }), ask: () => browser.visit('/people') },
    { status: 503, what: 'Redis gone', given: () => foyer.redis.disconnect(), ask: () => browser.visit('/people') },
  ]

  it.each(situations)('C11: with status $status ($what) says that nothing is framed, nothing inline runs, nothing is sniffed, and no more', async ({ status, given, ask }) => {
    await given?.()
    const answer = await ask()
    await until(async () => {
      if (foyer.redis.status === 'end') await foyer.redis.connect()
      return foyer.redis.ping().then(() => true, () => false) // it calls itself ready until its socket has closed
    })
    expect([answer.status, protectionOf(answer)]).toEqual([status, PROTECTION])
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f]{10}$/)
    foyer.clock.advance(60_000)
  })

  it('C14: at the address with the code in it shows nothing, or a page that tells the address to nobody', async () => {
    const newcomer = foyer.browser()
    const callback = await newcomer.untilCallback('volunteer')
    const code = new URL(callback, foyer.url).searchParams.get('code') ?? ''
    const state = new URL(callback, foyer.url).searchParams.get('state') ?? ''
    const failed = await foyer.browser().visit(callback).expect(400)
    expect(protectionOf(failed)).toEqual({ ...PROTECTION, 'referrer-policy': 'no-referrer' })
    expect(failed.text).not.toMatch(new RegExp(`${code}|${state}`))
    expect([...failed.text.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, address = '']) => address).filter((address) => !/^[/#]/.test(address) || address.startsWith('//'))).toEqual([])

    const done = await newcomer.visit(await newcomer.untilCallback('volunteer')).expect(303)
    expect(done.headers['referrer-policy']).toBe('no-referrer')
    expect(done.text).not.toMatch(/<(script|link|img)/)
  })
})
