import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, base64url: 43 characters, good for states, verifiers (RFC 7636 §4.1), ids and CSRF tokens. */
export const randomId = () => randomBytes(32).toString('base64url')

/** S256 (RFC 7636 §4.2). */
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

/** Compares without telling by its time how far two texts agree. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return left !== undefined && right !== undefined && timingSafeEqual(left, right)
}
