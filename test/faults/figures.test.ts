import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startPrivateRedis } from '../../src/demo/private-redis'
import { ask } from '../support/asking'
import { parseFigures } from '../support/figures'
import { until } from '../support/until'

/** A port nobody uses, a moment ago at least. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

describe('the built app', () => {
  it('shows its figures on a port of their own until it has stopped, and never on the public one', async () => {
    const redis = await startPrivateRedis()
    const [port, metricsPort] = [await freePort(), await freePort()]
    const env = {
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      METRICS_PORT: String(metricsPort),
      PCO_URL: 'http://127.0.0.1:1',
      PCO_CLIENT_ID: 'id',
      PCO_CLIENT_SECRET: 'secret',
      REDIS_URL: redis.url,
      SESSION_SECRETS: randomBytes(32).toString('hex'),
      ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
    }
    const app = spawn(process.execPath, [join(__dirname, '../../dist/main.js')], { env, cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(app, 'exit')
    let written = ''
    app.stdout.on('data', (chunk: Buffer) => (written += chunk.toString()))
    try {
      await until(() => written.includes('Foyer is open') && written.includes('metrics can be read'), 15_000)
      const at = (where: number, path: string) => ask(where, { path, headers: { host: `localhost:${port}` } })
      expect((await at(port, '/metrics')).status).toBe(404)
      expect((await at(port, '/livez')).status).toBe(200)
      const figures = () => fetch(`http://127.0.0.1:${metricsPort}/metrics`).then((answer) => answer.text()).then(parseFigures)
      await until(async () => (await figures()).some(({ name, labels, value }) => name === 'foyer_page_seconds_count' && labels['route'] === '/livez' && value > 0))

      app.kill('SIGTERM')
      await until(async () => (await at(port, '/readyz')).status === 503)
      expect((await figures()).length).toBeGreaterThan(10)
      expect((await ended)[0]).toBe(0)
      await expect(fetch(`http://127.0.0.1:${metricsPort}/metrics`)).rejects.toThrow()
    } finally {
      app.kill('SIGKILL')
      await redis.stop()
    }
  }, 60_000)
})
