import { z } from 'zod'
import { readKeyring, type Keyring } from './sealing'

/** All settings wrong at once, in the words of the person who has to mend them. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems'
  constructor(readonly problems: string[]) {
    super(`Foyer cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

export interface Config {
  production: boolean
  port: number
  publicUrl: URL
  planningCenter: {
    url: string
    avatarUrl: string
    clientId: string
    clientSecret: string
    scopes: string[]
    contact: string
    /** Ids of the churches that may sign in, or null for any. */
    organizations: ReadonlySet<string> | null
  }
  operatorName: string | null
  sampleChurch: boolean
  footNote: string | null
  redis: { url: string; sentinelName: string | null }
  sessionSecrets: string[]
  keyring: Keyring
  trustedProxies: string[]
  logLevel: string
  times: Times
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Every duration Foyer knows, in milliseconds, so that a test can run them scaled. */
export const defaultTimes = {
  /** No request goes without its first byte for longer (promise 8); work stops a little earlier to say so. */
  firstByte: 10 * SECOND,
  requestBudget: 9.3 * SECOND,

  sessionIdle: 30 * MINUTE,
  sessionAbsolute: 8 * HOUR,
  /** "Last seen" is written at most this often, so that reading a page costs no write. */
  sessionSeenStep: MINUTE,

  /** A sign-in attempt must come back from Planning Center within this time … */
  loginAttempt: 10 * MINUTE,
  /** … but is remembered longer, so that a late visitor can start again towards the same page. */
  loginMemory: 2 * HOUR,
  /** Three completed sign-ins in a row that never led to a signed-in page, within this time, are a loop. */
  loginLoop: MINUTE,

  /** Access tokens live two hours; renewing starts this early … */
  renewEarly: 300 * SECOND,
  /** … plus a share of this, different for each grant, so that an office does not renew as one. */
  renewJitter: 60 * SECOND,
  /** With more left than this nobody waits for a renewal. */
  renewWait: 30 * SECOND,
  /** simple-oauth2 applies its time-out to headers and to body, so a call lasts at most twice this. */
  tokenPhase: 9 * SECOND,
  renewLock: 40 * SECOND,
  /** Less lock time left than this: the call might outlive the lock, so it is not begun. */
  renewLockMargin: 20 * SECOND,
  renewPageWait: 8 * SECOND,
  renewPollMin: 25,
  renewPollMax: 200,
  /** After a failed renewal the token endpoint is left alone for this long, doubling up to the maximum. */
  renewCoolDown: 10 * SECOND,
  renewCoolDownMax: 60 * SECOND,
  /** New tokens that Redis would not take are offered again for this long. */
  commitRetry: 60 * SECOND,
  /** A 401 this soon after a renewal is Planning Center's replicas catching up, not a dead token. */
  tokenSettles: 10 * SECOND,
  settlePauseMin: 300,
  settlePauseMax: 800,
  /** Planning Center: a refresh token is good for 90 days after its access token was issued. */
  grantLife: 90 * 24 * HOUR,

  revokePhase: 3 * SECOND,
  revokeFor: 24 * HOUR,
  revokeEvery: 30 * SECOND,

  apiCall: 8 * SECOND,
  /** A 429 asking for a longer pause becomes a page that says when. */
  rateLimitPause: 5 * SECOND,
  retryPauseMin: 100,
  retryPauseMax: 400,

  redisCommand: 500,
  redisConnect: 2 * SECOND,

  /** Between "not ready" and "no new connections", for the load balancer to notice. */
  stopNotice: 5 * SECOND,
  stopHard: 25 * SECOND,
}
export type Times = typeof defaultTimes

/** Names the development secrets, so that production can refuse them. */
const DEVELOPMENT_SECRET = 'for-development-only-never-in-production'
const DEVELOPMENT_KEY = Buffer.alloc(32, DEVELOPMENT_SECRET).toString('base64')
const STAND_IN_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

const list = (text: string) => text.split(',').map((part) => part.trim()).filter(Boolean)
const httpUrl = z.string().refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), 'must be an http(s) address')
const whole = (min: number, max: number) => z.coerce.number().int().min(min, `must be ${min} to ${max}`).max(max, `must be ${min} to ${max}`)

const settings = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: whole(0, 65_535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  PCO_URL: httpUrl.default('https://api.planningcenteronline.com'),
  PCO_AVATAR_URL: httpUrl.default('https://avatars.planningcenteronline.com'),
  PCO_CLIENT_ID: z.string({ error: 'is missing: register an application at https://api.planningcenteronline.com/oauth/applications' }).min(1),
  PCO_CLIENT_SECRET: z.string({ error: 'is missing: it was shown once when the application was registered' }).min(1),
  PCO_SCOPES: z.string().default('openid people'),
  PCO_CONTACT: z.string().optional(),
  PCO_ORGANIZATIONS: z.string().optional(),
  OPERATOR_NAME: z.string().optional(),
  SAMPLE_CHURCH: z.string().optional(),
  FOOT_NOTE: z.string().optional(),
  REDIS_URL: z.string({ error: 'is missing: for example redis://localhost:6379' }).min(1),
  REDIS_SENTINEL_NAME: z.string().optional(),
  SESSION_SECRETS: z.string().default(DEVELOPMENT_SECRET),
  ENCRYPTION_KEYS: z.string().default(DEVELOPMENT_KEY),
  TRUSTED_PROXIES: z.string().default(''),
  SESSION_IDLE_MINUTES: whole(5, 24 * 60).default(30),
  SESSION_ABSOLUTE_HOURS: whole(1, 24).default(8),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEBUG: z.string().optional(),
})
type Settings = z.infer<typeof settings>

