import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { callbackUrl, createOAuth } from './auth/oauth'
import { ConfigProblems, loadConfig, type Config } from './config'
import { createAsking } from './first-contact/asking'
import { openNotebook } from './first-contact/facts'
import { askAsNobody, askAsSomebody, type Round } from './first-contact/questions'
import { PEOPLE_VERSION } from './planning-center'
import { challengeOf, randomId } from './random'

/*
 * What Planning Center's documentation leaves open, asked of a real account: one person signs in, the browser goes round
 * three times by itself, and the answers are printed without anybody's name, number or token.
 */

const ROUNDS = 3

function readConfig(): Config {
  try {
    if (existsSync('.env')) process.loadEnvFile('.env')
    return loadConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

function run(): void {
  const { values } = parseArgs({ options: { reuse: { type: 'boolean', default: false } } })
  const config = readConfig()
  const { publicUrl, planningCenter } = config
  const callback = callbackUrl(publicUrl)
  const notebook = openNotebook()
  const asking = createAsking(planningCenter, PEOPLE_VERSION)
  const with_ = { asking, notebook, callback, avatarOrigin: new URL(planningCenter.avatarUrl).origin, version: PEOPLE_VERSION, randomId, reuse: values.reuse }
  const oauth = createOAuth({ config, userAgent: `Foyer first contact (${planningCenter.contact})`, clock: Date })
  const rounds: Round[] = []
  let attempt = newAttempt()
  notebook.hide(planningCenter.clientId, planningCenter.clientSecret, planningCenter.contact)
  const asked = askAsNobody(with_)

  const server = createServer((req, res) => void answer(req, res))
  server.listen(config.port, () => console.log(`Open ${publicUrl.origin}/ and sign in with Planning Center. (port ${(server.address() as AddressInfo).port})`))

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '/', publicUrl)
    if (pathname === '/favicon.ico') return void res.writeHead(404).end()
    if (pathname !== new URL(callback).pathname) return sendOff(res)
    if (searchParams.get('state') !== attempt.state) return say(res, 400, 'Not the answer that was waited for.')
    const [code, parameters] = [searchParams.get('code'), [...searchParams.keys()]]
    if (!code) {
      const error = searchParams.get('error') ?? ''
      await notebook.ask('pressing Deny', 'error=access_denied, with state', () => Promise.resolve(`error=${/^[a-z_]{1,40}$/.test(error) ? error : 'something else'}, with ${parameters.sort().join(', ')}`))
      attempt = newAttempt()
      return say(res, 200, `Noted. Open ${publicUrl.origin}/ once more to sign in.`)
    }
    rounds.push({ code, verifier: attempt.verifier, parameters })
    attempt = newAttempt()
    const [first, second, third] = rounds
    if (rounds.length > ROUNDS) return say(res, 400, 'That was enough.')
    if (!first || !second || !third) return sendOff(res)
    await asked
    // What was found until then is worth reading all the same.
    const isProtected = await askAsSomebody([first, second, third], with_).catch(() => false)
    const verdict = isProtected ? 'Planning Center looks at the PKCE verifier.' : 'ALARM: Planning Center did not refuse a wrong PKCE verifier: PKCE protects nothing here, or nobody could tell. State, cookie and nonce still do.'
    console.log(`\n${notebook.text()}\n\n${verdict}`)
    res.once('close', () => process.exit(isProtected ? 0 : 1))
    say(res, 200, 'Thank you. What was found stands where this was started, ready to be pasted into an issue.')
  }

  function sendOff(res: ServerResponse): void {
    const { state, nonce, verifier } = attempt
    res.writeHead(303, { Location: oauth.authorizeUrl({ state, nonce, challenge: challengeOf(verifier) }), Connection: 'close' }).end()
  }
}

const newAttempt = () => ({ state: randomId(), nonce: randomId(), verifier: randomId() })

const say = (res: ServerResponse, status: number, words: string) => void res.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }).end(`${words}\n`)

run()
