import { isIP } from 'node:net'
import { z } from 'zod'
import { readKey, readKeyring, type Keyring } from './sealing'
import { defaultTimes, HOUR, MINUTE, type Times } from './times'

/** All settings wrong at once, in the words of the person who has to mend them. */
export class ConfigProblems extends Error {
  override readonly name = 'ConfigProblems'
  constructor(readonly problems: string[]) {
    super(`Foyer cannot start:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
  }
}

export type DatabaseAddress =
  | { engine: 'postgres'; url: string }
  /** A folder, or null for memory alone: for the demo, development and tests. */
  | { engine: 'pglite'; folder: string | null; snapshot?: string }

/** What comes from registering an application at Planning Center; everything else can be had before. */
const APPLICATION = ['PCO_CLIENT_ID', 'PCO_CLIENT_SECRET'] as const
export type ApplicationSetting = (typeof APPLICATION)[number]

export interface Config {
  production: boolean
  /** Templates and stylesheets are read at the start; in development for each page, since somebody is writing them. */
  readsOnce: boolean
  port: number
  publicUrl: URL
  planningCenter: {
    url: string
    avatarUrl: string
    clientId: string
    clientSecret: string
    /** Which of the two are missing: then there is nothing but the setup page. */
    lacks: ApplicationSetting[]
    scopes: string[]
    /** What may be asked for on top of that, by whoever wants to look around. */
    explorerScopes: string[]
    contact: string
    /** Ids of the churches that may sign in, or null for any. */
    organizations: ReadonlySet<string> | null
  }
  /** Looking around in Planning Center; null: nobody may. */
  explorer: { onlyAdministrators: boolean } | null
  operatorName: string | null
  sampleChurch: boolean
  footNote: string | null
  redis: { url: string; sentinelName: string | null }
  /** Null in development without one: then nothing is copied or kept. */
  database: DatabaseAddress | null
  sessionSecrets: string[]
  keyring: Keyring
  /** Some of the two are those of this file, which anybody can read. */
  usesPublishedSecrets: boolean
  trustedProxies: string[]
  logLevel: string
  /** Where the figures can be read; null: nowhere. */
  metrics: { host: string; port: number } | null
  times: Times
}

/** Published in this file, so good for nothing that others can reach. */
const DEVELOPMENT_SECRET = 'for-development-only-never-in-production'
const DEVELOPMENT_KEY = Buffer.alloc(32, DEVELOPMENT_SECRET).toString('base64')

const words = (text: string) => text.split(/\s+/).filter(Boolean)
const list = (text: string) => text.split(',').map((part) => part.trim()).filter(Boolean)
const address = (text: string) => (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? new URL(text) : null)
const isStandIn = (url: URL) => /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(url.hostname)

/** What the explorer can look at: Planning Center's products, as their scopes are called. */
const SCOPES = ['people', 'services', 'groups', 'check_ins', 'calendar', 'giving', 'registrations', 'publishing', 'webhooks', 'api']

const httpUrl = z.string().refine(address, 'must be an http(s) address, such as https://foyer.example.org')
const whole = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max, `must be ${min} to ${max}, a whole number`)
    .transform(Number)

const settings = {
  NODE_ENV: z.enum(['production', 'development', 'test'], { error: 'must be production or development' }).default('development'),
  PORT: whole(0, 65_535).default(3000),
  PUBLIC_URL: httpUrl.optional(),
  PCO_URL: httpUrl.default('https://api.planningcenteronline.com'),
  PCO_AVATAR_URL: httpUrl.default('https://avatars.planningcenteronline.com'),
  PCO_CLIENT_ID: z.string({ error: 'is missing: register an application at https://api.planningcenteronline.com/oauth/applications' }),
  PCO_CLIENT_SECRET: z.string({ error: 'is missing: it was shown once when the application was registered' }),
  PCO_SCOPES: z.string().default('openid people'),
  PCO_CONTACT: z.string().optional(),
  EXPLORER: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  EXPLORER_SCOPES: z.string().refine((text) => words(text).every((word) => SCOPES.includes(word)), `must be among ${SCOPES.join(' ')}, separated by spaces`).default(''),
  PCO_ORGANIZATIONS: z
    .string()
    .refine((text) => text === 'any' || (list(text).length > 0 && list(text).every((id) => /^\d+$/.test(id))), 'must be organization ids (digits) separated by commas, or the word any')
    .optional(),
  OPERATOR_NAME: z.string().optional(),
  SAMPLE_CHURCH: z.string().optional(),
  FOOT_NOTE: z.string().optional(),
  REDIS_URL: z.string({ error: 'is missing: for example redis://localhost:6379' }).refine(isRedisUrl, 'must begin with redis://, rediss://, sentinel:// or unix://, such as redis://localhost:6379/0'),
  REDIS_SENTINEL_NAME: z.string().optional(),
  DATABASE_URL: z.string().refine(isDatabaseUrl, 'must begin with postgres://, such as postgres://foyer:password@localhost/foyer, or in development with pglite: and a folder').optional(),
  SESSION_SECRETS: z.string().refine((text) => list(text).length > 0, 'is empty: at least 32 random characters, see .env.example').default(DEVELOPMENT_SECRET),
  ENCRYPTION_KEYS: z.string().default(DEVELOPMENT_KEY),
  TRUSTED_PROXIES: z.string().refine((text) => list(text).every(isProxyName), 'must be addresses, such as 10.0.0.5 or 10.0.0.0/8, or loopback, linklocal, uniquelocal').default(''),
  SESSION_IDLE_MINUTES: whole(5, 24 * 60).default(30),
  SESSION_ABSOLUTE_HOURS: whole(1, 24).default(8),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'must be fatal, error, warn, info, debug, trace or silent' }).default('info'),
  METRICS_PORT: whole(1, 65_535).optional(),
  METRICS_HOST: z.string().refine((text) => isIP(text) > 0, 'must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them').default('127.0.0.1'),
  DEBUG: z.string().optional(),
}
/** Every variable that is read, for whoever compares them with what is written about them. */
export const settingNames = Object.keys(settings)

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name]> }
/** All that was right, or need not be there yet. */
type Accepted = Omit<Settings, ApplicationSetting> & Partial<Pick<Settings, ApplicationSetting>>

/**
 * Reads the environment once. An empty variable counts as absent, as in a copied `.env.example`.
 * `mayLackApplication`: whoever starts with it can do without what Planning Center has not given yet.
 * @throws ConfigProblems naming every variable that is wrong and its mend, together.
 */
export function loadConfig(env: Record<string, string | undefined>, { mayLackApplication = false } = {}): Config {
  const problems: string[] = []
  const read = Object.entries(settings).flatMap(([name, shape]) => {
    const parsed = shape.safeParse(env[name]?.trim() || undefined)
    const isLeftOut = mayLackApplication && APPLICATION.some((one) => one === name)
    if (!parsed.success && !isLeftOut) problems.push(`${name} ${parsed.error.issues[0]?.message ?? 'is wrong'}`)
    return parsed.success ? [[name, parsed.data]] : []
  })
  // What is wrong is left out, so that the rest is looked at all the same.
  const from = Object.fromEntries(read) as Partial<Settings>
  const { keyring, problem } = readKeyring(list(from.ENCRYPTION_KEYS ?? ''))
  if (problem) problems.push(`ENCRYPTION_KEYS ${problem}`)
  problems.push(...commonProblems(from), ...(isReachable(from) ? secretProblems(from) : []), ...(from.NODE_ENV === 'production' ? productionProblems(from, env) : []))
  if (problems.length > 0 || !keyring) throw new ConfigProblems(problems)
  return toConfig(from as Accepted, keyring)
}

function toConfig(from: Accepted, keyring: Keyring): Config {
  const isProduction = from.NODE_ENV === 'production'
  const explorer = (from.EXPLORER ?? (isProduction ? 'off' : 'on')) === 'on' ? { onlyAdministrators: isProduction } : null
  return {
    production: isProduction,
    readsOnce: from.NODE_ENV !== 'development',
    port: from.PORT,
    publicUrl: new URL(from.PUBLIC_URL ?? `http://localhost:${from.PORT}`),
    planningCenter: {
      url: new URL(from.PCO_URL).origin,
      avatarUrl: withPath(new URL(from.PCO_AVATAR_URL)),
      clientId: from.PCO_CLIENT_ID ?? '',
      clientSecret: from.PCO_CLIENT_SECRET ?? '',
      lacks: APPLICATION.filter((name) => !from[name]),
      scopes: [...new Set(['openid', ...words(from.PCO_SCOPES)])],
      explorerScopes: explorer ? words(from.EXPLORER_SCOPES) : [],
      contact: from.PCO_CONTACT ?? 'development',
      organizations: from.PCO_ORGANIZATIONS && from.PCO_ORGANIZATIONS !== 'any' ? new Set(list(from.PCO_ORGANIZATIONS)) : null,
    },
    explorer,
    operatorName: from.OPERATOR_NAME ?? null,
    sampleChurch: from.SAMPLE_CHURCH === '1',
    footNote: from.FOOT_NOTE ?? null,
    redis: { url: from.REDIS_URL, sentinelName: from.REDIS_SENTINEL_NAME ?? null },
    database: from.DATABASE_URL ? databaseAddress(from.DATABASE_URL) : null,
    sessionSecrets: list(from.SESSION_SECRETS),
    keyring,
    usesPublishedSecrets: list(from.SESSION_SECRETS).includes(DEVELOPMENT_SECRET) || list(from.ENCRYPTION_KEYS).some((key) => readKey(key).toString('base64') === DEVELOPMENT_KEY),
    trustedProxies: list(from.TRUSTED_PROXIES),
    logLevel: from.LOG_LEVEL,
    metrics: from.METRICS_PORT === undefined ? null : { host: from.METRICS_HOST, port: from.METRICS_PORT },
    times: { ...defaultTimes, sessionIdle: from.SESSION_IDLE_MINUTES * MINUTE, sessionAbsolute: from.SESSION_ABSOLUTE_HOURS * HOUR },
  }
}

/** Photos may live under a path of their host, as the sandbox's do. */
const withPath = ({ origin, pathname }: URL) => origin + pathname.replace(/\/+$/, '')

function commonProblems(from: Partial<Settings>): string[] {
  const problems: string[] = []
  const publicUrl = from.PUBLIC_URL ? address(from.PUBLIC_URL) : null
  if (publicUrl && publicUrl.href !== `${publicUrl.origin}/`) problems.push('PUBLIC_URL must be the bare address, such as https://foyer.example.org, without path, query or password')
  if (publicUrl?.protocol === 'http:' && !isStandIn(publicUrl) && from.NODE_ENV !== 'production') problems.push('PUBLIC_URL may be http only on localhost: put a TLS proxy in front and use https')
  if (/^sentinels?:/.test(from.REDIS_URL ?? '') && !from.REDIS_SENTINEL_NAME)
    problems.push('REDIS_SENTINEL_NAME is missing: the name Sentinel knows the primary by, such as mymaster')
  if (from.METRICS_PORT !== undefined && from.METRICS_PORT === from.PORT) problems.push('METRICS_PORT must be another port than PORT, for what visitors can reach they can read')
  return problems
}

/** Others than the person who started it can come in. */
const isReachable = (from: Partial<Settings>) => from.NODE_ENV === 'production' || from.PUBLIC_URL?.startsWith('https:')

function secretProblems(from: Partial<Settings>): string[] {
  const problems: string[] = []
  const secrets = list(from.SESSION_SECRETS ?? '')
  if (secrets.includes(DEVELOPMENT_SECRET)) problems.push('SESSION_SECRETS is missing: at least 32 random characters, see .env.example')
  else if (secrets.some((secret) => secret.length < 32 || new Set(secret).size < 10))
    problems.push('SESSION_SECRETS has one that is too short or too simple: at least 32 random characters each, see .env.example')

  const keys = list(from.ENCRYPTION_KEYS ?? '').map(readKey)
  if (keys.some((key) => key.toString('base64') === DEVELOPMENT_KEY)) problems.push('ENCRYPTION_KEYS is missing: 32 random bytes as base64 or hex, see .env.example')
  else if (keys.some((key) => key.length === 32 && new Set(key).size < 8)) problems.push('ENCRYPTION_KEYS has one that is too simple: 32 random bytes as base64 or hex, see .env.example')
  return problems
}

function productionProblems(from: Partial<Settings>, env: Record<string, string | undefined>): string[] {
  const problems: string[] = []
  if (!env['PUBLIC_URL']?.trim()) problems.push('PUBLIC_URL is missing: the https address people type, such as https://foyer.example.org')
  else if (from.PUBLIC_URL && !from.PUBLIC_URL.startsWith('https:')) problems.push('PUBLIC_URL must be https in production: cookies are not safe otherwise')
  for (const name of ['PCO_URL', 'PCO_AVATAR_URL'] as const) {
    const url = address(from[name] ?? '')
    if (url && (url.protocol !== 'https:' || isStandIn(url))) problems.push(`${name} points at a stand-in: leave it out in production`)
  }
  if (!from.PCO_CONTACT) problems.push('PCO_CONTACT is missing: an e-mail or web address Planning Center can reach you at; it goes into the User-Agent')
  if (!env['PCO_ORGANIZATIONS']?.trim()) problems.push('PCO_ORGANIZATIONS is missing: the id of your church in Planning Center, or the word any')
  if (!from.DATABASE_URL) problems.push('DATABASE_URL is missing: for example postgres://foyer:password@localhost/foyer')
  else if (from.DATABASE_URL.startsWith('pglite:')) problems.push('DATABASE_URL must be PostgreSQL in production: two processes would ruin an embedded database')
  if (from.SAMPLE_CHURCH) problems.push('SAMPLE_CHURCH belongs to the demo: leave it out in production')
  // These packages print tokens, codes and the client secret when debugging is on.
  if (from.DEBUG && /\*|simple-oauth2|ioredis|express-session/.test(from.DEBUG)) problems.push('DEBUG would print secrets: leave it out in production')
  return problems
}

function isRedisUrl(text: string): boolean {
  const sentinel = /^sentinels?:\/\/(?:[^@/]*@)?([^/@]+)(?:\/\d+)?$/.exec(text)
  if (sentinel) return (sentinel[1] ?? '').split(',').every((host) => /^[\w.-]+(:\d{1,5})?$/.test(host))
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  if (protocol === 'unix:') return pathname.length > 1
  return /^rediss?:$/.test(protocol) && hostname !== '' && /^(\/\d*)?$/.test(pathname)
}

function isDatabaseUrl(text: string): boolean {
  return /^pglite:./.test(text) || (URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol))
}

/** `pglite:memory`, or `pglite:` and a folder; all else is PostgreSQL's. */
function databaseAddress(url: string): DatabaseAddress {
  const [, folder] = /^pglite:(.+)$/.exec(url) ?? []
  return folder === undefined ? { engine: 'postgres', url } : { engine: 'pglite', folder: folder === 'memory' ? null : folder }
}

/** What Express' `trust proxy` understands; `true` is not among it, for then anybody could claim any address. */
function isProxyName(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true
  const [ip = '', bits] = text.split('/')
  const widest = isIP(ip) === 4 ? 32 : 128
  return isIP(ip) > 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= widest))
}
