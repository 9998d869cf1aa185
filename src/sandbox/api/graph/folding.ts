// Normalising is slow and names repeat: plain ones skip it, the others are folded once.
const plain = /^[\x20-\x7e]*$/
const folded = new Map<string, string>()
const mostRemembered = 50_000

/** Upper and lower case, accented and plain become the same, as in Planning Center's sorting. */
export function fold(text: string): string {
  if (plain.test(text)) return text.toLowerCase()
  const known = folded.get(text)
  if (known !== undefined) return known
  if (folded.size >= mostRemembered) folded.clear()
  const result = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  folded.set(text, result)
  return result
}
