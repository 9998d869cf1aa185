import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics } from 'prom-client'
import type { Log } from './log'
import type { Metrics } from './metrics'

interface Settings {
  host: string
  port: number
  log: Log
}

/** The figures of this process, for whoever watches over it: on a port of its own that no visitor can reach. */
export function openMetrics({ registry }: Pick<Metrics, 'registry'>, { host, port, log }: Settings): Server {
  collectDefaultMetrics({ register: registry })
  const server = createServer((req, res) => {
    if (req.url?.split('?')[0] !== '/metrics') return void res.writeHead(404).end()
    if (req.method !== 'GET') return void res.writeHead(405, { Allow: 'GET' }).end()
    registry.metrics().then(
      (text) => res.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      (error: unknown) => {
        log.error({ err: error }, 'metrics could not be written')
        res.writeHead(500).end()
      },
    )
  })
  return server.listen(port, host, () => log.info({ address: server.address() }, 'metrics can be read'))
}
