import { setTimeout as pause } from 'node:timers/promises'
import { field, header, presence, refusal, shapeOf, type Answer, type Asking } from './asking'
import type { Notebook } from './facts'

/** What one way through Planning Center's sign-in brought back. */
export interface Round {
  code: string
  verifier: string
  /** Names of the callback's parameters. */
  parameters: string[]
}

interface Collaborators {
  asking: Asking
  notebook: Notebook
  callback: string
  avatarOrigin: string
  version: string
  randomId: () => string
}

const ME = '/people/v2/me?fields[Person]=avatar'
const SETTLES_WITHIN_MS = 5000
const LOOK_EVERY_MS = 50

/** What can be asked before anybody has signed in. */
export async function askAsNobody({ asking, notebook, callback, version, randomId }: Collaborators): Promise<void> {
  const junk = () => asking.oauth('/oauth/token', { grant_type: 'authorization_code', code: `first-contact-${randomId()}`, redirect_uri: callback, code_verifier: randomId() }, { Origin: 'https://example.org' })
  let refused: Answer | undefined
  await notebook.ask('a code nobody was given', '400 invalid_grant', async () => refusal((refused = await junk())))
  await notebook.ask('CORS at the token endpoint', 'absent, or *', () => Promise.resolve(refused ? header(refused, 'access-control-allow-origin') : 'not heard'))
  await notebook.ask('rate limit told by the token endpoint', 'absent', () => Promise.resolve(refused ? namesLike(refused, /rate|retry/) : 'not heard'))
  await notebook.ask('a refresh token nobody was given', '400 invalid_grant', async () => refusal(await asking.oauth('/oauth/token', { grant_type: 'refresh_token', refresh_token: randomId() })))
  let discovery: Answer | undefined
  await notebook.ask('the discovery document', '200', async () => String((discovery = await asking.get('/.well-known/openid-configuration')).status))
  for (const [name, expected] of [['code_challenge_methods_supported', 'S256'], ['grant_types_supported', 'authorization_code, refresh_token, …'], ['scopes_supported', 'openid, people, …'], ['id_token_signing_alg_values_supported', 'RS256']] as const)
    await notebook.ask(`… its ${name}`, expected, () => Promise.resolve(words(discovery?.json[name])))
  await notebook.ask('… whether it promises iss in the callback', 'absent', () => Promise.resolve(presence(discovery?.json['authorization_response_iss_parameter_supported'])))
  await notebook.ask(`the OpenAPI document of ${version}`, '200, without a token', async () => {
    const answer = await asking.get(`/people/v2/open_api/${version}`)
    const paths = answer.json['paths']
    return `${answer.status}${typeof paths === 'object' && paths ? `, ${Object.keys(paths).length} paths` : ''}`
  })
}

/** With tokens of whoever signed in; all of them are given back in the end. Resolves to whether PKCE protects. */
export async function askAsSomebody([first, second, third]: [Round, Round, Round], with_: Collaborators & { reuse: boolean }): Promise<boolean> {
  const { asking, notebook, callback, randomId, reuse } = with_
  const redeem = ({ code, verifier }: Pick<Round, 'code' | 'verifier'>) => keep(asking.oauth('/oauth/token', { grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: verifier }))
  const refresh = (token: unknown) => keep(asking.oauth('/oauth/token', { grant_type: 'refresh_token', refresh_token: String(token) }))
  const held = new Set<string>()

  /** Whatever comes of it is written nowhere, and given back. */
  async function keep(asked: Promise<Answer>): Promise<Answer> {
    const answer = await asked
    const { access_token, refresh_token, id_token } = answer.json
    notebook.hide(access_token, refresh_token, id_token, ...Object.values(claimsOf(id_token)))
    const back = refresh_token ?? access_token
    if (typeof back === 'string') held.add(back)
    return answer
  }
  const me = (pair: Answer, headers?: Record<string, string>) => asking.get(ME, { token: String(pair.json['access_token']), ...(headers && { headers }) })
  const alive = async (pair: Answer) => ((await me(pair)).status === 200 ? 'good' : 'dead')

  notebook.hide(...[first, second, third].flatMap(({ code, verifier }) => [code, verifier]))
  await notebook.ask('parameters of the callback', 'code, state', () => Promise.resolve([...first.parameters].sort().join(', ')))
  const one = await redeem(first)
  await notebook.ask('the exchange of a code', '200', () => Promise.resolve(refusal(one)))
  await notebook.ask('how soon a new token works', 'at once, or within a second', () => settling(() => me(one)))
  await notebook.ask('token_type, scope, expires_in', 'Bearer, present, 7200', () => Promise.resolve(`${field(one, 'token_type')}, ${presence(one.json['scope'])}, ${String(Number(one.json['expires_in']))}`))
  await notebook.ask('what an access token looks like', 'opaque', () => Promise.resolve(shapeOf(one.json['access_token'])))
  await askAboutIdentity(one, notebook)
  await askAboutAnswers(await me(one), with_, (headers) => me(one, headers))

  const two = await redeem(second)
  await notebook.ask('signing in again, without a consent page: a refresh token', 'present', () => Promise.resolve(presence(two.json['refresh_token'])))
  await notebook.ask('… and the tokens of the sign-in before', 'good', () => alive(one))

  const renewed = await refresh(one.json['refresh_token'])
  await notebook.ask('a refresh', '200, a new refresh token, with an id_token', () =>
    Promise.resolve(`${refusal(renewed)}, ${renewed.json['refresh_token'] === one.json['refresh_token'] ? 'the same refresh token' : `refresh token ${presence(renewed.json['refresh_token'])}`}, id_token ${presence(renewed.json['id_token'])}`),
  )
  if (reuse) {
    await notebook.ask('the old refresh token, before its successor is used', '200 or 400 invalid_grant', async () => refusal(await refresh(one.json['refresh_token'])))
    await notebook.ask('… and after', '400 invalid_grant', async () => {
      await me(renewed)
      return refusal(await refresh(one.json['refresh_token']))
    })
    await notebook.ask('… and the successor after that', 'good, or dead where reuse ends everything', () => alive(renewed))
    await notebook.ask('a code used twice', '400 invalid_grant', async () => refusal(await redeem(second)))
    await notebook.ask('… and the tokens it bought', 'good, or dead (RFC 6749 §4.1.2)', () => alive(two))
  }

  const taken = await redeem({ ...third, verifier: randomId() })
  notebook.hide(taken.json['access_token'])
  await notebook.ask('a wrong PKCE verifier', '400 invalid_grant', () => Promise.resolve(taken.status === 200 ? 'ALARM: it was taken' : refusal(taken)))
  await notebook.ask('… and the right one afterwards', '200, or 400 where a code is good for one try', async () => refusal(await redeem(third)))

  const last = await refresh(two.json['refresh_token'])
  await notebook.ask('giving a refresh token back', '200, JSON', async () => {
    const answer = await asking.oauth('/oauth/revoke', { token: String(last.json['refresh_token']), token_type_hint: 'refresh_token' })
    return `${answer.status}, ${header(answer, 'content-type')}`
  })
  await notebook.ask('… and the access token of the same pair', 'dead', () => alive(last))
  for (const token of held) await asking.oauth('/oauth/revoke', { token }).catch(() => undefined)
  return taken.status >= 400 && taken.status < 500
}

