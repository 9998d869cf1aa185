import { setTimeout as pause } from 'node:timers/promises'
import { PlanningCenterError, type Allowance, type Collection, type PlanningCenter, type Single, type Caller } from '../planning-center'
import type { Times } from '../times'
import { attributes } from './kinds'

/** Whose eyes a church's copy is made with: the connection's. */
export type Access = Pick<Caller, 'tokens' | 'allowance'>

/** Reading that nobody waits for: it waits for room in the rate limit, and out small troubles of Planning Center's. */
export interface Reading {
  list(path: Path, query: Record<string, string>): Promise<Collection>
  /** Null when there is nothing (any more) of that id, or nothing we may see. */
  find(path: Path, query: Record<string, string>): Promise<Single | null>
}
type Path = `/people/v2/${string}`

interface Collaborators {
  planningCenter: PlanningCenter
  access: Access
  times: Pick<Times, 'apiCall' | 'syncPatience' | 'retryPauseMax'>
  /** Ends the waiting when Foyer stops or the run is somebody else's. */
  signal: AbortSignal
}

const LONGEST_PAUSE_MS = 20_000

export function createReading({ planningCenter, access, times, signal }: Collaborators): Reading {
  /** Troubles that pass are waited out, each time a little longer, until the patience for one question is at its end. */
  async function patiently<Answer>(ask: (client: ReturnType<PlanningCenter['as']>) => Promise<Answer>): Promise<Answer> {
    const giveUpAt = performance.now() + times.syncPatience
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted()
      try {
        const allowance = await bookedIn(access.allowance)
        return await ask(planningCenter.as({ tokens: access.tokens, allowance, deadline: performance.now() + times.apiCall }))
      } catch (error) {
        const pauseMs = pauseAfter(error, attempt)
        const isFull = error instanceof PlanningCenterError && error.reason === 'rate-limited' // a full limit is no trouble
        if (pauseMs === null || (!isFull && performance.now() + pauseMs > giveUpAt)) throw error
        await pause(pauseMs, undefined, { signal })
      }
    }
  }

  /** A page is told to come again when the limit is full; a run waits for room to the millisecond, and asks then. */
  async function bookedIn(allowance: Allowance): Promise<Allowance> {
    for (let waitMs = await allowance.take(); waitMs > 0; waitMs = await allowance.take()) await pause(waitMs, undefined, { signal })
    let isBooked = true
    const take = () => {
      const first = isBooked
      isBooked = false
      return first ? Promise.resolve(0) : allowance.take()
    }
    return { ...allowance, take }
  }

  function pauseAfter(error: unknown, attempt: number): number | null {
    const asked = retryAfterOf(error)
    if (error instanceof PlanningCenterError && error.reason === 'rate-limited') return (asked ?? 1) * 1000
    return passes(error) ? Math.min((asked ?? 0) * 1000 + times.retryPauseMax * 2 ** attempt, LONGEST_PAUSE_MS) : null
  }

  return {
    list: (path, query) => patiently((client) => client.list(path, query)),
    find: (path, query) =>
      patiently((client) => client.get(path, query)).catch((error: unknown) => {
        if (error instanceof PlanningCenterError && error.reason === 'missing') return null
        throw error
      }),
  }
}

/** Whether the same question may be answered later, without anybody having done anything. */
export const passes = (error: unknown): boolean =>
  error instanceof PlanningCenterError ? ['unavailable', 'unreadable', 'rate-limited'].includes(error.reason) : retryAfterOf(error) !== undefined

/** A renewal under way, or Redis silent for a moment, says itself when to come again. */
const retryAfterOf = (error: unknown): number | undefined =>
  error instanceof Error && 'retryAfterSeconds' in error && typeof error.retryAfterSeconds === 'number' ? error.retryAfterSeconds : undefined

const fieldsOf = (type: keyof typeof attributes, ...relationships: string[]) => [...Object.keys(attributes[type].shape), ...relationships].join(',')

/** What is asked for of each collection. Medical notes, background checks and the like are never named, so they never come. */
export const questions = {
  people: {
    include: 'emails,phone_numbers,addresses,marital_status',
    'fields[Person]': fieldsOf('Person', 'emails', 'phone_numbers', 'addresses', 'marital_status', 'primary_campus'),
    'fields[Email]': fieldsOf('Email', 'person'),
    'fields[PhoneNumber]': fieldsOf('PhoneNumber', 'person'),
    'fields[Address]': fieldsOf('Address', 'person'),
    'fields[MaritalStatus]': 'value',
  },
  emails: { 'fields[Email]': fieldsOf('Email', 'person') },
  phone_numbers: { 'fields[PhoneNumber]': fieldsOf('PhoneNumber', 'person') },
  addresses: { 'fields[Address]': fieldsOf('Address', 'person') },
  /** Memberships move no date of anybody's; with the household come the ids of who is in it. */
  households: { include: 'people', 'fields[Household]': fieldsOf('Household', 'people'), 'fields[Person]': 'status' },
  campuses: { 'fields[Campus]': fieldsOf('Campus') },
  marital_statuses: { 'fields[MaritalStatus]': fieldsOf('MaritalStatus') },
  tabs: { 'fields[Tab]': fieldsOf('Tab') },
  field_definitions: { 'fields[FieldDefinition]': fieldsOf('FieldDefinition') },
  field_data: { 'fields[FieldDatum]': fieldsOf('FieldDatum', 'customizable', 'field_definition') },
  lists: { 'fields[List]': fieldsOf('List') },
  listPeople: { 'fields[Person]': 'created_at' },
  person_mergers: { 'fields[PersonMerger]': fieldsOf('PersonMerger') },
} satisfies Record<string, Record<string, string>>
