import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { publicFolder, viewsFolder } from './render-page'

const filesOf = (folder: string, extension: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(extension))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file): [string, string] => [relative(folder, file).split(sep).join('/'), readFileSync(file, 'utf8')])

// The sandbox's pages are no part of Foyer and keep rules of their own.
const templates = filesOf(viewsFolder, '.ejs').filter(([file]) => !file.startsWith('sandbox/'))
const stylesheets = filesOf(publicFolder, '.css')

const NAME = String.raw`[a-zA-Z]+(\.[a-zA-Z]+)*`
const PRINTED = new RegExp(String.raw`^=\s*(${NAME}|asset\('[\w/.-]+'\))\s*$`)
const UNESCAPED = new RegExp(String.raw`^-\s*(body|include\('/components/[\w-]+', \{( [a-zA-Z]+: (${NAME}|'[\w-]+'),?)+ \}\))\s*$`)
const CONTROL = new RegExp(String.raw`^\s*(if \(!?${NAME}( && !?${NAME})?\) \{|\} else \{|\}|for \(const [a-zA-Z]+ of ${NAME}\) \{)\s*$`)

test.each(templates)('C12, C13: %s holds only names, ifs, loops and components', (_file, source) => {
  const tags = [...source.matchAll(/<%(.*?)%>/gs)].map(([, tag = '']) => tag).filter((tag) => !tag.startsWith('#'))
  const foreign = tags.filter((tag) => !PRINTED.test(tag) && !UNESCAPED.test(tag) && !CONTROL.test(tag))
  expect(foreign).toEqual([])
})

test.each(templates)('%s has no style or script of its own', (_file, source) => {
  expect(source).not.toMatch(/<style|\sstyle=|\son[a-z]+=|<script(?! src="<%= asset)/)
})

test('C12: only the layout prints a finished page unescaped', () => {
  expect(templates.filter(([, source]) => /<%-\s*body/.test(source)).map(([file]) => file)).toEqual(['layout.ejs'])
})

test('C13: nothing but show() renders, and it renders page models', () => {
  const sources = filesOf(join(__dirname, '../../src'), '.ts').filter(([file]) => !file.startsWith('sandbox/'))
  expect(sources.filter(([, source]) => /\.render\w*\(/.test(source)).map(([file]) => file)).toEqual(['web/views.ts'])
})

test.each(stylesheets)('%s says its layer and works in the oldest browsers we serve', (_file, source) => {
  const css = source.replace(/\/\*.*?\*\//gs, '')
  expect(css).toMatch(/@layer (tokens|base|layout|components|print) \{/)
  expect(css).not.toMatch(/!important|light-dark\(|color-mix\(|:has\(|@container|url\(|\d(dvh|svh|lvh)\b/)
  expect(selectorsOf(css).filter((selector) => /#[a-z]/i.test(selector))).toEqual([])
  expect(nestedRules(css)).toEqual([])
})

test('the layout links every stylesheet, in the order of the layers', () => {
  const layout = templates.find(([file]) => file === 'layout.ejs')?.[1] ?? ''
  const linked = [...layout.matchAll(/rel="stylesheet" href="<%= asset\('(.*?)'\)/g)].map(([, file]) => file)
  expect(linked).toEqual(['css/tokens.css', 'css/base.css', 'css/layout.css', 'css/components.css', 'css/people.css', 'css/person.css', 'css/safety.css', 'css/connection.css', 'css/keeping.css', 'css/ready.css', 'css/building.css', 'css/overview.css', 'css/outgoing.css', 'css/setup.css', 'css/explorer.css', 'css/print.css'])
  expect(stylesheets.map(([file]) => file).sort()).toEqual([...linked].sort())
})

test('every class a template uses is styled, and every styled class is used', () => {
  const styled = new Set(stylesheets.flatMap(([, css]) => [...css.matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g)].map(([, name]) => name)))
  const source = templates.map(([, text]) => text).join('\n')
  const attributes = [...source.matchAll(/class="([^"]*?(?:<%[^"]*%>[^"]*?)?)"/g)].map(([, classes = '']) => classes.replace(/<%.*?%>/gs, ' '))
  const used = new Set(attributes.flatMap((classes) => classes.split(/\s+/)).filter((name) => name && !name.endsWith('--')))
  expect([...used].filter((name) => !styled.has(name))).toEqual([])
  expect([...styled].filter((name) => name && !source.includes(name) && !TONES.has(name))).toEqual([])
})

/** Written by the page, not by the template. */
const TONES = new Set(['badge--ok', 'badge--warn', 'badge--danger', 'badge--plain'])

function selectorsOf(css: string): string[] {
  return [...css.matchAll(/([^{};]+)\{/g)].map(([, head = '']) => head.trim()).filter((head) => !head.startsWith('@'))
}

/** Rules inside rules, which the browsers of 2022 do not know. */
function nestedRules(css: string): string[] {
  const open: string[] = []
  const nested: string[] = []
  for (const [, head = '', mark] of css.matchAll(/([^{};]*)([{};])/g)) {
    if (mark === '}') open.pop()
    if (mark !== '{') continue
    if (open.some((outer) => !outer.startsWith('@'))) nested.push(head.trim())
    open.push(head.trim())
  }
  return nested
}
