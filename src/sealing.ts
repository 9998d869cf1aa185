import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Sealing: AES-256-GCM with a key derived for each purpose (HKDF-SHA256, RFC 5869) from one of the operator's
 * encryption keys, bound to the name of the record it lies in, so that two records cannot be swapped.
 * A sealed text is `<key id>.<base64url of iv, ciphertext, tag>`.
 */
export interface Keyring {
  /** Seals with the first key. */
  seal(purpose: Purpose, recordName: string, text: string): string
  /**
   * Seals alike what is alike, for addresses that a browser should recognise. Whoever sees two of them learns whether
   * they hold the same text, so it is for texts that need not hide that; `open` opens both kinds.
   */
  sealStable(purpose: Purpose, recordName: string, text: string): string
  /**
   * @throws UnknownKey when no key of the ring has the id: the record must be kept, another process may know the key.
   * @throws BrokenSeal when a known key does not open it: the record is worthless.
   */
  open(purpose: Purpose, recordName: string, sealed: string): string
}

export type Purpose = 'grant' | 'connection' | 'session' | 'login-attempt' | 'sign-in' | 'revocation' | 'photo' | 'setup' | 'explored'

export class UnknownKey extends Error {
  override readonly name = 'UnknownKey'
}
export class BrokenSeal extends Error {
  override readonly name = 'BrokenSeal'
}

const IV_BYTES = 12 // NIST SP 800-38D: the size GCM is meant for
const TAG_BYTES = 16
const KEY_BYTES = 32

/** Reads ENCRYPTION_KEYS: 32 bytes each, base64, base64url or hex. The first seals, all open. */
export function readKeyring(texts: string[]): { keyring: Keyring | null; problem: string | null } {
  const masters = texts.map(readKey)
  if (masters.length === 0) return { keyring: null, problem: 'is empty: 32 random bytes as base64 or hex' }
  if (masters.some((key) => key.length !== KEY_BYTES)) return { keyring: null, problem: 'has one that is not 32 bytes as base64 or hex, see .env.example' }
  if (new Set(masters.map(keyId)).size < masters.length) return { keyring: null, problem: 'names the same key twice' }
  return { keyring: createKeyring(masters), problem: null }
}

/** 32 bytes, if it is a key at all. */
export const readKey = (text: string) => Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? 'hex' : 'base64')

function createKeyring(masters: Buffer[]): Keyring {
  const byId = new Map(masters.map((master) => [keyId(master), derive(master)]))
  const [firstId = ''] = byId.keys()
  const keyFor = (id: string, use: Purpose | `${Purpose}/iv`) => {
    const forUse = byId.get(id)
    if (!forUse) throw new UnknownKey(`sealed under key ${id}, which ENCRYPTION_KEYS does not have`)
    return forUse(use)
  }

  function sealWith(iv: Buffer, purpose: Purpose, recordName: string, text: string): string {
    const cipher = createCipheriv('aes-256-gcm', keyFor(firstId, purpose), iv).setAAD(Buffer.from(recordName))
    const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return `${firstId}.${Buffer.concat([iv, ciphertext, cipher.getAuthTag()]).toString('base64url')}`
  }

  return {
    seal: (purpose, recordName, text) => sealWith(randomBytes(IV_BYTES), purpose, recordName, text),

    sealStable(purpose, recordName, text) {
      // GCM breaks when one iv serves two texts. This one is a keyed hash of all that is sealed (a synthetic iv, as in
      // RFC 5297): the same iv means the same name and text, and to everybody else it looks random.
      const iv = createHmac('sha256', keyFor(firstId, `${purpose}/iv`)).update(`${recordName.length}:${recordName}${text}`).digest()
      return sealWith(iv.subarray(0, IV_BYTES), purpose, recordName, text)
    },

    open(purpose, recordName, sealed) {
      const [, id = '', body = ''] = /^([0-9a-f]{8})\.([\w-]+)$/.exec(sealed) ?? []
      if (!id) throw new BrokenSeal('not a sealed record')
      const key = keyFor(id, purpose)
      const bytes = Buffer.from(body, 'base64url')
      if (bytes.length < IV_BYTES + TAG_BYTES) throw new BrokenSeal('sealed record cut short')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(recordName))
        .setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      } catch {
        throw new BrokenSeal('sealed record does not open')
      }
    },
  }
}

/** Tells keys apart in a record without telling anything of the key. */
const keyId = (master: Buffer) => createHash('sha256').update('foyer key id').update(master).digest('hex').slice(0, 8)

function derive(master: Buffer): (use: string) => Buffer {
  const derived = new Map<string, Buffer>()
  return (use) => {
    const known = derived.get(use)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', master, '', `foyer/${use}`, KEY_BYTES))
    derived.set(use, key)
    return key
  }
}

/** What a Redis key name or an index may hold instead of an id that opens something. */
export const fingerprint = (id: string) => createHash('sha256').update(id).digest('base64url')
