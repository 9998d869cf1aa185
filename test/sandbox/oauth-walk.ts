import { createHash } from 'node:crypto'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/index'
import { browse, CookieJar, visitPlanningCenter } from '../support/planning-center-visit'

export const REDIRECT = 'http://localhost:3000/oauth/callback'
export const VERIFIER = 'a-verifier-of-at-least-forty-three-characters-0123456789'
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url')
export const USER_AGENT = 'Contract test (tests@example.org)'

/** A clock that stands still until it is moved. */
export function createClock(now = Date.UTC(2026, 10, 20, 12)) {
  return { now: () => now, forward: (ms: number) => void (now += ms) }
}

export const startPlanningCenter = (options: Partial<SandboxOptions> = {}): Promise<Sandbox> =>
  startSandbox({ redirectUris: [REDIRECT], ...options })

/** A flawless authorize address; null leaves a parameter out. */
export function authorizeUrl({ url, clientId }: Sandbox, changes: Record<string, string | null> = {}): string {
  const parameters: Record<string, string | null> = {
    client_id: clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: 'openid people',
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  }
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== null)
  return `${url}/oauth/authorize?${new URLSearchParams(given).toString()}`
}

interface Walk {
  login?: string
  church?: string
  decision?: 'allow' | 'deny'
  jar?: CookieJar
  changes?: Record<string, string | null>
}

export async function getCallback(
  sandbox: Sandbox,
  { login = 'secretary', changes = {}, ...choices }: Walk = {},
): Promise<URLSearchParams> {
  const { callback } = await visitPlanningCenter(authorizeUrl(sandbox, changes), { login, ...choices })
  return new URL(callback).searchParams
}

export async function getCode(sandbox: Sandbox, walk: Walk = {}): Promise<string> {
  return (await getCallback(sandbox, walk)).get('code') ?? ''
}

export interface TokenAnswer {
  access_token: string
  refresh_token: string
  token_type: string
  expires_in: number
  created_at: number
  scope: string
  id_token: string
}

export const basic = ({ clientId, clientSecret }: Pick<Sandbox, 'clientId' | 'clientSecret'>) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`

/** A form to the token endpoint (or revoke) with Basic credentials. */
export function postForm(
  sandbox: Sandbox,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    headers: { 'user-agent': USER_AGENT, authorization: basic(sandbox), ...headers },
    body: new URLSearchParams(form),
  })
}

export const redeem = (sandbox: Sandbox, code: string, changes: Record<string, string> = {}): Promise<Response> =>
  postForm(sandbox, '/oauth/token', {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
    ...changes,
  })

export const refresh = (
  sandbox: Sandbox,
  refreshToken: string,
  changes: Record<string, string> = {},
): Promise<Response> =>
  postForm(sandbox, '/oauth/token', { grant_type: 'refresh_token', refresh_token: refreshToken, ...changes })

/** The whole flow; the answer of the token endpoint. */
export async function signIn(sandbox: Sandbox, walk: Walk = {}): Promise<TokenAnswer> {
  return (await (await redeem(sandbox, await getCode(sandbox, walk))).json()) as TokenAnswer
}

export const read = (sandbox: Sandbox, path: string, accessToken: string): Promise<Response> =>
  fetch(`${sandbox.url}${path}`, { headers: { 'user-agent': USER_AGENT, authorization: `Bearer ${accessToken}` } })

/** The status, and the hint or code that tells the 401s apart. */
export async function readOutcome(sandbox: Sandbox, accessToken: string, path = '/people/v2/me'): Promise<string> {
  const answer = await read(sandbox, path, accessToken)
  const text = await answer.text()
  const word = /Hint: \((\w+)\)/.exec(text)?.[1] ?? /"code":"(\w+)"/.exec(text)?.[1]
  return word === undefined ? String(answer.status) : `${answer.status} ${word}`
}

export async function errorOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: string }
  return `${answer.status} ${error}`
}

/** Where a login sits; `index` for those with several churches. */
export function seatOf({ world }: Sandbox, login: string, index = 0): { churchId: string; personId: string } {
  const seat = world.logins.find(({ id }) => id === login)?.seats[index]
  if (!seat) throw new Error(`No seat ${index} of ${login}`)
  return seat
}

export const openAuthorize = (
  sandbox: Sandbox,
  changes: Record<string, string | null> = {},
  jar = new CookieJar(),
): Promise<Response> => browse(new URL(authorizeUrl(sandbox, changes)), jar)

/** Presses one button of the sign-in page or the church page. */
export function postChoice(
  sandbox: Sandbox,
  name: 'login' | 'church',
  value: string,
  jar: CookieJar,
): Promise<Response> {
  const page = { login: 'sign-in', church: 'church' }[name]
  const url = new URL(`${sandbox.url}/oauth/authorize/${page}${new URL(authorizeUrl(sandbox)).search}`)
  return browse(url, jar, new URLSearchParams({ [name]: value }))
}

export const headingOf = async (page: Response) => /<h1>(.*?)<\/h1>/.exec(await page.text())?.[1]

export function claimsIn(idToken: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
}