/**
 * Reads the environment once. An empty variable counts as absent, as in a copied `.env.example`.
 * @throws ConfigProblems naming every variable that is wrong and its mend, together.
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = settings.safeParse(given)
  if (!parsed.success) throw new ConfigProblems(parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))

  const problems = [...commonProblems(parsed.data), ...(parsed.data.NODE_ENV === 'production' ? productionProblems(parsed.data) : [])]
  const { keyring, problem } = readKeyring(list(parsed.data.ENCRYPTION_KEYS))
  if (problem) problems.push(`ENCRYPTION_KEYS ${problem}`)
  if (problems.length || !keyring) throw new ConfigProblems(problems)
  return toConfig(parsed.data, keyring)
}

function toConfig(from: Settings, keyring: Keyring): Config {
  const organizations = from.PCO_ORGANIZATIONS ?? 'any'
  return {
    production: from.NODE_ENV === 'production',
    port: from.PORT,
    publicUrl: new URL(from.PUBLIC_URL ?? `http://localhost:${from.PORT}`),
    planningCenter: {
      url: new URL(from.PCO_URL).origin,
      avatarUrl: new URL(from.PCO_AVATAR_URL).origin,
      clientId: from.PCO_CLIENT_ID,
      clientSecret: from.PCO_CLIENT_SECRET,
      scopes: [...new Set(['openid', ...from.PCO_SCOPES.split(/\s+/).filter(Boolean)])],
      contact: from.PCO_CONTACT ?? 'development',
      organizations: organizations === 'any' ? null : new Set(list(organizations)),
    },
    operatorName: from.OPERATOR_NAME ?? null,
    sampleChurch: from.SAMPLE_CHURCH === '1',
    footNote: from.FOOT_NOTE ?? null,
    redis: { url: from.REDIS_URL, sentinelName: from.REDIS_SENTINEL_NAME ?? null },
    sessionSecrets: list(from.SESSION_SECRETS),
    keyring,
    trustedProxies: list(from.TRUSTED_PROXIES),
    logLevel: from.LOG_LEVEL,
    times: { ...defaultTimes, sessionIdle: from.SESSION_IDLE_MINUTES * MINUTE, sessionAbsolute: from.SESSION_ABSOLUTE_HOURS * HOUR },
  }
}

function commonProblems(from: Settings): string[] {
  const problems: string[] = []
  const publicUrl = from.PUBLIC_URL && new URL(from.PUBLIC_URL)
  if (publicUrl && (publicUrl.pathname !== '/' || publicUrl.search || publicUrl.username))
    problems.push(`PUBLIC_URL must be the bare address, such as https://foyer.example.org, without path, query or password`)
  if (publicUrl && publicUrl.protocol === 'http:' && !STAND_IN_HOSTS.has(publicUrl.hostname))
    problems.push('PUBLIC_URL may be http only on localhost: put a TLS proxy in front and use https')
  if (!/^(rediss?|unix|sentinel|sentinels):/.test(from.REDIS_URL))
    problems.push('REDIS_URL must begin with redis://, rediss://, sentinel:// or unix://')
  if (/^sentinels?:/.test(from.REDIS_URL) && !from.REDIS_SENTINEL_NAME)
    problems.push('REDIS_SENTINEL_NAME is missing: the name Sentinel knows the primary by, such as mymaster')
  if (from.PCO_ORGANIZATIONS && from.PCO_ORGANIZATIONS !== 'any' && list(from.PCO_ORGANIZATIONS).some((id) => !/^\d+$/.test(id)))
    problems.push('PCO_ORGANIZATIONS must be organization ids (digits) separated by commas, or the word any')
  return problems
}

function productionProblems(from: Settings): string[] {
  const problems: string[] = []
  if (!from.PUBLIC_URL) problems.push('PUBLIC_URL is missing: the https address people type, such as https://foyer.example.org')
  else if (!from.PUBLIC_URL.startsWith('https:')) problems.push('PUBLIC_URL must be https in production: cookies are not safe otherwise')
  for (const name of ['PCO_URL', 'PCO_AVATAR_URL'] as const)
    if (!from[name].startsWith('https:') || STAND_IN_HOSTS.has(new URL(from[name]).hostname))
      problems.push(`${name} points at a stand-in: leave it out in production`)
  if (!from.PCO_CONTACT) problems.push('PCO_CONTACT is missing: an e-mail or web address Planning Center can reach you at; it goes into the User-Agent')
  if (!from.PCO_ORGANIZATIONS) problems.push('PCO_ORGANIZATIONS is missing: the id of your church in Planning Center, or the word any')
  if (from.SAMPLE_CHURCH) problems.push('SAMPLE_CHURCH belongs to the demo: leave it out in production')
  const secrets = list(from.SESSION_SECRETS)
  if (secrets.includes(DEVELOPMENT_SECRET)) problems.push('SESSION_SECRETS is missing: at least 32 random characters, see .env.example')
  else if (secrets.some((secret) => secret.length < 32 || new Set(secret).size < 10))
    problems.push('SESSION_SECRETS has one that is too short or too simple: at least 32 random characters each, see .env.example')
  if (list(from.ENCRYPTION_KEYS).includes(DEVELOPMENT_KEY)) problems.push('ENCRYPTION_KEYS is missing: 32 random bytes as base64 or hex, see .env.example')
  // These packages print tokens, codes and the client secret when debugging is on.
  if (from.DEBUG && /\*|simple-oauth2|ioredis|express-session/.test(from.DEBUG))
    problems.push('DEBUG would print secrets: leave it out in production')
  return problems
}