async function askAboutIdentity(pair: Answer, notebook: Notebook): Promise<void> {
  const claims = claimsOf(pair.json['id_token'])
  await notebook.ask('types of sub and organization_id', 'string, string', () => Promise.resolve(`${typeof claims['sub']}, ${typeof claims['organization_id']}`))
  await notebook.ask('how long an id_token is good', '3600 s', () => Promise.resolve(`${String(Number(claims['exp']) - Number(claims['iat']))} s`))
  await notebook.ask('claims of an id_token', 'aud, email, exp, iat, iss, name, nonce, organization_id, organization_name, sub', () => Promise.resolve(words(Object.keys(claims).sort())))
}

async function askAboutAnswers(answer: Answer, { asking, notebook, avatarOrigin }: Collaborators, again: (headers: Record<string, string>) => Promise<Answer>): Promise<void> {
  const { data } = answer.json as { data?: { id?: unknown; attributes?: { avatar?: unknown } } }
  notebook.hide(data?.id)
  await notebook.ask('how the rate limit is told', '100, 20 seconds or 20, a count', () => Promise.resolve(['limit', 'period', 'count'].map((part) => header(answer, `x-pco-api-request-rate-${part}`)).join(', ')))
  await notebook.ask('ETag, and 304 for it', 'absent', async () => {
    const etag = answer.headers.get('etag')
    return etag ? `present, then ${(await again({ 'If-None-Match': etag })).status}` : 'absent'
  })
  await notebook.ask('content-encoding', 'gzip, or absent', () => Promise.resolve(header(answer, 'content-encoding')))
  await notebook.ask('a photo, without a token', '200, image/…', async () => {
    const avatar = data?.attributes?.avatar
    if (typeof avatar !== 'string' || !URL.canParse(avatar)) return 'no photo'
    if (new URL(avatar).origin !== avatarOrigin) return 'it lies on another host than PCO_AVATAR_URL'
    const picture = await asking.picture(avatar)
    return `${picture.status}, ${header(picture, 'content-type')}`
  })
}

async function settling(ask: () => Promise<Answer>): Promise<string> {
  const began = performance.now()
  while (performance.now() - began < SETTLES_WITHIN_MS) {
    const asked = performance.now()
    if ((await ask()).status === 200) return asked - began < LOOK_EVERY_MS ? 'at once' : `after ${Math.round(asked - began)} ms`
    await pause(LOOK_EVERY_MS)
  }
  return `not within ${SETTLES_WITHIN_MS / 1000} s`
}

/** Names only, and only such as a specification would have. */
const words = (names: unknown) => (Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string' && /^[\w-]{1,40}$/.test(name)).join(', ') || 'none' : 'absent')
const namesLike = ({ headers }: Answer, pattern: RegExp) => words([...headers.keys()].filter((name) => pattern.test(name))).replace('none', 'absent')

/** Unverified: only what types and names it has is told, and its values are kept out of everything. */
function claimsOf(idToken: unknown): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(String(idToken).split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
  } catch {
    return {}
  }
}
