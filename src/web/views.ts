import { join } from 'node:path'
import ejs from 'ejs'
import type { Express, Response } from 'express'
import type { Assets } from './assets'
import { printedOn } from './format'
import { navigation, type Frame, type Page } from './page'

/**
 * Ordinary `res.render`, with every page wrapped in the layout. EJS 7 takes options only as an argument of their own,
 * so this engine is the one place that can make includes absolute: `include('/components/badge', {...})`.
 */
export function installViews(app: Express, options: { viewsFolder: string; assets: Assets; cache: boolean }): void {
  // How templates are indented is nobody's to read: of a long page it would be a tenth.
  const ejsOptions = { root: options.viewsFolder, cache: options.cache, rmWhitespace: true }
  const layout = join(options.viewsFolder, 'layout.ejs')

  app.set('views', options.viewsFolder)
  app.set('view engine', 'ejs')
  app.set('view cache', options.cache)
  // The names every template may count on; pages override them.
  Object.assign(app.locals, { asset: (path: string) => options.assets.url(path), search: '', saysWhoRunsIt: false, refreshSeconds: null, alone: false })

  // Rendered without awaiting: nothing else can answer the request between the page and its layout.
  app.engine('ejs', (file, locals, done) => {
    ejs.renderFile(file, locals, ejsOptions, (error, body) => {
      if (error) return done(error)
      ejs.renderFile(layout, { ...locals, body }, ejsOptions, done)
    })
  })
}

/** With more, the header needs another shape. */
const MANY_PAGES = 4

/** The only caller of `res.render`. An answer already begun stays as it is. */
export function show(res: Response, page: Page, status = 200): void {
  if (res.headersSent) return
  const { frame } = res.locals
  const chief = navigation(frame)
  res.status(status).render(page.view, { ...page, navigation: chief, hasManyPages: chief.length > MANY_PAGES, paper: paperNote(page, frame) })
}

/** For each printed sheet; a page for strangers shows nobody's people and has none. */
function paperNote({ paper }: Page, { visitor, now }: Frame) {
  return visitor && { counted: paper?.counted ?? '', date: printedOn(now, paper?.timeZone ?? null) }
}
