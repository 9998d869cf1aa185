import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import type { Response } from 'express'

/** Everything a template prints; `view` names it. */
export interface Page {
  readonly view: string
  readonly title: string
  readonly status?: number
  readonly [name: string]: unknown
}

/** The same two levels up from src/sandbox and from dist/sandbox. */
export const VIEWS = join(__dirname, '..', '..', 'views', 'sandbox')

export function showPage(res: Response, page: Page): void {
  const html = render('layout', { title: page.title, body: render(page.view, page) })
  res
    .status(page.status ?? 200)
    .set(HEADERS)
    .type('html')
    .send(html)
}

const HEADERS = {
  'Cache-Control': 'no-store',
  // No form-action: browsers apply it to the redirect after a form too, and Allow leads to the application.
  'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
}

function render(view: string, model: object): string {
  return ejs.render(readFileSync(join(VIEWS, `${view}.ejs`), 'utf8'), model, { filename: view })
}
