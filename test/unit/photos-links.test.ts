import { randomBytes } from 'node:crypto'
import { loadConfig } from '../../src/config'
import { createPhotos } from '../../src/photos/photos'
import { BrokenSeal, readKeyring, UnknownKey, type Keyring } from '../../src/sealing'
import { createClock, HOUR, MINUTE } from '../support/clock'

const settings = {
  PCO_CLIENT_ID: 'an-id',
  PCO_CLIENT_SECRET: 'a-secret',
  REDIS_URL: 'redis://localhost',
  PCO_AVATAR_URL: 'https://avatars.test/some/where/',
}
const uploads = 'https://avatars.test/some/where/uploads'
const ruth = `${uploads}/person/7-x1/avatar.1.jpg`

const links = (clock = createClock()) => {
  const photos = createPhotos({ config: loadConfig(settings), userAgent: 'Foyer', clock })
  return { clock, urlFor: (avatarUrl: string | null, church: string) => photos.urlFor(avatarUrl, church) }
}

test('the host of photos keeps its path, which the sandbox has and Planning Center has not', () => {
  expect(loadConfig(settings).planningCenter.avatarUrl).toBe('https://avatars.test/some/where')
  expect(loadConfig({ ...settings, PCO_AVATAR_URL: '' }).planningCenter.avatarUrl).toBe('https://avatars.planningcenteronline.com')
})

test('a photo has an address of ours, which tells nothing of whose it is', () => {
  const url = links().urlFor(ruth, '1')
  expect(url).toMatch(/^\/photos\/[\w.-]+$/)
  expect(Buffer.from(url ?? '', 'base64url').toString('latin1')).not.toMatch(/person|avatar/)
})

test.each([
  ['no photo', null],
  ['initials that Planning Center drew', `${uploads}/initials/RA.png`],
  ['the same, written oddly', `${uploads}/person/../initials/RA.png`],
  ['another place on the host', 'https://avatars.test/some/where/static/no_photo.svg'],
  ['another path of the host', 'https://avatars.test/uploads/person/7-x1/avatar.1.jpg'],
  ['a way out of the uploads', `${uploads}/%2e%2e/%2e%2e/secrets`],
  ['a name that only begins alike', `${uploads}-of-others/person/7-x1/avatar.1.jpg`],
  ['another host', 'https://avatars.example/some/where/uploads/person/7-x1/avatar.1.jpg'],
  ['a host that hides behind a name', 'https://avatars.test@evil.example/some/where/uploads/person/7-x1/avatar.1.jpg'],
  ['another port', 'https://avatars.test:8443/some/where/uploads/person/7-x1/avatar.1.jpg'],
  ['http', 'http://avatars.test/some/where/uploads/person/7-x1/avatar.1.jpg'],
  ['a script', 'javascript:alert(1)'],
  ['half an address', '/uploads/person/7-x1/avatar.1.jpg'],
  ['nothing', ''],
])('for %s there is none', (_what, avatarUrl) => {
  expect(links().urlFor(avatarUrl, '1')).toBeNull()
})

test('an address stays the same for an hour, so that browsers find the photo again, and changes then', () => {
  const { clock, urlFor } = links()
  clock.advance(HOUR - (clock.now() % HOUR)) // the hour strikes
  const first = urlFor(ruth, '1')
  clock.advance(59 * MINUTE)
  expect(urlFor(ruth, '1')).toBe(first)
  clock.advance(MINUTE)
  expect(urlFor(ruth, '1')).not.toBe(first)
})

test('each photo, and each church, has addresses of its own', () => {
  const { urlFor } = links()
  const addresses = [urlFor(ruth, '1'), urlFor(ruth, '2'), urlFor(`${ruth}?g=1`, '1'), urlFor(ruth.replace('7-', '8-'), '1')]
  expect(new Set(addresses).size).toBe(4)
})

describe('sealing alike what is alike', () => {
  const ring = (...keys: Buffer[]): Keyring => {
    const { keyring } = readKeyring(keys.map((key) => key.toString('hex')))
    if (!keyring) throw new Error('no keyring')
    return keyring
  }
  const [one, two] = [randomBytes(32), randomBytes(32)]
  const keyring = ring(one)

  test('gives the same for the same text under the same name, and opens', () => {
    const sealed = keyring.sealStable('photo', 'a', 'text')
    expect(keyring.sealStable('photo', 'a', 'text')).toBe(sealed)
    expect(keyring.open('photo', 'a', sealed)).toBe('text')
    expect(keyring.seal('photo', 'a', 'text')).not.toBe(sealed)
  })

  test('never uses one iv for two: neither another text, name, purpose nor key', () => {
    const ivOf = (sealed: string) => Buffer.from(sealed.split('.')[1] ?? '', 'base64url').toString('hex', 0, 12)
    const sealed = [
      keyring.sealStable('photo', 'a', 'text'),
      keyring.sealStable('photo', 'a', 'texts'),
      keyring.sealStable('photo', 'at', 'ext'),
      keyring.sealStable('session', 'a', 'text'),
      ring(two).sealStable('photo', 'a', 'text'),
    ]
    expect(new Set(sealed.map(ivOf)).size).toBe(sealed.length)
  })

  test('opens under no other name, purpose or key', () => {
    const sealed = keyring.sealStable('photo', 'a', 'text')
    expect(() => keyring.open('photo', 'b', sealed)).toThrow(BrokenSeal)
    expect(() => keyring.open('session', 'a', sealed)).toThrow(BrokenSeal)
    expect(() => ring(two).open('photo', 'a', sealed)).toThrow(UnknownKey)
    expect(ring(two, one).open('photo', 'a', sealed)).toBe('text')
  })
})
