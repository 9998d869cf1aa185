import express from 'express'
import type { AddressInfo } from 'node:net'
import { createApi, createAvatars, type Caller } from '../../src/sandbox/api/index'
import { createWorld, type Church, type Clock, type PersonRecord, type World } from '../../src/sandbox/world/world'

export interface ResourceObject {
  type: string
  id: string
  attributes: Record<string, unknown>
  relationships?: Record<string, { data: unknown; links?: { related: string | null } }>
  links: Record<string, string | null>
}

interface Answer<Data> {
  status: number
  headers: Headers
  data: Data
  included?: ResourceObject[]
  links?: { self: string; next?: string; prev?: string }
  meta: Record<string, unknown> & { total_count: number; count: number }
  errors: Record<string, unknown>[]
}

interface Asking {
  as?: string
  church?: string
  version?: string
  method?: string
}

export const WEDNESDAY = Date.UTC(2026, 10, 25, 18)
export const FIRST_CHURCH = '463218'
export const GRACE_CHAPEL = '519007'

/** The router alone behind a door that believes whoever one says one is. */
export async function startPeopleApi(options: { people?: number; requireFields?: boolean; clock?: Clock } = {}) {
  const world = createWorld({ clock: options.clock ?? { now: () => WEDNESDAY }, people: options.people ?? 0 })
  const app = express()
  app.use((request, response, next) => {
    response.locals.caller = callerNamed(world, request.get('x-login') ?? '', request.get('x-church') ?? FIRST_CHURCH)
    next()
  })
  app.use(createApi(world, {
    publicUrl: () => 'https://pco.test', avatarUrl: () => 'https://avatars.test', requireFields: options.requireFields ?? false,
  }))
  app.use('/avatars', createAvatars(world))
  const server = app.listen(0)
  await new Promise(resolve => server.once('listening', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const ask = async <Data>(path: string, { as = 'secretary', church = FIRST_CHURCH, version, method = 'GET' }: Asking = {}) => {
    const headers = { 'x-login': as, 'x-church': church, ...version === undefined ? {} : { 'X-PCO-API-Version': version } }
    const response = await fetch(`${url}${path}`, { method, headers })
    return { status: response.status, headers: response.headers, ...await response.json() as object } as Answer<Data>
  }
  return {
    url,
    world,
    church: churchOf(world),
    person: (first: string, last: string) => personNamed(world, first, last),
    list: (path: string, asking?: Asking) => ask<ResourceObject[]>(path, asking),
    one: (path: string, asking?: Asking) => ask<ResourceObject>(path, asking),
    close: () => new Promise(resolve => server.close(resolve)),
  }
}

export type PeopleApi = Awaited<ReturnType<typeof startPeopleApi>>

export const ids = (rows: ResourceObject[]) => rows.map(row => row.id)

export const values = (rows: ResourceObject[], attribute: string) => rows.map(row => row.attributes[attribute])

export function churchOf(world: World, id = FIRST_CHURCH): Church {
  const church = world.churches.get(id)
  if (!church) throw new Error(`no church ${id}`)
  return church
}

export function personNamed(world: World, first: string, last: string): PersonRecord {
  const people = [...world.churches.values()].flatMap(church => [...church.people.values()])
  const person = people.find(each => each.firstName === first && each.lastName === last)
  if (!person) throw new Error(`nobody called ${first} ${last}`)
  return person
}

function callerNamed(world: World, id: string, churchId: string): Caller {
  const seat = world.logins.find(login => login.id === id)?.seats.find(each => each.churchId === churchId)
  return { churchId, personId: seat?.personId ?? '0', scopes: new Set(['people']) }
}
