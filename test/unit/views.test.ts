import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express, { type Express } from 'express'
import request from 'supertest'
import { createAssets } from '../../src/web/assets'
import type { Frame, Page } from '../../src/web/page'
import { installViews, show } from '../../src/web/views'
import { assets } from './render-page'

const frame = { visitor: null, path: '/', chiefPages: [] as Frame['chiefPages'] } as Frame

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-views-'))
  write('layout.ejs', '<title><%= title %></title><%- body %>')
  write('greeting.ejs', '<p><%= name %></p>')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (file: string, content: string) => writeFileSync(join(folder, file), content)

function appShowing(page: Page, { cache = true, status = 200 } = {}): Express {
  const app = express()
  installViews(app, { viewsFolder: folder, assets, cache })
  app.get('/', (_req, res) => {
    res.locals.frame = frame
    show(res, page, status)
  })
  return app
}

const greeting = { view: 'greeting', title: 'Hello', name: '<Ada>' }

test('a page is wrapped in the layout, its names escaped, its status kept', async () => {
  const answer = await request(appShowing(greeting, { status: 404 })).get('/')
  expect(answer.status).toBe(404)
  expect(answer.type).toBe('text/html')
  expect(answer.text).toBe('<title>Hello</title><p>&lt;Ada&gt;</p>')
})

test('a page without something its template prints fails loudly', async () => {
  const app = appShowing({ view: 'greeting', title: 'Hello' })
  let failure: unknown
  app.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
    failure = error
    res.status(500).send('failed')
  })
  expect((await request(app).get('/')).status).toBe(500)
  expect(String(failure)).toMatch(/greeting\.ejs:1[^]*name is not defined/)
})

test('C13: options cannot be smuggled in through a page', async () => {
  const smuggler = { ...greeting, settings: { 'view options': { escapeFunction: 'String' } }, escape: String, client: true }
  expect((await request(appShowing(smuggler)).get('/')).text).toContain('&lt;Ada&gt;')
})

test('an answer already begun is left alone', async () => {
  const app = express()
  installViews(app, { viewsFolder: folder, assets, cache: true })
  app.get('/', (_req, res) => {
    res.locals.frame = frame
    res.status(503).send('too late')
    show(res, greeting)
  })
  const answer = await request(app).get('/')
  expect([answer.status, answer.text]).toEqual([503, 'too late'])
})

test('a changed template shows at once while developing, and never in production', async () => {
  const developing = appShowing(greeting, { cache: false })
  await request(developing).get('/')
  write('greeting.ejs', '<b><%= name %></b>')
  expect((await request(developing).get('/')).text).toContain('<b>')

  const serving = appShowing(greeting, { cache: true })
  await request(serving).get('/')
  write('greeting.ejs', '<i><%= name %></i>')
  expect((await request(serving).get('/')).text).toContain('<b>')
})

test('a stylesheet has an address of its content, which browsers may keep for a year', async () => {
  write('look.css', 'p { color: teal }')
  const files = createAssets({ folder, cache: true })
  const app = express().use(files.middleware)
  const answer = await request(app).get(files.url('look.css'))
  expect(files.url('look.css')).toMatch(/^\/assets\/look\.[0-9a-f]{12}\.css$/)
  expect([answer.status, answer.type, answer.text]).toEqual([200, 'text/css', 'p { color: teal }'])
  expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test.each(['/assets/look.000000000000.css', '/assets/look.css', '/assets/../views.test.ts', '/assets/%2e%2e/package.json'])(
  '%s is not there, and nobody remembers that',
  async (path) => {
    write('look.css', 'p { color: teal }')
    const app = express().use(createAssets({ folder, cache: true }).middleware)
    const answer = await request(app).get(path)
    expect(answer.status).toBe(404)
    expect(answer.headers['cache-control'] ?? 'no-store').toBe('no-store')
  },
)

test('while developing, a changed stylesheet has a new address at once', async () => {
  write('look.css', 'p { color: teal }')
  const files = createAssets({ folder, cache: false })
  const before = files.url('look.css')
  write('look.css', 'p { color: plum }')
  expect(files.url('look.css')).not.toBe(before)
  expect((await request(express().use(files.middleware)).get(files.url('look.css'))).text).toBe('p { color: plum }')
})

test('a page that links a file which does not exist fails before it is sent', () => {
  expect(() => createAssets({ folder, cache: true }).url('css/missing.css')).toThrow('no such file')
})

test('a picture brings a policy of its own, so that its dark colours work in every browser', async () => {
  const answer = await request(express().use(assets.middleware)).get(assets.url('images/doorway.svg'))
  expect(answer.type).toBe('image/svg+xml')
  expect(answer.headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'")
})
