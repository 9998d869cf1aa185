import type { ApplicationSetting, Config } from '../config'
import { duration } from './words'
import { good, unsure, wrong, type Check, type Finding } from './findings'

/** What a first word with Planning Center told, and what it says of an application: asked by whoever can ask. */
export interface Outside {
  greet: () => Promise<{ heard: false } | { heard: true; isVersionKnown: boolean; isBlocked: boolean; aheadMs: number | null }>
  tryApplication: (application: { clientId: string; clientSecret: string }) => Promise<'known' | 'unknown' | 'unreachable' | 'unclear'>
  version: string
}

/** Sign-ins allow a minute; half of it is a sign that the clock goes by itself. */
const CLOCK_MAY_DIFFER_MS = 30_000

export function outsideChecks({ greet, tryApplication, version }: Outside, { planningCenter }: Pick<Config, 'planningCenter'>): Check[] {
  const { url, lacks, contact } = planningCenter
  const host = new URL(url).host
  // Two lines rest on one answer.
  let greeting: ReturnType<Outside['greet']> | undefined
  const hear = () => (greeting ??= greet().finally(() => (greeting = undefined)))
  const unheard = wrong(`${host} does not answer from this machine: let it ask for names and go out by https.`)

  return [
    { about: 'Planning Center’s id and secret', look: async () => (lacks.length > 0 ? wrong(lackWords(lacks)) : applicationFound(await tryApplication(planningCenter), { host, contact })) },
    {
      about: 'Planning Center itself',
      async look() {
        const heard = await hear()
        if (!heard.heard) return unheard
        if (heard.isBlocked) return wrong(`${host} turns Foyer away before it looks: put an address where you can be reached into PCO_CONTACT, and try again later (it is ${contact} now).`)
        if (!heard.isVersionKnown) return wrong(`It no longer speaks the version ${version}, for which this Foyer was written: install a newer Foyer.`)
        return good(`It answers, and has nothing against the version ${version}, for which this Foyer was written.`)
      },
    },
    {
      about: 'The clock',
      async look() {
        const heard = await hear()
        if (!heard.heard || heard.aheadMs === null) return unsure('It can be compared only once Planning Center answers.')
        const [off, way] = [Math.abs(heard.aheadMs), heard.aheadMs > 0 ? 'ahead of' : 'behind'] as const
        if (off > CLOCK_MAY_DIFFER_MS) return wrong(`This machine’s clock is ${duration(off)} ${way} Planning Center’s, and no sign-in would be believed: let it follow a time server (NTP).`)
        return good('It agrees with Planning Center’s.')
      },
    },
  ]
}

/** What Planning Center says of an id and a secret, whether they are set or only tried. */
export function applicationFound(answer: Awaited<ReturnType<Outside['tryApplication']>>, { host, contact }: { host: string; contact: string }): Omit<Finding, 'about'> {
  if (answer === 'known') return good('Planning Center knows them.')
  if (answer === 'unknown') return wrong('Planning Center does not know them together: copy PCO_CLIENT_ID and PCO_CLIENT_SECRET once more from the application’s page there, whole and without spaces, or let it make a new secret.')
  if (answer === 'unreachable') return wrong(`${host} could not be reached from this machine, so nobody knows: let it ask for names and go out by https.`)
  return unsure(`Planning Center gave no clear answer, so nobody knows: look again in a minute, and see that it can reach you at PCO_CONTACT (${contact}).`)
}

function lackWords(lacks: ApplicationSetting[]): string {
  return `${lacks.join(' and ')} ${lacks.length > 1 ? 'are' : 'is'} missing: register an application as below, and put in what Planning Center gives you.`
}
