import type { ServerResponse } from 'node:http'
import { createAvatarHost, type AvatarHost } from '../../src/photos/avatar-host'
import { createPhotos } from '../../src/photos/photos'
import { HOUR } from '../support/clock'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { startTinyServer, type Answering, type TinyServer } from '../support/tiny-server'
import { until } from '../support/until'

const PNG = Buffer.from('\x89PNG\r\n\x1a\n and some pixels', 'latin1')
const MEGABYTE = 1024 * 1024

/** Answers with these bytes, whatever the sender says they are. */
const sends =
  (bytes: Buffer, type = 'image/png', status = 200): Answering =>
  (_asked, res) =>
    res.writeHead(status, { 'Content-Type': type }).end(bytes)

/** As the pages make them, of the same keys and the same clock. */
const linkTo = (foyer: Foyer, avatarUrl: string, organizationId: string) => {
  const link = createPhotos({ ...foyer, userAgent: 'unused' }).urlFor(avatarUrl, organizationId)
  if (!link) throw new Error(`no link for ${avatarUrl}`)
  return link
}

/** The picture itself, which supertest leaves in `body`. */
const look = (browser: Browser, link: string) => browser.agent.get(link).set('Accept', 'image/avif,image/webp,image/*,*/*;q=0.8')

describe('a photo', () => {
  let foyer: Foyer
  let secretary: Browser
  beforeAll(async () => {
    foyer = await startFoyer()
    secretary = foyer.browser()
    await secretary.signIn('secretary')
  })
  afterAll(() => foyer.close())

  const churchIds = () => [...foyer.sandbox.world.churches.keys()]
  const ruth = () => {
    const [id = '', church] = [...foyer.sandbox.world.churches][0] ?? []
    const person = [...(church?.people.values() ?? [])].find(({ photoToken }) => photoToken)
    return { church: id, avatar: `${foyer.sandbox.avatarUrl}/uploads/person/${person?.id}-${person?.photoToken}/avatar.1.png` }
  }
  const link = () => linkTo(foyer, ruth().avatar, ruth().church)

  it('comes to whoever is signed in, byte for byte', async () => {
    const original = Buffer.from(await (await fetch(ruth().avatar)).arrayBuffer())
    const answer = await look(secretary, link()).expect(200)
    expect((answer.body as Buffer).equals(original)).toBe(true)
  })

  it('may be kept by this browser for an hour, and do nothing but be a picture', async () => {
    const { headers } = await look(secretary, link())
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    })
    expect(headers['set-cookie']).toBeUndefined()
  })

  it('costs one question to Redis and none to Planning Center’s API', async () => {
    await look(secretary, link())
    const calls = foyer.sandbox.calls.length
    const commands = jest.spyOn(foyer.redis, 'sendCommand')
    await Promise.all(Array.from({ length: 25 }, () => look(secretary, link()).expect(200)))
    expect(commands).toHaveBeenCalledTimes(25)
    commands.mockRestore()
    expect(foyer.sandbox.calls.slice(calls).filter(({ kind }) => kind !== 'avatar')).toEqual([])
  })

  it.each([
    ['nobody who is signed out', () => foyer.browser(), link],
    ['nobody of another church', () => secretary, () => linkTo(foyer, ruth().avatar, churchIds()[1] ?? '')],
    ['nobody who made the address up', () => secretary, () => '/photos/picture.png'],
    ['nobody with a key of their own', () => secretary, () => link().replace(/\/[0-9a-f]{8}\./, '/00000000.')],
    ['nobody who cuts the address short', () => secretary, () => link().slice(0, -4)],
    ['nobody who alters it', () => secretary, () => link().replace(/.(?=.{20}$)/, (letter) => (letter === 'A' ? 'B' : 'A'))],
    ['nobody when it is not there', () => secretary, () => linkTo(foyer, `${foyer.sandbox.avatarUrl}/uploads/person/1-gone/avatar.1.png`, ruth().church)],
  ])('is shown to %s: an empty 404 that nothing remembers, and Redis stays as it is', async (_whom, browser, address) => {
    const before = await foyer.redis.keys('*')
    const { status, headers, text } = await look(browser(), address())
    expect([status, text, headers['cache-control']]).toEqual([404, '', 'no-store'])
    expect(headers['location']).toBeUndefined()
    expect((await foyer.redis.keys('*')).sort()).toEqual(before.sort())
  })

  it('does not keep anybody from signing in where it was signed out: no attempt is begun', async () => {
    const { headers } = await look(foyer.browser(), link())
    expect(headers['set-cookie']).toBeUndefined()
    expect(await foyer.redis.keys('foyer:login:*')).toEqual([])
  })

  it('is the same church’s: its people see it, and people of another do not', async () => {
    const [first, second] = churchIds()
    const [here, there] = [foyer.browser(), foyer.browser()]
    await here.signIn('two-churches', { church: first ?? '' })
    await there.signIn('two-churches', { church: second ?? '' })
    await look(here, link()).expect(200)
    await look(there, link()).expect(404)
  })
})

