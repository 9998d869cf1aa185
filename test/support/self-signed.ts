import { generateKeyPairSync, sign } from 'node:crypto'

/** A key, and a certificate nobody but itself vouches for (X.509 v1, RFC 5280 §4.1). */
export function selfSigned(name: string): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(Buffer.from('06082a8648ce3d040302', 'hex'))
  const commonName = sequence(set(sequence(Buffer.from('0603550403', 'hex'), tagged(0x0c, Buffer.from(name)))))
  const serial = Buffer.from('020101', 'hex')
  const validity = sequence(utcTime('200101000000Z'), utcTime('491231235959Z'))
  const body = sequence(serial, ecdsaWithSha256, commonName, validity, commonName, publicKey.export({ type: 'spki', format: 'der' }))
  const signature = tagged(0x03, Buffer.concat([Buffer.alloc(1), sign('sha256', body, privateKey)]))
  const der = sequence(body, ecdsaWithSha256, signature)
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n')
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` }
}

// DER (ITU-T X.690): a tag, a length in one byte or in two after how many, the content.
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from(head), content])
}
const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts))
const utcTime = (time: string) => tagged(0x17, Buffer.from(time))
