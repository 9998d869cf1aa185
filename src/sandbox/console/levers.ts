import { z } from 'zod'
import type { Sandbox } from '../sandbox'
import { ROTATION_MODES } from '../oauth/tokens'

type FieldKind =
  'everybody-or-seat' | 'seat' | 'church' | 'permission' | 'administrator' | 'mode' | 'status' | 'window' | 'requests' | 'limit' | 'uri'

export interface Lever {
  readonly name: string
  readonly label: string
  readonly meaning: string
  /** As the console's form asks for them; by HTTP the body is JSON with the same names. */
  readonly fields: FieldKind[]
  pull(sandbox: Sandbox, body: unknown): void
}

/** `{churchId, personId}`, or `churchId/personId` as a form sends it. */
const seat = z.union([
  z.object({ churchId: z.string(), personId: z.string() }),
  z.templateLiteral([z.string(), '/', z.string()]).transform(text => {
    const [churchId = '', personId = ''] = text.split('/')
    return { churchId, personId }
  }),
])
const permission = z.enum(['none', 'No access', 'Viewer', 'Editor', 'Manager'])
const rateRules = z.object({
  limit: z.coerce.number().int().positive(),
  deepLimit: z.coerce.number().int().positive(),
  periodSeconds: z.coerce.number().positive(),
  window: z.enum(['fixed', 'sliding']),
})

interface LeverPlan<Body extends z.ZodType> extends Omit<Lever, 'pull'> {
  readonly body: Body
  readonly act: (sandbox: Sandbox, body: z.output<Body>) => void
}

const lever = <Body extends z.ZodType>({ body, act, ...words }: LeverPlan<Body>): Lever => ({
  ...words,
  pull: (sandbox, unchecked) => act(sandbox, body.parse(unchecked)),
})

export const LEVERS: Lever[] = [
  lever({
    name: 'expire-access-tokens',
    label: 'Expire access tokens',
    meaning: 'The two hours are over: 401 BABOON until refreshed.',
    fields: ['everybody-or-seat'],
    body: z.object({ seat: seat.optional() }),
    act: (sandbox, body) => sandbox.expireAccessTokens(body.seat),
  }),
  lever({
    name: 'revoke-grants',
    label: 'Disconnect the application',
    meaning: 'As if the user had disconnected it: 401 CAPUCHIN, and refreshing says invalid_grant.',
    fields: ['everybody-or-seat'],
    body: z.object({ seat: seat.optional() }),
    act: (sandbox, body) => sandbox.revokeGrants(body.seat),
  }),
  lever({
    name: 'set-permission',
    label: 'Change a permission',
    meaning: 'Changes what a person may do in People; their tokens stay alive and nobody is told.',
    fields: ['seat', 'permission', 'administrator'],
    body: z.object({ seat, permission: permission.optional(), siteAdministrator: z.union([z.boolean(), z.stringbool()]).optional() }),
    act: (sandbox, body) =>
      sandbox.setPermission(body.seat, {
        ...(body.permission && { peoplePermissions: body.permission === 'none' ? null : body.permission }),
        ...(body.siteAdministrator !== undefined && { siteAdministrator: body.siteAdministrator }),
      }),
  }),
  lever({
    name: 'spend',
    label: 'Spend requests',
    meaning: 'Another application uses up this person’s rate limit.',
    fields: ['seat', 'requests'],
    body: z.object({ seat, requests: z.coerce.number().int().positive() }),
    act: (sandbox, body) => sandbox.spend(body.seat, body.requests),
  }),
  lever({
    name: 'rate-limit',
    label: 'Change the rate limit',
    meaning: 'Everybody’s limit, and whether it counts in fixed or sliding windows; in force at once.',
    fields: ['limit', 'window'],
    body: rateRules.partial().transform(rules => Object.fromEntries(Object.entries(rules))),
    act: (sandbox, body) => sandbox.setRateLimit(body),
  }),
  lever({
    name: 'rotation',
    label: 'Change what a refresh kills',
    meaning: 'What becomes of the old pair of tokens when a new one is handed out.',
    fields: ['mode'],
    body: z.object({ mode: z.enum(ROTATION_MODES) }),
    act: (sandbox, body) => sandbox.setRotation(body.mode),
  }),
  lever({
    name: 'dead-grant-status',
    label: 'Change how a dead grant is refused',
    meaning: 'The status of the token endpoint’s invalid_grant: the documentation is silent, and both have been seen.',
    fields: ['status'],
    body: z.object({ status: z.coerce.number().pipe(z.literal([400, 401])) }),
    act: (sandbox, body) => sandbox.setInvalidGrantStatus(body.status),
  }),
  lever({
    name: 'add-redirect-uri',
    label: 'Allow a redirect address',
    meaning: 'Registers one more callback address, compared letter by letter.',
    fields: ['uri'],
    body: z.object({ uri: z.url() }),
    act: (sandbox, body) => sandbox.addRedirectUri(body.uri),
  }),
  lever({
    name: 'delete-person',
    label: 'Delete a person',
    meaning: 'Profile and login are gone: 401 FLAMINGO. Cannot be undone.',
    fields: ['seat'],
    body: z.object({ seat }),
    act: (sandbox, body) => sandbox.deletePerson(body.seat),
  }),
  lever({
    name: 'delete-church',
    label: 'Delete a church',
    meaning: 'The whole organization is gone: 401 LEMMING. Cannot be undone.',
    fields: ['church'],
    body: z.object({ church: z.string() }),
    act: (sandbox, body) => sandbox.deleteChurch(body.church),
  }),
  lever({
    name: 'delete-application',
    label: 'Delete the application',
    meaning: '401 CHINCHILLA, and the token endpoint says invalid_client. Cannot be undone.',
    fields: [],
    body: z.object({}),
    act: sandbox => sandbox.deleteApplication(),
  }),
]
