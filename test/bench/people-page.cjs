// How much Foyer adds to the one Planning Center request behind its people page, and behind a page of the explorer.
// Baseline, in the same run: the same request sent by bare fetch to the same sandbox. Run: npm run build && node test/bench/people-page.cjs
const { randomBytes } = require('node:crypto')
const { once } = require('node:events')
const http = require('node:http')
const { createApp, createFoyerServer } = require('../../dist/app.js')
const { loadConfig } = require('../../dist/config.js')
const { startPrivateRedis } = require('../../dist/demo/private-redis.js')
const { createLog } = require('../../dist/log.js')
const { connectRedis } = require('../../dist/redis.js')
const { startSandbox } = require('../../dist/sandbox/index.js')

const REQUESTS = 2000
const AT_ONCE = 16

async function main() {
  const [privateRedis, sandbox] = await Promise.all([startPrivateRedis(), startSandbox({ redirectUris: [] })])
  sandbox.setRateLimit({ limit: 1_000_000 })
  const server = createFoyerServer((req, res) => app.handler(req, res)).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${server.address().port}`
  sandbox.addRedirectUri(`${url}/oauth/callback`)
  const config = loadConfig({
    NODE_ENV: 'development',
    PUBLIC_URL: url,
    PCO_URL: sandbox.url,
    PCO_CLIENT_ID: sandbox.clientId,
    PCO_CLIENT_SECRET: sandbox.clientSecret,
    REDIS_URL: privateRedis.url,
    SESSION_SECRETS: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
  })
  const log = createLog('silent')
  const redis = connectRedis(config, log)
  await once(redis, 'ready')
  // Templates and stylesheets cached, as in production; only https is left out.
  const app = createApp({ config: { ...config, readsOnce: true }, redis, log, clock: Date })

  const cookie = await signIn(url)
  const token = await bareToken(sandbox, url)
  const compared = [
    { name: 'people page', page: '/people', bare: '/people/v2/people?where[status]=active&order=last_name,first_name&include=emails,phone_numbers&fields[Person]=name,status,membership,child,emails,phone_numbers&per_page=25&offset=0' },
    { name: 'explorer', page: '/explorer/people/people?order=last_name&fields[Person]=name,status', bare: '/people/v2/people?order=last_name&fields[Person]=name,status&per_page=10' },
  ]
  for (const { name, page, bare } of compared) {
    const ask = () => fetch(sandbox.url + bare, { headers: { authorization: `Bearer ${token}`, 'user-agent': 'Foyer bench (bench@example.org)' } }).then((answer) => answer.text().then(() => answer.status))
    const show = () => get(url + page, cookie)
    await measure(ask, REQUESTS / 4) // warm
    await measure(show, REQUESTS / 4)
    const [baseline, foyer] = [await measure(ask, REQUESTS), await measure(show, REQUESTS)]
    const [alone, shown] = [await each(ask), await each(show)]
    process.stdout.write(`${name}: bare request ${baseline.toFixed(0)} a second, page ${foyer.toFixed(0)}, ratio ${(foyer / baseline).toFixed(2)} (sandbox and app in one process); one at a time ${alone.toFixed(1)} ms and ${shown.toFixed(1)} ms, ratio ${(shown / alone).toFixed(2)}\n`)
  }

  server.close()
  server.closeAllConnections()
  await app.close()
  redis.disconnect()
  await Promise.all([sandbox.close(), privateRedis.stop()])
}

async function measure(work, times) {
  let left = times
  const started = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (left-- > 0) {
        const status = await work()
        if (status !== 200) throw new Error(`answered ${status}`)
      }
    }),
  )
  return (times / (performance.now() - started)) * 1000
}

/** Milliseconds, in the middle of a hundred one after the other. */
async function each(work) {
  const times = []
  for (let at = 0; at < 100; at++) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return times.sort((one, other) => one - other)[50]
}

const agent = new http.Agent({ keepAlive: true, maxSockets: AT_ONCE })
const get = (address, cookie) =>
  new Promise((resolve, reject) => {
    http.get(address, { agent, headers: { cookie, accept: 'text/html' } }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode))).on('error', reject)
  })

/** The true sign-in, by hand: /login, the sandbox's own pages, the callback. */
async function signIn(url) {
  const login = await fetch(`${url}/login`, { redirect: 'manual' })
  const callback = await throughPlanningCenter(login.headers.get('location'))
  const arrived = await fetch(callback, { redirect: 'manual', headers: { cookie: login.headers.getSetCookie()[0].split(';')[0] } })
  return arrived.headers.getSetCookie()[0].split(';')[0]
}

async function throughPlanningCenter(authorizeUrl) {
  const jar = new Map()
  const browse = async (address, body) => {
    const answer = await fetch(address, { redirect: 'manual', method: body ? 'POST' : 'GET', body, headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') } })
    for (const line of answer.headers.getSetCookie()) jar.set(...line.split(';')[0].split('='))
    return answer
  }
  let answer = await browse(authorizeUrl)
  for (;;) {
    const location = answer.headers.get('location')
    if (location?.includes('/oauth/callback?')) return location
    if (location) answer = await browse(new URL(location, answer.url))
    else {
      const html = await answer.text()
      const action = /<form method="post" action="([^"]+)"/.exec(html)[1].replaceAll('&amp;', '&')
      answer = await browse(new URL(action, answer.url), new URLSearchParams(html.includes('name="login"') ? { login: 'secretary' } : { decision: 'allow' }))
    }
  }
}

async function bareToken(sandbox, url) {
  const { createHash } = require('node:crypto')
  const verifier = randomBytes(32).toString('base64url')
  const redirect = `${url}/oauth/callback`
  const query = new URLSearchParams({ client_id: sandbox.clientId, redirect_uri: redirect, response_type: 'code', scope: 'openid people', state: 's', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256' })
  const code = new URL(await throughPlanningCenter(`${sandbox.url}/oauth/authorize?${query}`)).searchParams.get('code')
  const answer = await fetch(`${sandbox.url}/oauth/token`, {
    method: 'POST',
    headers: { 'user-agent': 'Foyer bench (bench@example.org)', authorization: `Basic ${Buffer.from(`${sandbox.clientId}:${sandbox.clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier }),
  })
  return (await answer.json()).access_token
}

main()
