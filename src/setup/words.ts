const LIMITS: [Intl.NumberFormatOptions['unit'] & string, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** "3 minutes", as a person would say it. */
export function duration(ms: number): string {
  const [unit, size] = LIMITS.find(([, size]) => ms >= size) ?? ['second', 1000]
  return new Intl.NumberFormat('en-US', { style: 'unit', unit, unitDisplay: 'long' }).format(Math.round(ms / size))
}
