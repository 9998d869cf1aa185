import type { Request, Response } from 'express'
import type { Redis } from 'ioredis'
import type { Audit } from '../audit/audit'
import { visitorOf } from '../auth/visitor'
import type { Config } from '../config'
import type { Link } from '../web/page'
import type { Look } from './person-lines'

/** What the pages of a person, a household and a list need besides who is looking. */
export interface DirectoryCollaborators {
  config: Pick<Config, 'publicUrl' | 'times'>
  redis: Redis
  audit: Audit
  clock: { now(): number }
  /** Told of everybody whose page was shown, for the church's copy. */
  opened?: (organizationId: string, person: { id: string; updatedAt: string | null }) => void
  /** Where a page finds a photo; without it, and where it gives null, initials are drawn. */
  photoUrl?: (avatarUrl: string | null, organizationId: string) => string | null
  /** What else can be done with the people that some filters choose; nothing where no copy of the church is kept. */
  waysWith?: (organizationId: string, filters: Readonly<Record<string, readonly string[]>>) => Link[]
}

export const isId = (text: string | undefined): text is string => /^[1-9]\d{0,17}$/.test(text ?? '')

export function lookOf(req: Request, { clock, photoUrl }: DirectoryCollaborators): Look {
  const { organizationId } = visitorOf(req)
  return { now: clock.now(), photo: (avatarUrl) => photoUrl?.(avatarUrl, organizationId) ?? null }
}

/** A number in the address within bounds; anything else is put right by a redirect, so that the address says what is shown. */
export function readNumber(text: unknown, { usual, most }: { usual: number; most: number }): { value: number; corrected: boolean } {
  const isNumber = typeof text === 'string' && /^[1-9]\d{0,5}$/.test(text)
  const value = isNumber ? Math.min(Number(text), most) : usual
  return { value, corrected: text !== undefined && (text !== String(value) || value === usual) }
}

/** 303, not 301: a browser would keep a permanent one, and what stands behind an address may change again. */
export function sendOn(res: Response, address: string): void {
  res.redirect(303, address)
}
