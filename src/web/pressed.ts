import type { Request } from 'express'

/**
 * Whether somebody looking at a page of ours, or typing its address, asked for this: for links that do more than lead
 * somewhere. Another site's link, and a browser that fetches ahead, take nobody out of Foyer, tick nothing and write nothing
 * into the trail.
 */
export function isPressed(req: Request): boolean {
  if (req.method !== 'GET' || /prefetch|prerender/i.test(`${req.get('sec-purpose') ?? ''} ${req.get('purpose') ?? ''}`)) return false
  const site = req.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const referer = req.get('referer')
  return referer === undefined || (URL.canParse(referer) && new URL(referer).host === req.get('host'))
}
