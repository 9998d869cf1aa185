import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { fieldValue, type FieldValue } from '../../src/web/page'
import { assets, viewsFolder } from './render-page'

/** A component with exactly the parameters named here, and nothing of a page around it. */
async function render(component: string, parameters: object): Promise<string> {
  const file = join(viewsFolder, 'components', `${component}.ejs`)
  const html = await ejs.renderFile(file, { asset: (path: string) => assets.url(path), ...parameters }, { root: viewsFolder })
  return html.replace(/\s+/g, ' ').trim()
}

const person = {
  name: 'Ada <Abara>',
  href: '/people/1',
  avatar: { initials: 'AA' },
  badges: [{ text: 'child', tone: 'plain' }],
  membership: 'Regular Attender',
  phone: { href: 'tel:5550100177', text: '(555) 010-0177' },
  email: { href: 'mailto:ada@example.org', text: 'ada@example.org' },
  emailBadges: [],
}

const field = (name: string, value: FieldValue) => ({ fields: [{ name, values: [value] }] })
const blocked = { text: 'blocked', tone: 'warn' as const }
const noon = { text: '5 minutes ago', iso: '2026-03-01T12:00:00.000Z' }
const showEveryone = { href: '/people', text: 'Show everyone' }

const examples: [component: string, example: string, parameters: object, expected: RegExp][] = [
  ['avatar', 'initials, for the eye only', { initials: 'AA' }, /^<span class="avatar" aria-hidden="true">AA<\/span>$/],
  ['badge', 'a warning', blocked, /^<span class="badge badge--warn">blocked<\/span>$/],
  ['icon', 'a picture from the sheet', { name: 'people' }, /aria-hidden="true"><use href="\/assets\/images\/icons\.\w+\.svg#people">/],
  ['moment', 'a time for people and machines', noon, /^<time datetime="2026-03-01T12:00:00\.000Z">5 minutes ago<\/time>$/],

  ['search-form', 'empty', { search: '' }, /<label [^>]*for="search">Search people<\/label> <input [^>]*id="search" [^>]*name="q" value=""/],
  ['search-form', 'with what was searched', { search: '"><script>' }, /value="&#34;&gt;&lt;script&gt;"/],

  ['pagination', 'in the middle', { range: '26–50 of 60', previous: '/a', next: '/b' }, /26–50 of 60.*"prev" href="\/a".*"next" href="\/b"/],
  ['pagination', 'at the end', { range: '51–60 of 60', previous: '/a', next: null }, /^(?!.*"next").*"prev"/],

  ['blank-slate', 'with a way on', { title: 'Nobody', text: 'Try less.', action: showEveryone }, /<h2>Nobody<\/h2> <p>Try less\.<\/p>.*href="\/people"/],
  ['blank-slate', 'without', { title: 'Nobody', text: 'Yet.', action: null }, /^(?!.*<a ).*<p>Yet\.<\/p>/],

  ['field-list', 'a plain value', field('Name', fieldValue('Ada')), /<dt>Name<\/dt> <dd> <span [^>]*><bdi>Ada<\/bdi><\/span>/],
  ['field-list', 'lines with a note', field('Home', { ...fieldValue('', { note: 'old' }), lines: ['A', 'B'] }), /<bdi>A<\/bdi><bdi>B<\/bdi>.*<bdi>old</],
  ['field-list', 'a number to dial', field('Phone', fieldValue('5', { href: 'tel:5', unbroken: true })), /<a class="unbroken" href="tel:5"><bdi>5</],
  ['field-list', 'a mark', field('E-mail', fieldValue('a@b', { badges: [blocked] })), /a@b.*badge--warn">blocked</],
  ['field-list', 'absence', field('E-mail', fieldValue('None', { quiet: true })), /<dd class="quiet">/],

  ['people-table', 'a person', { caption: '1 person', people: [person] }, /<th [^>]*scope="row">.*"\/people\/1"><bdi>Ada &lt;Abara&gt;<.*"tel:5550100177"/],
  ['people-table', 'its caption', { caption: '1 person', people: [] }, /<caption [^>]*>1 person<\/caption>/],
  ['people-table', 'no contact data', { caption: '', people: [{ ...person, phone: null, email: null }] }, /^(?!.*(tel|mailto):).*Ada/],
]

test.each(examples)('%s: %s', async (component, _example, parameters, expected) => {
  expect(await render(component, parameters)).toMatch(expected)
})

test('every component has an example', () => {
  const components = readdirSync(join(viewsFolder, 'components')).map((file) => file.replace('.ejs', ''))
  expect(components.filter((component) => !examples.some(([name]) => name === component))).toEqual([])
})
