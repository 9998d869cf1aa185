// Does Planning Center look at the PKCE verifier of this very application? One sign-in tells; stop Foyer while it runs.
// Everything else that guards a sign-in (state, cookie, nonce) works without it; but a promise nobody checked is none.
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { ConfigProblems, loadConfig } = require('../dist/config.js')
const { callbackUrl, createOAuth } = require('../dist/auth/oauth.js')
const { challengeOf, randomId } = require('../dist/random.js')

if (existsSync('.env')) process.loadEnvFile('.env')
const config = readConfig()
const oauth = createOAuth({ config, userAgent: `Foyer (${config.planningCenter.contact})`, clock: Date })
const [state, nonce, verifier] = [randomId(), randomId(), randomId()]
const callback = new URL(callbackUrl(config.publicUrl)).pathname

const server = createServer(async (req, res) => {
  const { pathname, searchParams } = new URL(req.url ?? '/', config.publicUrl)
  if (pathname !== callback) return void res.writeHead(303, { Location: oauth.authorizeUrl({ state, nonce, challenge: challengeOf(verifier) }) }).end()
  if (searchParams.get('state') !== state || !searchParams.has('code')) return void res.writeHead(400).end('Not the answer that was waited for.\n')
  const { isGood, words } = await probe(searchParams.get('code') ?? '')
  console.log(words)
  res.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${words}\n`, () => process.exit(isGood ? 0 : 1))
})
server.listen(config.port, () => console.log(`Open ${config.publicUrl.origin}/ and sign in with Planning Center. (port ${server.address().port})`))

async function probe(code) {
  const taken = await redeem(code, randomId())
  if (taken.pair) return { isGood: false, words: 'ALARM: Planning Center took a code with a wrong verifier: PKCE protects nothing here. State, cookie and nonce still do.' }
  if (taken.reason !== 'dead') return { isGood: false, words: `Planning Center gave no clear answer (${taken.reason}). Try again.` }
  const { pair } = await redeem(code, verifier)
  return {
    isGood: true,
    words: pair
      ? 'Good: Planning Center refuses a wrong verifier, and takes the right one afterwards.'
      : 'Good: Planning Center refuses a wrong verifier. (It did not take the right one afterwards: a code seems to be good for one try.)',
  }
}

/** Tokens that come of it are given back. */
async function redeem(code, with_) {
  try {
    const pair = await oauth.redeem({ code, verifier: with_ })
    await oauth.revoke(pair.refreshToken ?? pair.accessToken).catch(() => console.log('The tokens of this try could not be given back; they end by themselves.'))
    return { pair }
  } catch ({ reason = 'unexpected' }) {
    return { pair: null, reason }
  }
}

function readConfig() {
  try {
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
