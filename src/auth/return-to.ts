const MAX_LENGTH = 2048
/** Coming back to these would start another sign-in or end this one. */
const NEVER = /^\/(login|logout|signed-out|oauth)(\/|\?|$)/i
const ORIGIN = 'https://foyer.invalid'

/**
 * The page to come back to after signing in, or `/` for anything that could lead elsewhere.
 * The text is returned as it came: a parsed and rebuilt one can turn into another (`/.//evil.example` becomes
 * `//evil.example`).
 */
export function safeReturnTo(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > MAX_LENGTH) return '/'
  // One slash, then neither slash nor backslash; no control character, space or backslash anywhere: browsers drop or bend them.
  if (!/^\/(?![/\\])[^\\\s\p{Cc}\p{Cf}]*$/u.test(wanted)) return '/'
  if (!URL.canParse(wanted, ORIGIN)) return '/'
  const { origin, pathname } = new URL(wanted, ORIGIN)
  if (origin !== ORIGIN || pathname.startsWith('//') || NEVER.test(pathname)) return '/'
  return wanted
}
