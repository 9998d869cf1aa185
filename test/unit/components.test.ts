import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { fieldValue } from '../../src/web/page'
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

const examples: [component: string, example: string, parameters: object, expected: string | RegExp][] = [
  ['avatar', 'initials, for the eye only', { initials: 'AA' }, '<span class="avatar" aria-hidden="true">AA</span>'],
  ['badge', 'a warning', { text: 'blocked', tone: 'warn' }, '<span class="badge badge--warn">blocked</span>'],
  ['icon', 'a picture from the sheet', { name: 'people' }, /aria-hidden="true"><use href="\/assets\/images\/icons\.\w+\.svg#people">/],
  ['moment', 'a time for people and machines', { text: '5 minutes ago', iso: '2026-03-01T10:00:00.000Z' }, '<time datetime="2026-03-01T10:00:00.000Z">5 minutes ago</time>'],
  ['search-form', 'empty', { search: '' }, /<label class="visually-hidden" for="search">Search people<\/label> <input [^>]*type="search" name="q" value=""/],
  ['search-form', 'with what was searched', { search: '"><script>' }, /value="&#34;&gt;&lt;script&gt;"/],
  ['pagination', 'in the middle', { range: '26–50 of 60', previous: '/people', next: '/people?page=3' }, /26–50 of 60.*rel="prev" href="\/people">.*rel="next" href="\/people\?page=3">/],
  ['pagination', 'at the end', { range: '51–60 of 60', previous: '/people?page=2', next: null }, /^(?!.*rel="next").*rel="prev"/],
  ['blank-slate', 'with a way on', { title: 'Nobody found', text: 'Try less.', action: { href: '/people', text: 'Show everyone' } }, /<h2>Nobody found<\/h2> <p>Try less\.<\/p> <p><a class="button" href="\/people">Show everyone<\/a>/],
  ['blank-slate', 'without', { title: 'Nobody here', text: 'Yet.', action: null }, /^(?!.*<a ).*<p>Yet\.<\/p>/],
  ['field-list', 'a plain value', { fields: [{ name: 'Name', values: [fieldValue('Ada')] }] }, /<dt>Name<\/dt> <dd> <span class="field-list__lines"><bdi>Ada<\/bdi><\/span>/],
  ['field-list', 'several lines with a note', { fields: [{ name: 'Address', values: [{ ...fieldValue('', { note: 'Home' }), lines: ['12 Main St', 'Springfield'] }] }] }, /<bdi>12 Main St<\/bdi><bdi>Springfield<\/bdi><\/span> <span class="field-list__note"><bdi>Home<\/bdi>/],
  ['field-list', 'a number to dial', { fields: [{ name: 'Phone', values: [fieldValue('555', { href: 'tel:555', unbroken: true })] }] }, /<a class="unbroken" href="tel:555"><bdi>555<\/bdi><\/a>/],
  ['field-list', 'a mark', { fields: [{ name: 'E-mail', values: [fieldValue('a@b', { badges: [{ text: 'blocked', tone: 'warn' }] })] }] }, /a@b.*badge--warn">blocked</],
  ['field-list', 'absence', { fields: [{ name: 'E-mail', values: [fieldValue('None', { quiet: true })] }] }, /<dd class="quiet">/],
  ['people-table', 'a person', { caption: '1 person', people: [person] }, /<caption[^>]*>1 person<\/caption>.*<th [^>]*scope="row">.*<a href="\/people\/1"><bdi>Ada &lt;Abara&gt;<\/bdi><\/a>.*href="tel:5550100177"/],
  ['people-table', 'a person without contact data', { caption: '1 person', people: [{ ...person, phone: null, email: null }] }, /^(?!.*(tel|mailto):).*Ada/],
]

test.each(examples)('%s: %s', async (component, _example, parameters, expected) => {
  expect(await render(component, parameters)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected))
})

test('every component has an example', () => {
  const components = readdirSync(join(viewsFolder, 'components')).map((file) => file.replace('.ejs', ''))
  expect(components.filter((component) => !examples.some(([name]) => name === component))).toEqual([])
})
