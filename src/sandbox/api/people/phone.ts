import type { PhoneNumberRecord } from '../../world/world'

/** The ways Planning Center writes one North American number. */
export function phoneForms({ digits }: PhoneNumberRecord) {
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)]
  return {
    e164: `+1${digits}`,
    international: `+1 ${area}-${exchange}-${line}`,
    national: `(${area}) ${exchange}-${line}`,
  }
}
