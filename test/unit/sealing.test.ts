import { randomBytes } from 'node:crypto'
import { BrokenSeal, fingerprint, readKeyring, UnknownKey, type Keyring } from '../../src/sealing'

const [K1, K2] = ['a1'.repeat(32), 'b2'.repeat(32)]
function keyring(...texts: string[]): Keyring {
  const { keyring, problem } = readKeyring(texts)
  if (!keyring) throw new Error(problem ?? '')
  return keyring
}

describe('sealing', () => {
  const one = keyring(K1)
  const SEALED = one.seal('grant', 'foyer:grant:x', 'canary text')
  const open = (sealed: string, ring = one) => ring.open('grant', 'foyer:grant:x', sealed)

  it.each(['canary text', '', 'ünïcödé 漢字 🙂', '{"a":1}', 'x'.repeat(100_000)])(
    'gives back what was sealed (%#)',
    (text) => {
      expect(open(one.seal('grant', 'foyer:grant:x', text))).toBe(text)
    },
  )

  it('shows nothing of what was sealed, in no encoding, and never looks the same twice', () => {
    const [, body = ''] = SEALED.split('.')
    for (const shown of [
      SEALED,
      body,
      Buffer.from(body, 'base64url').toString(),
      Buffer.from(body, 'base64url').toString('hex'),
    ])
      for (const canary of [
        'canary',
        Buffer.from('canary').toString('base64url'),
        Buffer.from('canary').toString('hex'),
        K1,
      ])
        expect(shown).not.toContain(canary)
    expect(one.seal('grant', 'foyer:grant:x', 'canary text')).not.toBe(SEALED)
  })

  it('E13: opens in no other record', () => {
    expect(() => one.open('grant', 'foyer:grant:y', SEALED)).toThrow(BrokenSeal)
  })

  it('opens for no other purpose', () => {
    for (const purpose of ['session', 'login-attempt', 'sign-in', 'revocation'] as const)
      expect(() => one.open(purpose, 'foyer:grant:x', SEALED)).toThrow(BrokenSeal)
  })

  it('E14: says which is unknown: the key, not the record', () => {
    expect(() => open(SEALED, keyring(K2))).toThrow(UnknownKey)
  })

  it('E14: seals with the first key and opens with any', () => {
    const old = one.seal('grant', 'foyer:grant:x', 'old')
    const both = keyring(K2, K1)
    expect(open(old, both)).toBe('old')
    const fresh = both.seal('grant', 'foyer:grant:x', 'new')
    expect(open(fresh, keyring(K2))).toBe('new')
    expect(() => open(fresh, one)).toThrow(UnknownKey)
  })

  it('notices every byte that was changed', () => {
    const [id = '', body = ''] = SEALED.split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8((bytes.readUInt8(at) + 1) % 256, at)
      expect(() => open(`${id}.${changed.toString('base64url')}`)).toThrow(BrokenSeal)
    }
  })

  it('notices everything that was cut off or added', () => {
    const [id = '', body = ''] = SEALED.split('.')
    const bytes = Buffer.from(body, 'base64url')
    for (let length = 0; length < bytes.length; length++)
      expect(() => open(`${id}.${bytes.subarray(0, length).toString('base64url')}`)).toThrow(BrokenSeal)
    expect(() => open(`${id}.${Buffer.concat([bytes, Buffer.alloc(1)]).toString('base64url')}`)).toThrow(BrokenSeal)
    expect(() => open(`${id}.${Buffer.concat([Buffer.alloc(1), bytes]).toString('base64url')}`)).toThrow(BrokenSeal)
    expect(() => open(`${SEALED}.more`)).toThrow(BrokenSeal)
  })

  it.each([
    '',
    '.',
    'x',
    'x.y',
    '12345678',
    '12345678.',
    `${'z'.repeat(8)}.${'A'.repeat(80)}`,
    '{"accessToken":"plain"}',
    randomBytes(60).toString('latin1'),
  ])('takes %j for nothing that was sealed', (text) => {
    expect(() => open(text)).toThrow(Error)
    expect(() => open(text)).not.toThrow(TypeError)
  })

  it('reads a key as hex, base64 and base64url alike', () => {
    const key = Buffer.concat([Buffer.from([0xfb, 0xff, 0xfe]), randomBytes(29)])
    for (const text of [key.toString('hex').toUpperCase(), key.toString('base64'), key.toString('base64url')])
      expect(open(keyring(key.toString('hex')).seal('grant', 'foyer:grant:x', 'same'), keyring(text))).toBe('same')
  })

  it.each([
    [[], 'empty'],
    [['short'], 'not 32 bytes'],
    [[K1.slice(2)], 'not 32 bytes'],
    [[`${K1}00`], 'not 32 bytes'],
    [[K1, 'x'], 'not 32 bytes'],
    [[K1, Buffer.from(K1, 'hex').toString('base64')], 'twice'],
    [['this is no key at all, but forty-three long!'], 'not 32 bytes'],
  ])('refuses the keys %j', (texts, problem) => {
    const refused = readKeyring(texts)
    expect(refused.keyring).toBeNull()
    expect(refused.problem).toContain(problem)
  })

  it('puts nothing of a key into a record or a complaint', () => {
    expect(SEALED).not.toContain(K1.slice(0, 8))
    expect(() => open(SEALED, keyring(K2))).not.toThrow(K2.slice(0, 6))
  })

  it('names a record so that nobody finds the id by it', () => {
    expect(fingerprint('an id')).toMatch(/^[\w-]{43}$/)
    expect(fingerprint('an id')).not.toBe(fingerprint('an ie'))
  })
})