describe('the host of photos', () => {
  let host: TinyServer
  let foyer: Foyer
  let browser: Browser
  beforeAll(async () => {
    host = await startTinyServer()
    foyer = await startFoyer({
      env: { PCO_AVATAR_URL: `${host.url}/avatars` },
      times: { photoCall: 1000, sessionIdle: 24 * HOUR, sessionAbsolute: 24 * HOUR },
    })
    browser = foyer.browser()
    await browser.signIn('secretary')
  })
  beforeEach(() => void (host.asked.length = 0))
  afterAll(() => Promise.all([foyer.close(), host.close()]))

  let photos = 0
  const photo = () => linkTo(foyer, `${host.url}/avatars/uploads/person/${++photos}-x/avatar.1.jpg`, [...foyer.sandbox.world.churches.keys()][0] ?? '')
  const lookAt = (...answers: Answering[]) => {
    host.answers(...answers)
    return look(browser, photo())
  }

  it('learns which picture is wanted, at the size it is drawn, and nothing about who wants it', async () => {
    await lookAt(sends(PNG)).set('Referer', `${foyer.url}/people/7`).expect(200)
    expect(host.asked.map(({ method, path }) => [method, path])).toEqual([['GET', `/avatars/uploads/person/${photos}-x/avatar.1.jpg?g=192x192%23`]])
    const headers = host.asked[0]?.headers ?? {}
    expect(Object.keys(headers).filter((name) => /cookie|authorization|referer|forwarded|x-/.test(name))).toEqual([])
    expect(headers['user-agent']).toBe('Foyer (tests@example.org)')
  })

  it('is asked for the size it named itself', async () => {
    host.answers(sends(PNG))
    await look(browser, linkTo(foyer, `${host.url}/avatars/uploads/a.jpg?g=50x50%23`, [...foyer.sandbox.world.churches.keys()][0] ?? '')).expect(200)
    expect(host.asked[0]?.path).toBe('/avatars/uploads/a.jpg?g=50x50%23')
  })

  it.each([
    ['JPEG', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['PNG', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['GIF', 'GIF89a', 'image/gif'],
    ['WebP', 'RIFF\x00\x01\x02\x03WEBPVP8 ', 'image/webp'],
  ])('may send %s, known by its first bytes, whatever it says it is', async (_kind, start, type) => {
    const { status, headers } = await lookAt(sends(Buffer.from(start, 'latin1'), 'text/html'))
    expect([status, headers['content-type']]).toEqual([200, type])
  })

  it.each([
    ['a drawing with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><title>x</title>'],
    ['half a sign', '\x89PNG'],
    ['another container', 'RIFF\x00\x01\x02\x03WAVE'],
    ['a picture further in', ' GIF89a'],
    ['nothing', ''],
  ])('may not send %s as a picture', async (_what, body) => {
    const { status, text } = await lookAt(sends(Buffer.from(body, 'latin1')))
    expect([status, text]).toEqual([404, ''])
  })

  it('may send two megabytes and not a byte more', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(2 * MEGABYTE - PNG.length)])
    expect((await lookAt(sends(large)).expect(200)).body).toHaveLength(2 * MEGABYTE)
    await lookAt(sends(Buffer.concat([large, Buffer.alloc(1)]))).expect(404)
  })

  it('is cut off when it goes on sending', async () => {
    let sent = 0
    let isCut = false
    await lookAt((_asked, res) => {
      res.on('close', () => void (isCut = true)).writeHead(200)
      const more = () => {
        if (isCut || sent > 64 * MEGABYTE) return void res.end()
        sent += MEGABYTE
        res.write(Buffer.concat([PNG, Buffer.alloc(MEGABYTE)]), () => setImmediate(more))
      }
      more()
    }).expect(404)
    await until(() => isCut)
    expect(sent).toBeLessThan(64 * MEGABYTE)
  })

  it('leads nowhere else: a redirect is not followed', async () => {
    await lookAt({ status: 302, headers: { Location: `${host.url}/avatars/uploads/other.png` } }, sends(PNG)).expect(404)
    expect(host.asked).toHaveLength(1)
  })

  it.each([
    ['says it is in trouble', { status: 502, body: 'Bad gateway' }],
    ['has heard too much', { status: 429 }],
    ['breaks off', (_asked: unknown, res: ServerResponse) => res.socket?.destroy()],
    ['never answers', () => undefined],
    ['never ends', (_asked: unknown, res: ServerResponse) => res.writeHead(200).write(PNG)],
  ] as [string, Answering][])('%s: the visitor is told to come again, in time, and no sooner', async (_what, answering) => {
    const { status, headers } = await lookAt(answering)
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '5', 'no-store'])
  })

  const hostWith = (times: { photoCall: number; photoTurn: number }) => createAvatarHost({ url: host.url, userAgent: 'Foyer', times })
  const fetchMany = (of: AvatarHost, many: number) => Array.from({ length: many }, (_, i) => of.fetchPhoto(`${i}.png`, new AbortController().signal))

  it('is asked eight questions at once, the others waiting their turn', async () => {
    const open: ServerResponse[] = []
    let most = 0
    host.answers((_asked, res) => {
      open.push(res)
      most = Math.max(most, open.length)
      if (host.asked.length >= 8) for (const one of open.splice(0)) one.writeHead(200).end(PNG)
    })
    const seen = await Promise.all(fetchMany(hostWith({ photoCall: 15_000, photoTurn: 15_000 }), 30))
    expect(seen.map((photo) => (typeof photo === 'string' ? photo : photo.type))).toEqual(Array.from({ length: 30 }, () => 'image/png'))
    expect(most).toBe(8)
  })

  it('is not waited for without end: those whose turn does not come give up, and the next ones are not held up', async () => {
    const open: ServerResponse[] = []
    host.answers((_asked, res) => open.push(res))
    const hurried = hostWith({ photoCall: 15_000, photoTurn: 50 })
    const [first, last] = [fetchMany(hurried, 8), fetchMany(hurried, 2)]
    expect(await Promise.all(last)).toEqual(['unavailable', 'unavailable'])
    await until(() => open.length === 8)
    for (const one of open) one.writeHead(200).end(PNG)
    expect(await Promise.all(first)).toHaveLength(8)
    host.answers(sends(PNG))
    expect(await Promise.all(fetchMany(hurried, 1))).toMatchObject([{ type: 'image/png' }])
    expect(host.asked).toHaveLength(9)
  })

  it('has no line of more than a hundred: whoever comes then is told at once', async () => {
    host.answers(() => undefined)
    const patient = hostWith({ photoCall: 15_000, photoTurn: 15_000 })
    const visitors = Array.from({ length: 108 }, () => new AbortController())
    const inLine = visitors.map(({ signal }, i) => patient.fetchPhoto(`${i}.png`, signal))
    expect(await patient.fetchPhoto('late.png', new AbortController().signal)).toBe('unavailable')
    for (const visitor of visitors) visitor.abort()
    expect(new Set(await Promise.all(inLine))).toEqual(new Set(['unavailable']))
  })

  it('is left alone when the browser has gone away', async () => {
    let isAsked = false
    let isGivenUp = false
    host.answers((_asked, res) => {
      isAsked = true
      res.on('close', () => void (isGivenUp = true))
    })
    const asked = look(browser, photo())
    asked.end(() => undefined)
    await until(() => isAsked)
    const started = performance.now()
    asked.abort()
    await until(() => isGivenUp)
    expect(performance.now() - started).toBeLessThan(foyer.config.times.photoCall)
  })

  it('is asked for an old address for an hour at least and two at most', async () => {
    host.answers(sends(PNG))
    foyer.clock.advance(HOUR - (foyer.clock.now() % HOUR)) // the hour strikes
    const link = photo()
    await look(browser, link).expect(200)
    foyer.clock.advance(2 * HOUR - 60_000)
    await look(browser, link).expect(200)
    foyer.clock.advance(60_000)
    await look(browser, link).expect(404)
  })
})
