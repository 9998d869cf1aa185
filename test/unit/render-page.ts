import { join } from 'node:path'
import express from 'express'
import request from 'supertest'
import { createAssets } from '../../src/web/assets'
import type { Frame, Page } from '../../src/web/page'
import { installViews, show } from '../../src/web/views'

export const viewsFolder = join(__dirname, '../../views')
export const publicFolder = join(__dirname, '../../public')
export const assets = createAssets({ folder: publicFolder, cache: true })

const signedIn: Frame = {
  visitor: { name: 'Ruth <script>Abara', church: 'First Church' },
  csrf: 'one-of-its-kind',
  path: '/people',
  chiefPages: [],
  footLinks: [],
  operatorName: 'First Church office',
  sampleChurch: true,
  footNote: 'Sign-ins end with this demo.',
  banner: null,
  copyLine: null,
  reference: '7f3c9a1e02',
  now: Date.parse('2026-03-01T16:00:00Z'),
}

/** The whole page as a browser gets it, through the real engine. */
export async function renderPage(page: Page, frame: Partial<Frame> = {}): Promise<string> {
  const app = express()
  installViews(app, { viewsFolder, assets, cache: true })
  app.get('/', (_req, res) => {
    res.locals.frame = { ...signedIn, ...frame }
    show(res, page)
  })
  const answer = await request(app).get('/')
  if (answer.status !== 200) throw new Error(`${page.view}: ${answer.text}`)
  return answer.text
}

export const signedOut: Partial<Frame> = { visitor: null, csrf: null }

/** Everything a person reads or has read to them. */
export function wordsOf(html: string): string {
  const spoken = [...html.matchAll(/\b(?:aria-label|placeholder|title|alt|value)="([^"]*)"/g)].map(([, words]) => words)
  const seen = html.replace(/<!--.*?-->/gs, '').replace(/<[^>]*>/g, ' ')
  return [seen, ...spoken].join(' ').replace(/&#39;/g, "'").replace(/\s+/g, ' ')
}

const OUR_OWN_WORDS = [
  /\bmembers?\b/i, /\bvisitors?\b/i, /\bgrants?\b/i, /\btokens?\b/i, /\bscopes?\b/i, /\blast renewed\b/i, /\bnext refresh\b/i,
  /\bmirror/i, /\bsync/i, /\breconcil/i, /\btombstone/i, /\bdegraded\b/i, /\bmisconfigured\b/i, /\bre-?authori[sz]/i,
  /\bsandbox/i, /\bworld\b/i, /\bfaults?\b/i, /\bstand-ins?\b/i, /\bviewers?\b/, /\bsessions?\b/i, /\bRedis\b/i, /\bOAuth\b/i,
] // prettier-ignore

/** What must be true of every page, whatever it shows. */
export function problemsOf(html: string): string[] {
  const words = wordsOf(html)
  const problems = OUR_OWN_WORDS.flatMap((word) => word.exec(words)?.[0] ?? []).map((word) => `says “${word}”`)
  for (const slip of ['undefined', '[object Object]', 'NaN', 'null']) if (words.includes(slip)) problems.push(`prints ${slip}`)
  if (html.includes('<script>')) problems.push('prints a name as markup')
  if (/<style|\sstyle=|\son[a-z]+=|javascript:/i.test(html)) problems.push('has inline style or script')
  if (html.match(/<h1[ >]/g)?.length !== 1) problems.push('has not exactly one h1')
  for (const [, form] of html.matchAll(/<form[^>]*method="post"[^>]*>(.*?)<\/form>/gs))
    if (!form?.includes('name="_csrf" value="one-of-its-kind"')) problems.push('has a form that would be refused')
  for (const landmark of ['<header', '<main', '<footer', 'href="#main"', 'id="main"'])
    if (!html.includes(landmark)) problems.push(`lacks ${landmark}`)
  return problems
}
