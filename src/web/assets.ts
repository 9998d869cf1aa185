import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { RequestHandler } from 'express'

export interface Assets {
  /** Mounted at the root, before the session: a stylesheet costs no Redis. */
  middleware: RequestHandler
  /** `url('css/base.css')` is the address of exactly that content. */
  url(path: string): string
}

interface Asset {
  url: string
  body: Buffer
}

const PREFIX = '/assets/'
/** A hash this long never collides by accident, and still fits a line of the page source. */
const HASH_LENGTH = 12
const YEAR_IN_SECONDS = 365 * 24 * 60 * 60

/** The files of a folder under content-hashed addresses, so that browsers may keep them for ever. */
export function createAssets(options: { folder: string; cache: boolean }): Assets {
  const remembered = options.cache ? readAssets(options.folder) : null
  const assets = () => remembered ?? readAssets(options.folder)

  return {
    url(path) {
      const asset = assets().get(path)
      if (!asset) throw new Error(`no such file: ${join(options.folder, path)}`)
      return asset.url
    },

    middleware(req, res, next) {
      // Asked for by browsers that have not read a page of ours.
      const icon = req.path === '/favicon.ico' && assets().get('images/favicon.svg')
      if (icon) return void res.redirect(302, icon.url)
      if (!req.path.startsWith(PREFIX) || !['GET', 'HEAD'].includes(req.method)) return next()
      const asset = [...assets().values()].find(({ url }) => url === req.path)
      if (!asset) return void res.status(404).set('Cache-Control', 'no-store').type('text').send('There is no such file.\n')

      res.set('Cache-Control', `public, max-age=${YEAR_IN_SECONDS}, immutable`)
      // Pictures follow the dark theme by a style of their own, which Firefox judges by the picture's own policy.
      if (req.path.endsWith('.svg')) res.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      res.type(extname(req.path)).send(asset.body)
    },
  }
}

function readAssets(folder: string): Map<string, Asset> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return new Map(
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name)
      const path = relative(folder, file).split(sep).join('/')
      const body = extname(file) === '.css' ? leanly(readFileSync(file, 'utf8')) : readFileSync(file)
      return [path, { url: hashedUrl(path, body), body }]
    }),
  )
}

/** Remarks and indents are for us: a fifth of what every browser would fetch. */
const leanly = (css: string) => Buffer.from(css.replace(/\/\*.*?\*\//gs, '').replace(/^\s+/gm, ''))

function hashedUrl(path: string, body: Buffer): string {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, HASH_LENGTH)
  const extension = extname(path)
  return `${PREFIX}${path.slice(0, -extension.length)}.${hash}${extension}`
}
