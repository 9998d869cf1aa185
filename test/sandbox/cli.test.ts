import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'

const CLI = join(__dirname, '..', '..', 'dist', 'sandbox', 'cli.js')

/** Runs the built command; `until` ends it by a signal once the output contains it. */
async function run(
  args: string[],
  until?: { text: string; signal: NodeJS.Signals; meanwhile?: (output: string) => Promise<void> },
) {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let signalled = false
  const collect = (piece: Buffer) => {
    output += piece.toString()
    if (!until || signalled || !output.includes(until.text)) return
    signalled = true
    void Promise.resolve(until.meanwhile?.(output)).finally(() => child.kill(until.signal))
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

describe('the sandbox as a command (of the build)', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    'prints what an application needs, answers, and ends cleanly on %s',
    async signal => {
      let console = 0
      const meanwhile = async (output: string) => {
        const url = /PCO_URL=(\S+)/.exec(output)?.[1] ?? ''
        console = (await fetch(`${url}/sandbox`)).status
      }
      const { code, output } = await run(
        ['--port', '0', '--people', '200', '--redirect', 'http://localhost:1/a', '--redirect', 'http://localhost:2/b'],
        { text: 'Ctrl+C', signal, meanwhile },
      )
      expect([code, console]).toEqual([0, 200])
      expect(output).toMatch(/^PCO_CLIENT_ID=[0-9a-f]{64}$/m)
      expect(output).toMatch(/^PCO_CLIENT_SECRET=[0-9a-f]{64}$/m)
      expect(output).toContain('redirects to http://localhost:1/a and http://localhost:2/b')
      expect(output).toMatch(/^ {2}secretary .*Secretary \(Editor\), First Church$/m)
      expect(output).not.toContain('Warning')
    },
  )

  test.each([
    ['an unknown option', ['--prot', '1'], '--prot'],
    ['a port that is none', ['--port', 'eighty'], '--port must be a whole number up to 65535, not "eighty"'],
    ['people that cannot be counted', ['--people', '-1'], '--people'],
  ])('refuses %s in one line', async (_what, args, complaint) => {
    const { code, output } = await run(args)
    expect(code).toBe(1)
    expect(output).toContain(complaint)
    expect(output).not.toContain('    at ')
  })

  test('a port that is taken is named, with the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { code, output } = await run(['--port', String(port)])
    other.close()
    expect([code, output.trim()]).toEqual([1, `Port ${port} is taken: name another with --port`])
  })
})
