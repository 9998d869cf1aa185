import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ejs from 'ejs'
import { rows } from '../../src/reports/overview/charts'
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
  avatar: { initials: 'AA', src: null },
  badges: [{ text: 'child', tone: 'plain' }],
  membership: 'Regular Attender',
  phone: { href: 'tel:5550100177', text: '(555) 010-0177' },
  email: { href: 'mailto:ada@example.org', text: 'ada@example.org' },
  emailBadges: [],
  since: null,
}

const field = (name: string, value: FieldValue) => ({ fields: [{ name, values: [value] }] })
const blocked = { text: 'blocked', tone: 'warn' as const }
const noon = { text: '5 minutes ago', iso: '2026-03-01T12:00:00.000Z' }
const showEveryone = { href: '/people', text: 'Show everyone' }

const contact = { name: 'Phone', lines: ['5'], href: 'tel:5', unbroken: true, note: 'Mobile', badges: [], map: null, copy: { text: '5', label: 'Copy', what: '5' } }
const line = { ...person, words: 'child, 7', hasContact: true }
const list = { name: 'Choir', href: '/lists/3', description: 'Who sings', people: '24 people', refreshed: noon, badges: [] }

const ages = { name: 'child', label: 'Age', chosen: true, options: [{ value: '', text: 'All', selected: false }, { value: 'yes', text: 'Chil<dren', selected: true }] }
const filters = { action: '/people', open: false, selects: [ages], hidden: [{ name: 'q', value: '"a' }], notes: [] }

const mark = { name: 'campus', label: 'Camp<us', reason: '', isPoints: false, isTicks: false, isSelect: false, isAge: false, isDays: false, isLong: false, isShort: false, options: [{ value: '7', text: 'Nor<th', selected: true }], from: '', to: '', dayType: 'date' }
const cell = { heading: 'Phone', text: '5', href: 'tel:5', isPerson: false, whose: '', unbroken: true, isBlank: false, isNothing: false }
const whole = { caption: '1 person', span: 2, heads: [{ heading: 'Na<me', href: '/x', sorted: 'ascending', isBlank: false }], groups: [{ heading: null, counted: '', rows: [[{ ...cell, isPerson: true, text: 'Ada <b>', href: '/people/1' }, cell]] }] }
const bars = rows([{ label: 'Main', many: 40, href: '/a', isOpen: false }, { label: 'Gone', many: 10, href: null, isOpen: true }], 50)
const section = { id: 'campus', heading: 'Campus', says: 'Two <campuses>.', pictures: [{ isColumns: false, part: null, ...bars }], table: { head: 'Campus', lines: [{ name: 'Main', number: '40', href: '/a', note: '80%' }] }, counted: 'How.' }
const daysForm = { action: '/reports/birthdays', from: '2026-11-29', to: '2026-12-05', problem: '', more: 'Who, and ages', open: false, selects: [ages] }

