import { Router, type Request, type Response } from 'express'
import { finishListRuns, type World } from '../world/world'
import { current } from './current/product'
import { describedProducts } from './described/product'
import { answer } from './graph/answer'
import type { Asker } from './graph/asker'
import { readQuestion } from './graph/question'
import { Refusal, unauthorized, unsupportedVersion, writesNotImitated } from './graph/refusal'
import type { Product } from './graph/resource'
import { people } from './people/product'
import { listToRun, runList } from './people/running'

export { createAvatars } from './avatars/avatars'

/** Whom a token belongs to, as the bearer check in front of this router found it. */
export interface Caller {
  churchId: string
  personId: string
  scopes: ReadonlySet<string>
}

interface ApiOptions {
  publicUrl: () => string
  avatarUrl: () => string
  /** Refuse whatever would return Person resources without naming their fields. */
  requireFields: boolean
}

export function createApi(world: World, { publicUrl, avatarUrl, requireFields }: ApiOptions): Router {
  const router = Router()
  for (const product of [people, current, ...describedProducts]) {
    router.use(product.base, (request, response: Response<unknown, { caller: Caller }>) => {
      try {
        const toRun = product === people ? listToRun(request) : undefined
        if (request.method !== 'GET' && request.method !== 'HEAD' && toRun === undefined) throw writesNotImitated(request.method)
        finishListRuns(world)
        const version = resolveVersion(product, request.get('X-PCO-API-Version'))
        const asker = { ...findAsker(world, response.locals.caller), version, avatarUrl: avatarUrl() }
        if (toRun !== undefined) {
          runList(toRun, asker)
          return void response.status(204).end()
        }
        if (product.mayEnter?.(asker) === false) throw unauthorized('TRASH_PANDA')
        const question = readQuestion(request.originalUrl)
        write(response, 200, answer({ product, publicUrl: publicUrl(), requireFields }, question, asker))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refuse(request, response, error)
      }
    })
  }
  return router
}

/** The newest version that is not newer than the date asked for; the newest of all without a date. */
function resolveVersion({ versions }: Product, asked: string | undefined): string {
  const newest = versions.at(-1) ?? versions[0]
  if (asked === undefined || asked.toUpperCase() === 'LATEST') return newest
  const version = /^\d{4}-\d{2}-\d{2}$/.test(asked) ? versions.findLast(each => each <= asked) : undefined
  if (version === undefined) throw unsupportedVersion(asked)
  return version
}

function findAsker(world: World, { churchId, personId }: Caller): Pick<Asker, 'world' | 'church' | 'person'> {
  const church = world.churches.get(churchId)
  if (!church) throw unauthorized('LEMMING')
  const person = church.people.get(personId)
  if (!person) throw unauthorized('FLAMINGO')
  return { world, church, person }
}

function refuse(request: Request, response: Response, { status, body }: Refusal): void {
  if (status === 405) response.set('Allow', 'GET, HEAD')
  write(response, status, { errors: [{ status: String(status), ...body }] })
}

/** Without Express's ETag: Planning Center is not known to answer conditional requests. */
function write(response: Response, status: number, body: object): void {
  response.status(status).set('Content-Type', 'application/vnd.api+json; charset=utf-8').end(JSON.stringify(body))
}
