/**
 * What was typed, as one condition of Planning Center's: each word must begin a word of a name, in whatever order; an
 * e-mail address may be a part; numbers are compared digit by digit from their end. Numbers are looked up only when
 * nothing but a number was typed: Planning Center would take the 2 of "Ruth 2" for the end of one.
 */
export function searchCondition(typed: string): Record<string, string> {
  const text = tidy(typed)
  const digits = digitsOf(text)
  if (digits) return { 'where[search_name_or_email_or_phone_number]': digits }
  return { 'where[search_name_or_email]': addressIn(text) ?? nameWords(text) }
}

/** The last seven digits of a whole North American number, for a church that wrote it down without its area code. */
export function withoutAreaCode(typed: string): string | null {
  const digits = digitsOf(tidy(typed))
  return digits?.length === 10 ? `${digits.slice(3, 6)}-${digits.slice(6)}` : null
}

/** Copied numbers bring invisible direction marks, copied names curly apostrophes; Planning Center keeps straight ones. */
function tidy(typed: string): string {
  return typed.normalize('NFC').replace(DIRECTION_MARKS, '').replace(/[\u2018\u2019\u02bc]/g, "'").replace(/\s+/g, ' ').trim()
}

const DIRECTION_MARKS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** Only what every way of writing a number shares: no punctuation, no extension, no prefix for dialling abroad. */
function digitsOf(text: string): string | null {
  const number = text.replace(/^tel:/i, '').replace(/[\s,;]*(x|ext\.?|ext=|#)\s*\d+$/i, '')
  if (!/^[+\d\s()./\u00b7\u2010-\u2015-]*\d[+\d\s()./\u00b7\u2010-\u2015-]*$/.test(number)) return null
  const digits = number.replace(/\D/g, '')
  // A few digits are the end of a number, where a leading zero counts.
  return digits.length > 8 ? digits.replace(/^0+/, '').replace(/^1(?=\d{10}$)/, '') : digits
}

/** The address alone, from `Ruth Abara <ruth@example.org>` or `mailto:ruth@example.org`. */
function addressIn(text: string): string | null {
  return /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(text)?.[0] ?? null
}

/** `Abara, Ruth "Ruthie" (née Cole)` is five words. */
function nameWords(text: string): string {
  const words = text.split(/[\s,\u060c\u3001\uff0c]+/).map((word) => word.replace(/^["\u201c(]+|["\u201d)]+$/g, '')).filter(Boolean)
  const names = words.filter((word) => !TITLES.test(word))
  return (names.length > 0 ? names : words).join(' ') || text
}

/** Callers give their title; Planning Center does not search in titles. */
const TITLES = /^(mr|mrs|ms|miss|dr|rev|jr|sr|ii|iii)\.?$/i
