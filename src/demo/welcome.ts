import type { Sandbox } from '../sandbox'

interface Opened {
  url: string
  sandbox: Pick<Sandbox, 'url' | 'world'>
  redis: string
  watching: boolean
}

/** What the terminal says once the demo can be used. */
export function welcome({ url, sandbox, redis, watching }: Opened): string {
  const people = whoMaySignIn(sandbox)
  const width = Math.max(...people.map(({ name }) => name.length))
  return [
    '',
    `Foyer is open:  ${url}`,
    '',
    'Nothing in it is real, and nobody has a password. Sign in as',
    ...people.map(({ name, role }) => `  ${name.padEnd(width)}  ${role}`),
    '',
    `Pretend Planning Center, its people and its faults:  ${sandbox.url}/sandbox`,
    `Redis:  ${redis}`,
    watching ? 'A saved change shows by itself and signs nobody out. Ctrl-C ends it.' : 'Ctrl-C ends it.',
    '',
  ].join('\n')
}

/** One for each role; whoever belongs to two churches is a case of its own, met on the sign-in page. */
function whoMaySignIn({ world }: Pick<Sandbox, 'world'>): { name: string; role: string }[] {
  return world.logins.flatMap(({ name, seats: [seat, ...more] }) => (seat && !more.length ? [{ name, role: seat.role }] : []))
}
