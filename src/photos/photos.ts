import { Router } from 'express'
import { z } from 'zod'
import type { Config } from '../config'
import { BrokenSeal, UnknownKey } from '../sealing'
import { createAvatarHost } from './avatar-host'

export interface Photos {
  /** Where a page finds a photo, or null when there is none of the person's own: then we draw initials ourselves. */
  urlFor(avatarUrl: string | null, organizationId: string): string | null
  router: Router
}

interface Collaborators {
  config: Pick<Config, 'keyring' | 'planningCenter' | 'times'>
  userAgent: string
  clock: { now(): number }
}

const link = z.tuple([z.number(), z.string()])
const RETRY_AFTER_SECONDS = 5

/**
 * Photos by way of Foyer, so that Planning Center's photo host learns nothing of who looks at whom, and an address
 * copied out of a page is worth nothing elsewhere: it is sealed, ends, and opens only for people of the same church.
 */
export function createPhotos({ config, userAgent, clock }: Collaborators): Photos {
  const { keyring, times, planningCenter } = config
  const host = createAvatarHost({ url: planningCenter.avatarUrl, userAgent, times })

  /** The same all through one stretch of time, so that a browser finds in its cache what it has seen already. */
  const endOfLink = () => (Math.floor(clock.now() / times.photoLife) + 2) * times.photoLife

  /** Null for a link that is made up, was altered, is another church's, or has ended. */
  function open(sealed: string, organizationId: string): string | null {
    try {
      const [until, path] = link.parse(JSON.parse(keyring.open('photo', recordName(organizationId), sealed)))
      return clock.now() < until ? path : null
    } catch (error) {
      if (error instanceof BrokenSeal || error instanceof UnknownKey) return null
      throw error
    }
  }

  const router = Router()
  router.get('/photos/:sealed', async (req, res) => {
    res.set('Content-Security-Policy', "default-src 'none'; sandbox")
    const left = new AbortController()
    res.on('close', () => left.abort())

    const path = req.visitor ? open(req.params.sealed, req.visitor.organizationId) : null
    const photo = path === null ? 'missing' : await host.fetchPhoto(path, left.signal)
    // Nobody reads an answer that was to be a picture; the initials stay.
    if (photo === 'missing') return void res.status(404).end()
    if (photo === 'unavailable') return void res.status(503).set('Retry-After', String(RETRY_AFTER_SECONDS)).end()
    res.set({ 'Content-Type': photo.type, 'Cache-Control': `private, max-age=${Math.floor(times.photoLife / 1000)}` }).send(photo.picture)
  })

  return {
    urlFor(avatarUrl, organizationId) {
      const path = avatarUrl && host.pathOf(avatarUrl)
      return path ? `/photos/${keyring.sealStable('photo', recordName(organizationId), JSON.stringify([endOfLink(), path]))}` : null
    },
    router,
  }
}

const recordName = (organizationId: string) => `photo of ${organizationId}`