const examples: [component: string, example: string, parameters: object, expected: RegExp][] = [
  ['avatar', 'initials, for the eye only', { initials: 'AA', src: null }, /^<span class="avatar" aria-hidden="true">AA<\/span>$/],
  ['avatar', 'a photo over the initials, without words of its own', { initials: 'AA', src: '/photos/x' }, /^<span class="avatar" aria-hidden="true">AA<img [^>]*src="\/photos\/x" alt="" width="96" height="96" loading="lazy"[^>]*><\/span>$/],
  ['badge', 'a warning', blocked, /^<span class="badge badge--warn">blocked<\/span>$/],
  ['icon', 'a picture from the sheet', { name: 'people' }, /aria-hidden="true"><use href="\/assets\/images\/icons\.\w+\.svg#people">/],
  ['sign-in-times', 'since when and when last', { since: noon, lastSeen: noon }, /^signed in <time [^>]*>5 minutes ago<\/time> · last seen <time [^>]*>5 minutes ago<\/time>$/],
  ['freshness', 'of a copy', { text: 'Foyer’s copy, as of', when: noon }, /^<p class="freshness">Foyer’s copy, as of <time datetime="2026[^>]*>5 minutes ago<\/time> <\/p>$/],
  ['freshness', 'of one that is not there yet', { text: 'Being made for the first time.', when: null }, /^<p class="freshness">Being made for the first time\.<\/p>$/],
  ['moment', 'a time for people and machines', noon, /^<time datetime="2026-03-01T12:00:00\.000Z">5 minutes ago<\/time>$/],

  ['search-form', 'empty', { search: '' }, /<label [^>]*for="search">Search people<\/label> <input [^>]*id="search" [^>]*name="q" value=""/],
  ['search-form', 'with its key, which only a script can press', { search: '' }, /<kbd [^>]*hidden>\/<\/kbd>.*<script src="\/assets\/js\/search-key\.\w+\.js" defer>/],
  ['search-form', 'with what was searched', { search: '"><script>' }, /value="&#34;&gt;&lt;script&gt;"/],

  ['filter-bar', 'a choice', filters, /<label [^>]*for="choose-child">Age<\/label> <select class="filter-bar__select filter-bar__select--chosen" id="choose-child" name="child"> <option value="">All<\/option> <option value="yes" selected>Chil&lt;dren<\/option> <\/select>/],
  ['filter-bar', 'what goes along unseen, and the button for those without a script', filters, /<form [^>]*action="\/people".*type="hidden" name="q" value="&#34;a".*<button [^>]*>Show<\/button>/],
  ['filter-bar', 'a note', { ...filters, notes: ['Why <not>'] }, /<p class="page-note"><bdi>Why &lt;not&gt;<\/bdi><\/p>/],
  ['filter-bar', 'open on phones', { ...filters, open: true }, /type="checkbox" autocomplete="off" checked> <label [^>]*for="choose">Filter and sort</],
  ['filter-bar', 'out of the way on phones', filters, /type="checkbox" autocomplete="off">/],

  ['pagination', 'in the middle', { label: 'More people', range: '26–50 of 60', previous: '/a', next: '/b' }, /aria-label="More people".*26–50 of 60.*"prev" href="\/a".*"next" href="\/b"/],
  ['pagination', 'at the end', { label: 'More lists', range: '51–60 of 60', previous: '/a', next: null }, /^(?!.*"next").*"More lists".*"prev"/],

  ['blank-slate', 'with a way on', { title: 'Nobody', text: 'Try less.', action: showEveryone }, /<h2>Nobody<\/h2> <p>Try less\.<\/p>.*href="\/people"/],
  ['blank-slate', 'without', { title: 'Nobody', text: 'Yet.', action: null }, /^(?!.*<a ).*<p>Yet\.<\/p>/],

  ['field-list', 'a plain value', field('Name', fieldValue('Ada')), /<dt>Name<\/dt> <dd> <span [^>]*><bdi>Ada<\/bdi><\/span>/],
  ['field-list', 'lines with a note', field('Home', { ...fieldValue('', { note: 'old' }), lines: ['A', 'B'] }), /<bdi>A<\/bdi><bdi>B<\/bdi>.*<bdi>old</],
  ['field-list', 'a number to dial', field('Phone', fieldValue('5', { href: 'tel:5', unbroken: true })), /<a class="unbroken" href="tel:5"><bdi>5</],
  ['field-list', 'a mark', field('E-mail', fieldValue('a@b', { badges: [blocked] })), /a@b.*badge--warn">blocked</],
  ['field-list', 'absence', field('E-mail', fieldValue('None', { quiet: true })), /<dd class="quiet">/],

  ['people-table', 'a person', { caption: '1 person', people: [person] }, /<th [^>]*scope="row">.*"\/people\/1"><bdi>Ada &lt;Abara&gt;<.*"tel:5550100177"/],
  ['people-table', 'what it is sorted by', { caption: '', people: [{ ...person, since: { what: 'added', when: noon } }] }, /added <time datetime="2026[^>]*>5 minutes ago</],
  ['people-table', 'its caption', { caption: '1 person', people: [] }, /<caption [^>]*>1 person<\/caption>/],
  ['people-table', 'no contact data', { caption: '', people: [{ ...person, phone: null, email: null }] }, /^(?!.*(tel|mailto):).*Ada/],

  ['people-cards', 'a person', { caption: '1 person', people: [person] }, /<ul [^>]*aria-label="1 person"> <li [^>]*> <span class="avatar".*"\/people\/1"><bdi>Ada &lt;Abara&gt;<.*<bdi>Regular Attender<.*child.*"tel:5550100177"/],
  ['people-cards', 'a photo, and what it is sorted by', { caption: '', people: [{ ...person, avatar: { initials: 'AA', src: '/photos/x' }, since: { what: 'changed', when: noon } }] }, /src="\/photos\/x".*changed <time /],
  ['people-cards', 'no contact data', { caption: '', people: [{ ...person, phone: null, membership: '' }] }, /^(?!.*tel:).*Ada/],

  ['copy-button', 'one of many', { text: 'a@b', label: 'Copy', what: 'a@b' }, /data-copy="a@b" hidden><span data-copy-label>Copy<\/span><span class="visually-hidden"> <bdi>a@b</],
  ['copy-button', 'a verb of its own', { text: '1\n2', label: 'Copy all', what: '' }, /^(?!.*visually-hidden).*>Copy all<\/span><\/button>$/],

  ['contact-list', 'a number', { rows: [contact] }, /<dt>Phone <span [^>]*><bdi>Mobile<.*<a class="contact-list__phone unbroken" href="tel:5"><bdi>5<.*data-copy="5"/],
  ['contact-list', 'an address', { rows: [{ ...contact, href: null, lines: ['A', 'B'], map: '/map' }] }, /<bdi>A<\/bdi><bdi>B<\/bdi>.*href="\/map" rel="noreferrer">Map</],

  ['person-lines', 'somebody else', { people: [line] }, /<a class="person-line__name" href="\/people\/1"><bdi>Ada &lt;Abara&gt;<.*<bdi>child, 7<.*"tel:5550100177".*"mailto:/],
  ['person-lines', 'who is looked at', { people: [{ ...line, href: null, hasContact: false }] }, /^(?!.*<a ).*<span class="person-line__name"><bdi>Ada/],

  ['list-lines', 'a list', { lists: [list] }, /<a [^>]*href="\/lists\/3"><bdi>Choir<.*<bdi>Who sings<.*24 people.*refreshed <time /],
  ['list-lines', 'a list of which little is known', { lists: [{ ...list, description: '', people: '', refreshed: null }] }, /^(?!.*(refreshed|<time)).*Choir/],

  ['report-filter', 'one answer of two', { filter: { ...mark, isSelect: true } }, /<label for="filter-campus"><bdi>Camp&lt;us<.*<option value="">Any<\/option> <option value="7" selected>Nor&lt;th</],
  ['report-filter', 'several answers', { filter: { ...mark, isTicks: true } }, /<legend><bdi>Camp&lt;us<.*type="checkbox" name="campus" value="7" checked> <bdi>Nor&lt;th</],
  ['report-filter', 'more than can be looked over', { filter: { ...mark, isTicks: true, isLong: true } }, /choice__ticks--long" data-narrow>/],
  ['report-filter', 'one of a few', { filter: { ...mark, isPoints: true } }, /^(?!.*checkbox).*type="radio" name="campus" value="7" checked/],
  ['report-filter', 'years, and why they cannot be meant', { filter: { ...mark, isAge: true, from: '<9', reason: 'Wh<y' } }, /aria-describedby="why-campus".*id="why-campus">Wh&lt;y<.*name="age-from".*value="&lt;9" aria-invalid="true" aria-describedby="why-campus"/],
  ['report-filter', 'days', { filter: { ...mark, isDays: true, from: '2026-01-01' } }, /<select [^>]*name="campus" aria-label="Camp&lt;us">.*type="date" id="campus-from" name="campus-from" value="2026-01-01"/],

  ['report-table', 'a row, and what it is sorted by', { table: whole }, /<caption [^>]*>1 person<.*aria-sort="ascending"> <a [^>]*href="\/x"[^>]*><bdi>Na&lt;me<.*scope="row"><a href="\/people\/1"><bdi>Ada &lt;b&gt;<.*data-heading="Phone"><a class="unbroken" href="tel:5"><bdi>5</],
  ['report-table', 'groups', { table: { ...whole, groups: [{ heading: 'Nor<th', counted: '3 people', rows: [] }] } }, /scope="rowgroup" colspan="2"><h3><bdi>Nor&lt;th<\/bdi> <span class="quiet">3 people</],
  ['report-table', 'nothing to say, and room to write', { table: { ...whole, groups: [{ heading: null, counted: '', rows: [[{ ...cell, text: '', href: '', isNothing: true }, { ...cell, text: '', href: '', isBlank: true }]] }] } }, /class="report-table__nothing"><\/td>.*class="report-table__blank"><\/td>/],
  ['counted', 'a number with its list', { number: '1,204', href: '/reports/build?a=1&b=2' }, /^<a class="counted" href="\/reports\/build\?a=1&amp;b=2">1,204<\/a>$/],
  ['counted', 'a number without one', { number: '3', href: null }, /^<span class="counted">3<\/span>$/],
  ['chart', 'its words, a bar that leads to its people, and one that cannot', { section }, /<h2 id="campus">Campus<\/h2> <p id="campus-says"><bdi>Two &lt;campuses&gt;\.<.*<svg [^>]*aria-labelledby="campus" aria-describedby="campus-says".*<a class="chart__link" href="\/a" aria-label="Main: 40 people">.*<text [^>]*>Main<\/text>.*<a class="chart__link"> .*chart__bar--open/],
  ['chart', 'its table', { section }, /<summary>.*<p>How\.<\/p>.*<th scope="row"><bdi>Main<\/bdi><\/th><td> <a class="counted" href="\/a">40<\/a> <\/td><td>80%<\/td>/],
  ['ways-with', 'what can be done', { ways: [{ href: '/reports/labels', text: 'Labels <b>' }] }, /<nav [^>]*aria-label="Do more with these people">.*<a [^>]*href="\/reports\/labels">Labels &lt;b&gt;</],
  ['absence', 'with somebody to ask', { absence: { title: 'Not <yet>', text: 'Ask Ann.', action: null, message: { text: 'Could you?', label: 'Copy a message', what: 'to Ann' } } }, /^(?!.*button--chief).*<bdi>Not &lt;yet&gt;<.*<label [^>]*for="message">.*<textarea [^>]*readonly>Could you\?<\/textarea>.*data-copy="Could you\?"/],
  ['absence', 'with something to do', { absence: { title: 'Not yet', text: '', action: showEveryone, message: null } }, /^(?!.*textarea).*<a class="button button--chief" href="\/people">/],
  ['bulletin', 'lines to copy, by a button or by hand', { text: 'Sunday – <Ann>', lines: 2 }, /data-copy="Sunday – &lt;Ann&gt;" hidden>.*<label [^>]*for="bulletin">.*<textarea [^>]*rows="2" readonly>Sunday – &lt;Ann&gt;<\/textarea>/],
  ['days-form', 'two days, and of whom', { form: daysForm }, /name="from" value="2026-11-29" required>.*<details> <summary [^>]*>Who, and ages<.*<select [^>]*name="child"><option value="">All<.*<option value="yes" selected>/],
  ['days-form', 'days that cannot be meant', { form: { ...daysForm, problem: 'No <such> day.', open: true } }, /aria-invalid="true" aria-describedby="days-problem".*id="days-problem" role="alert">No &lt;such&gt; day\.<.*<details open>/],
  ['home-card', 'some lines', { card: { title: 'New', lines: [{ text: 'Ada <b>', note: 'turns 7', href: '/people/1', aside: 'Sun, Nov 29' }], words: '', more: { href: '/reports', text: 'All 9' } } }, /<h2>New<\/h2> <ul.*href="\/people\/1"><span><bdi>Ada &lt;b&gt;<\/bdi> <span [^>]*>turns 7<.*Sun, Nov 29.*All 9<span class="visually-hidden">: New</],
  ['home-card', 'nobody', { card: { title: 'New', lines: [], words: 'Nobody was added.', more: null } }, /^(?!.*<ul).*<p class="quiet">Nobody was added\.<\/p>/],
  ['list-change-lines', 'somebody, and somebody who is gone', { lines: [{ name: 'Ada', href: '/people/1', when: noon }, { name: 'Somebody', href: null, when: noon }] }, /href="\/people\/1"><bdi>Ada<.*<time .*<span>Somebody<\/span>/],
  ['shelf-part', 'a report to pin', { part: { title: 'Yours', words: '', lines: [{ title: 'Choir <b>', href: '/reports/saved/3', badges: [], about: '', people: '24 people', what: 'saved-3', pin: 'Pin' }] }, pinning: { action: '/reports/pins', csrf: 'c' } }, /href="\/reports\/saved\/3"><bdi>Choir &lt;b&gt;<.*24 people.*action="\/reports\/pins"> <input [^>]*name="_csrf" value="c"> <input [^>]*name="what" value="saved-3"> <button [^>]*>Pin<span class="visually-hidden"> <bdi>Choir/],
  ['shelf-part', 'none yet', { part: { title: 'Yours', words: 'Save one.', lines: [] }, pinning: { action: '/reports/pins', csrf: 'c' } }, /^(?!.*<ul).*Save one\./],

  ['crumbs', 'the way, and where one is', { crumbs: [{ href: '/explorer', text: 'Explorer', isHere: false }, { href: '/explorer/people', text: 'Peo<ple', isHere: true }] }, /<nav [^>]*aria-label="Where this is">.*<a href="\/explorer"><bdi>Explorer<.*<a href="\/explorer\/people" aria-current="page"><bdi>Peo&lt;ple</],
  ['code-block', 'lines to copy, and to move with the keyboard', { name: 'curl', code: "curl 'a<b'", label: 'Copy' }, /<h3>curl<\/h3>.*data-copy="curl &#39;a&lt;b&#39;".*<pre [^>]*tabindex="0" role="region" aria-label="curl"><code>curl &#39;a&lt;b&#39;<\/code>/],
  ['explorer-edges', 'what lies below', { edges: [{ href: '/explorer/people/people', name: 'people', type: 'Person', has: '31 fields' }] }, /<a href="\/explorer\/people\/people">people<\/a><span class="quiet">Person: 31 fields</],
  ['explorer-missing', 'the way to it', { missing: { title: 'Not <yet>', text: 'It asks you.', action: showEveryone } }, /<strong>Not &lt;yet&gt;<.*It asks you\..*<a class="button" href="\/people">/],
  ['explorer-missing', 'without one', { missing: { title: 'No', text: 'Why.', action: null } }, /^(?!.*<a ).*Why\./],
  ['explorer-ticks', 'one that is chosen', { name: 'include', label: 'Include', options: [{ value: 'emails', text: 'emails', selected: true }] }, /role="group" aria-label="Include"><label class="tick"><input type="checkbox" name="include" value="emails" checked> <bdi>emails</],
  ['explorer-json', 'all of it, where it is all there is', { json: { text: '{ "a": "<b>" }', isCut: false, isOpen: true } }, /^(?!.*It goes on)<details [^>]*open>.*<code>\{ &#34;a&#34;: &#34;&lt;b&gt;&#34; \}</],
  ['explorer-json', 'the beginning', { json: { text: '{', isCut: true, isOpen: false } }, /^<details [^>]*id="json">.*It goes on\./],

  ['list-search', 'with what was searched', { search: '"><script>' }, /<label for="list-search">.*value="&#34;&gt;&lt;script&gt;"/],
]

test.each(examples)('%s: %s', async (component, _example, parameters, expected) => {
  expect(await render(component, parameters)).toMatch(expected)
})

test('every component has an example', () => {
  const components = readdirSync(join(viewsFolder, 'components')).map((file) => file.replace('.ejs', ''))
  expect(components.filter((component) => !examples.some(([name]) => name === component))).toEqual([])
})
