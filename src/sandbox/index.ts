import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import { createApi, createAvatars } from './api/index'
import { bearerOf, guardApi, refuseUnknown, userKey } from './api-gate'
import { recordCalls } from './calls'
import { createConsole } from './console/routes'
import { guardEdge } from './edge'
import { createFaults, type Faults } from './faults'
import { createInterludes, playInterludes, type Interludes } from './interludes'
import { registerApplication } from './oauth/application'
import type { Authority } from './oauth/authority'
import { createCodes } from './oauth/codes'
import { createIdentity } from './oauth/identity'
import { createOAuth } from './oauth/routes'
import { createTokens } from './oauth/tokens'
import { createRateLimits, type RateLimits } from './rate-limits'
import type { Sandbox, SandboxOptions } from './sandbox'
import { actOutFaults } from './struck-answers'
import { createChurn, createWorld, deleteChurch, deletePerson, setListRunTime, setPermission, setReplicaLag, type World } from './world/world'

export type { Call, CallKind } from './calls'
export type { Fault, FaultInForce } from './faults'
export type { RotationMode } from './oauth/tokens'
export type { Sandbox, SandboxOptions } from './sandbox'

/** A pretend Planning Center on real HTTP: OAuth, OpenID Connect, the API, its faults and a console at /sandbox. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.clock ?? { now: () => Date.now() }
  const world = createWorld({ clock, ...(options.people !== undefined && { people: options.people }) })
  const address = { url: '' }
  const authority = await createAuthority(options, world, () => address.url)
  const server = createServer()
  const host = options.host ?? '127.0.0.1'
  server.listen(options.port ?? 0, host)
  await once(server, 'listening')
  // From here to the end nothing may be awaited: a request that came in between would never be answered.
  address.url = `http://${host}:${(server.address() as AddressInfo).port}`
  const parts = { authority, faults: createFaults(), rateLimits: createRateLimits(clock), interludes: createInterludes() }
  const sandbox = createSandbox({ ...parts, address, server })
  server.on('request', createPlanningCenter({ ...parts, sandbox, requireFields: options.requireFields ?? false }))
  return sandbox
}

async function createAuthority(options: SandboxOptions, world: World, issuer: () => string): Promise<Authority> {
  const secrets = new Set<string>()
  return {
    world,
    application: registerApplication(options),
    tokens: createTokens(world.clock, secrets),
    codes: createCodes(world.clock, secrets),
    secrets,
    identity: await createIdentity(world),
    issuer,
    rules: {
      rotation: options.rotation ?? 'dies-when-successor-is-used',
      invalidGrantStatus: options.invalidGrantStatus ?? 400,
    },
  }
}

interface Parts {
  authority: Authority
  faults: Faults
  rateLimits: RateLimits
  interludes: Interludes
}

function createPlanningCenter(parts: Parts & { sandbox: Sandbox; requireFields: boolean }): Express {
  const { authority, faults, sandbox, requireFields } = parts
  const { world, tokens } = authority
  const app = express().disable('x-powered-by').disable('etag')
  app.get('/', (_req, res) => res.redirect(302, '/sandbox'))
  app.use('/sandbox', createConsole({ sandbox, faults, authority }))
  app.use(recordCalls(sandbox.calls, () => world.clock.now()))
  app.use(guardEdge)
  app.use(
    actOutFaults(faults, req => {
      const pair = tokens.byAccess(bearerOf(req) ?? '')
      return pair && world.clock.now() - pair.issuedAt
    }),
  )
  app.use(createOAuth(authority))
  app.use('/avatars', createAvatars(world))
  const isApi = /^\/[a-z_-]+\/v2(?=\/|$)/
  app.all(isApi, guardApi({ ...parts, ...authority }))
  app.all(isApi, playInterludes(parts.interludes))
  app.use(createApi(world, { publicUrl: () => sandbox.url, avatarUrl: () => sandbox.avatarUrl, requireFields }))
  app.all(isApi, refuseUnknown)
  return app
}

function createSandbox({ address, server, ...parts }: Parts & { address: { url: string }; server: Server }): Sandbox {
  const { authority, faults, rateLimits, interludes } = parts
  const { world, application, tokens, codes, rules } = authority
  return {
    get url() {
      return address.url
    },
    get avatarUrl() {
      return `${address.url}/avatars`
    },
    clientId: application.clientId,
    clientSecret: application.clientSecret,
    world,
    calls: [],
    secrets: authority.secrets,
    callItself: url => void (address.url = url),
    setRotation: mode => void (rules.rotation = mode),
    setInvalidGrantStatus: status => void (rules.invalidGrantStatus = status),
    addRedirectUri: uri => void application.redirectUris.add(uri),
    addFault: fault => faults.add(fault),
    clearFaults: () => faults.clear(),
    expireAccessTokens: who => tokens.expire(who),
    revokeGrants(who) {
      tokens.revoke(who)
      codes.discard(who)
    },
    deletePerson: who => deletePerson(world, who),
    deleteChurch: churchId => deleteChurch(world, churchId),
    deleteApplication: () => void (application.deleted = true),
    setPermission: (who, change) => setPermission(world, who, change),
    spend: (who, requests) => rateLimits.spend(userKey(who), requests),
    setRateLimit: changed => rateLimits.change(changed),
    churn: (churchId = firstChurch(world)) => createChurn(world, churchId),
    setReplicaLag: milliseconds => setReplicaLag(world, milliseconds),
    setListRunTime: milliseconds => setListRunTime(world, milliseconds),
    beforeAnswer: act => interludes.add(act),
    liveTokens: () => tokens.alive(),
    close: () => close(server),
  }
}

function firstChurch(world: World): string {
  return world.churches.keys().next().value ?? ''
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return
  const closed = once(server, 'close')
  server.close()
  // Answers that a fault holds back would keep it open for ever.
  server.closeAllConnections()
  await closed
}
