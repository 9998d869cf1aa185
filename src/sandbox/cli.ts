import { parseArgs } from 'node:util'
import { startSandbox, type Sandbox } from './index'

const USAGE = `Starts a pretend Planning Center on this computer.

  --port P        where it listens (default 4000)
  --people N      grows the sample church to N people
  --redirect URI  a callback address it accepts; may be given several times
                  (default http://localhost:3000/oauth/callback)
`

/** `node dist/sandbox/cli.js`: the sandbox alone, for trying out an application by hand. */
async function main(): Promise<void> {
  const { port, people, redirect, help } = readArguments()
  if (help) return console.log(USAGE)
  const sandbox = await startSandbox({ port, redirectUris: redirect, ...(people !== undefined && { people }) }).catch((error: unknown) => {
    throw error instanceof Error && 'code' in error && error.code === 'EADDRINUSE' ? new Error(`Port ${port} is taken: name another with --port`) : error
  })
  console.log(introduce(sandbox, redirect))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close())
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4000' },
      people: { type: 'string' },
      redirect: { type: 'string', multiple: true, default: ['http://localhost:3000/oauth/callback'] },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    port: wholeNumber('--port', values.port, 65_535),
    people: values.people === undefined ? undefined : wholeNumber('--people', values.people, 1_000_000),
    redirect: values.redirect,
    help: values.help,
  }
}

function wholeNumber(name: string, text: string, largest: number): number {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number > largest)
    throw new Error(`${name} must be a whole number up to ${largest}, not "${text}"`)
  return number
}

function introduce({ url, avatarUrl, clientId, clientSecret, world }: Sandbox, redirect: string[]): string {
  const logins = world.logins.map(({ id, name, seats }) => {
    const roles = seats.map(({ role, churchId }) => `${role}, ${world.churches.get(churchId)?.name ?? churchId}`)
    return `  ${id.padEnd(14)} ${name}: ${roles.join('; ')}`
  })
  return `Planning Center sandbox: ${url}

PCO_URL=${url}
PCO_AVATAR_URL=${avatarUrl}
PCO_CLIENT_ID=${clientId}
PCO_CLIENT_SECRET=${clientSecret}

It redirects to ${redirect.join(' and ')}
Console, faults and levers: ${url}/sandbox

Sign in as
${logins.join('\n')}

Stop with Ctrl+C.`
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
