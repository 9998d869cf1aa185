/** `npm run test:soak`: the same tests, longer. */
export const isSoak = process.env['SOAK'] === '1'

/** How often, how many or how long: in `npm test`, and in the soak. */
export const inSoak = (bounded: number, soaked: number) => (isSoak ? soaked : bounded)
