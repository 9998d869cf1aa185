import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { Router } from 'express'
import { sql } from 'kysely'
import { createApp } from '../../src/app'
import { authReads } from '../../src/auth/reads'
import { visitorOf } from '../../src/auth/visitor'
import { PlainError } from '../../src/errors'
import { addressOf, checked, readsOf, type Feature } from '../../src/feature'
import { createLog } from '../../src/log'
import { descriptions } from '../../src/planning-center'
import { readings } from '../../src/privacy/reading'
import { defaultTimes } from '../../src/times'
import { addressesOf } from '../support/addresses'
import { declared, isBelow, settingsFor } from '../support/declared'
import { broughtBy } from '../support/naming'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'

/* Declarations that are wrong, so that every look at one is seen to notice. */
const nothing: Feature = { name: 'nothing', permission: 'signed-in', routes: () => Router() }
const lying: Feature = {
  ...nothing,
  name: 'lying',
  reads: ['Group.name', 'Secret.hint'],
  kept: () => [{ what: 'x', howLong: 'x', keys: [], tables: ['foyer.report', 'foyer.nowhere'] }],
  belonging: { describe: () => Promise.resolve([]), file: null, forget: () => Promise.resolve() },
  routes: () =>
    Router().get('/groups', async (req, res) => {
      const { rows } = await visitorOf(req).planningCenter.ask('groups').list('groups', { include: ['group_type'], fields: { Group: ['name', 'schedule'] }, perPage: 1 })
      res.json(rows)
    }),
}
const leadingNowhere: Feature = { ...nothing, name: 'nowhere', navigation: { text: 'Nowhere', icon: 'nothing' } } // without a page at its address
const intruding: Feature = { ...nothing, name: 'lists', routes: () => Router().get('/new', (_req, res) => void res.json({})) }
/* Right ones, whose own routes never ask who is there. */
const careless: Feature = { ...nothing, name: 'careless', routes: () => Router().get('/', (_req, res) => void res.json({})) }
const forTheOffice: Feature = { ...careless, name: 'for-the-office', permission: 'administrators' }
/* The one that docs/build-a-page.md has for reading the copy. */
const counting: Feature = {
  name: 'counting',
  permission: 'signed-in',
  readsCopy: true,
  routes: ({ whoMayRead, database }) => Router().get('/', async (req, res) => {
    if (!whoMayRead || !database) throw new PlainError('page-not-found')
    const { organizationId } = await whoMayRead.readerOf(visitorOf(req))
    const people = (await database.open()).selectFrom('mirror.person').where('organization_id', '=', organizationId)
    res.json(await people.select(({ fn }) => fn.countAll<number>().as('people')).executeTakeFirstOrThrow())
  }),
}
const everybody = [...declared, lying, leadingNowhere, intruding, careless, forTheOffice, counting]

let open: Foyer
let closed: Foyer
let administrator: Browser
let secretary: Browser
let own: string[]
let tables: Set<string>
beforeAll(async () => {
  open = await startFoyer({ features: everybody, database: 'pglite', env: settingsFor([...everybody, { ...nothing, scopes: ['groups'] }]) })
  closed = await startFoyer({ features: everybody, env: settingsFor([]) })
  open.sandbox.setRateLimit({ limit: 10_000 })
  for (const [login, browser] of [['administrator', (administrator = open.browser())], ['secretary', (secretary = open.browser())]] as const) await browser.signIn(login)
  const plain = createApp({ ...open, log: createLog('silent'), database: database() }, [])
  own = addressesOf(plain)
  await plain.close()
  const { rows } = await sql<{ name: string }>`select schemaname || '.' || tablename as name from pg_tables`.execute(await database().open())
  tables = new Set(rows.map(({ name }) => name))
}, 60_000)
afterAll(() => Promise.all([open?.close(), closed?.close()]))

function database() {
  if (!open.database) throw new Error('was started without a database')
  return open.database
}

/** Where each route of a feature lies, with something in the place of its parameters. */
const addressesBelow = (feature: Feature) => {
  const below = addressesOf(open.app).filter((pattern) => isBelow(feature, pattern))
  return below.map((pattern) => pattern.replace(/[:*]\w+/g, '1').replace(/[{}]/g, ''))
}
const pagesOf = (feature: Feature) => addressesBelow(feature).flatMap((address) => (address.startsWith('GET ') ? address.slice('GET '.length) : []))

async function asked(feature: Feature) {
  const before = open.sandbox.calls.length
  for (const page of pagesOf(feature)) await administrator.visit(page)
  return open.sandbox.calls.slice(before).filter(({ kind }) => kind === 'api')
}

const sourcesOf = (name: string) => readdirSync(`src/${name}`, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => `src/${name}/${file}`)
const isThere = (folder: string) => (existsSync(folder) ? [] : [folder])

async function opensFor(stranger: Browser, addresses: string[]): Promise<string[]> {
  const answers = await Promise.all(addresses.map(async (address) => [address, address.startsWith('GET ') ? await stranger.visit(address.slice(4)) : await stranger.submit(address.replace(/^\w+ /, ''))] as const))
  return answers.filter(([, { status, headers }]) => status !== 401 && !(status === 303 && /^\/login\?/.test(headers['location'] ?? ''))).map(([address]) => address)
}

async function notRefused(browser: Browser, pages: string[]): Promise<string[]> {
  const answers = await Promise.all(pages.map(async (page) => [page, (await browser.visit(page)).status] as const))
  return answers.filter(([, status]) => status !== 403).map(([page]) => page)
}

/** What is wrong with a declaration, by what would have to be so. */
const looks = {
  'has its folders under its name': ({ name }: Feature) => Promise.resolve([...isThere(`src/${name}/index.ts`), ...isThere(`views/${name}`)]),
  'is alone at its address': (feature: Feature) => Promise.resolve(own.filter((pattern) => isBelow(feature, pattern)).slice(0, 1)),
  'lets nobody in unsigned': (feature: Feature) => opensFor(open.browser(), addressesBelow(feature)),
  'refuses others, if it is for administrators': async (feature: Feature) => (feature.permission === 'administrators' ? notRefused(secretary, pagesOf(feature)) : []),
  'is not there where a scope is missing': async (feature: Feature) => {
    if (!feature.scopes?.length) return []
    const stranger = closed.browser()
    await stranger.signIn('administrator')
    const home = await stranger.visit('/account').expect(200)
    return [...(home.text.includes(`href="${addressOf(feature)}"`) ? ['the navigation'] : []), ...((await stranger.visit(addressOf(feature))).status === 404 ? [] : [addressOf(feature)])]
  },
  'is found by its navigation': async (feature: Feature) => {
    if (!feature.navigation) return []
    const { status, text } = await administrator.visit(addressOf(feature))
    const isMarked = text.includes(`href="${addressOf(feature)}" aria-current="page"`)
    const isDrawn = readFileSync('public/images/icons.svg', 'utf8').includes(`id="${feature.navigation.icon}"`)
    return [...(status === 200 ? [] : [`${status}`]), ...(isMarked ? [] : ['no mark']), ...(isDrawn ? [] : [`no icon ${feature.navigation.icon}`])]
  },
  'says what it reads': async (feature: Feature) => {
    const said = new Set([...authReads, ...readsOf(feature)])
    const brought = new Set((await asked(feature)).flatMap(broughtBy))
    if (brought.size === 0 && readsOf(feature).length > 0) return ['nothing at all']
    return [...brought].filter((read) => !said.has(read) && !said.has(read.split('.')[0] ?? ''))
  },
  'names the scope of whatever it asks': async (feature: Feature) => {
    const products = (await asked(feature)).map(({ path }) => Object.values(descriptions).find(({ base }) => path.startsWith(`${base}/`) || path === base)?.scope ?? null)
    return [...new Set(products)].flatMap((scope) => (scope === null || scope === 'people' || feature.scopes?.includes(scope) ? [] : [scope]))
  },
  'has words for what it reads': (feature: Feature) => Promise.resolve(readings(readsOf(feature)).flatMap(({ about, words }) => (about === 'Also' ? [words] : []))),
  'asks the copy only if it says so': ({ name, readsCopy }: Feature) => Promise.resolve(readsCopy || !existsSync(`src/${name}`) ? [] : sourcesOf(name).filter((file) => /['"`\s]mirror\.\w/.test(readFileSync(file, 'utf8')))),
  'keeps things in tables that exist': ({ kept }: Feature) => Promise.resolve((kept?.(defaultTimes) ?? []).flatMap((kept) => kept.tables ?? []).filter((table) => !tables.has(table))),
}
const all = Object.entries(looks)

describe.each(declared.map((feature) => [feature.name, feature] as const))('the feature %s', (_name, feature) => {
  it.each(all)('%s', async (_title, look) => expect(await look(feature)).toEqual([]))
})

it.each([careless, forTheOffice])('nobody comes into $name unsigned, and into one for administrators nobody else, whatever its own routes forget', async (feature) => {
  expect(await looks['lets nobody in unsigned'](feature)).toEqual([])
  expect(await looks['refuses others, if it is for administrators'](feature)).toEqual([])
  expect((await administrator.visit(addressOf(feature))).status).toBe(200)
})

describe('a wrong declaration is noticed:', () => {
  const wrong: [keyof typeof looks, Feature, string[]][] = [
    ['has its folders under its name', nothing, ['src/nothing/index.ts', 'views/nothing']],
    ['is alone at its address', intruding, ['GET /lists']],
    ['is found by its navigation', leadingNowhere, ['404', 'no icon nothing']],
    ['says what it reads', lying, ['Group.schedule', 'GroupType']],
    ['says what it reads', { ...lying, name: 'nowhere' }, ['nothing at all']],
    ['names the scope of whatever it asks', lying, ['groups']],
    ['has words for what it reads', lying, ['Group.name; Secret.hint']],
    ['asks the copy only if it says so', { ...nothing, name: 'reports/asking' }, expect.arrayContaining(['src/reports/asking/finding.ts']) as string[]],
    ['keeps things in tables that exist', lying, ['foyer.nowhere']],
  ]
  it.each(wrong)('it %s', async (look, feature, complaints) => expect(await looks[look](feature)).toEqual(complaints))

  // In the place where features are put together nothing can be left open: that these looks see is tried on other pages.
  it('it lets nobody in unsigned', async () => expect(await opensFor(open.browser(), ['GET /privacy', 'GET /account', 'POST /account/sign-ins/end-all', 'GET /nothing'])).toEqual(['GET /privacy', 'GET /nothing']))
  it('it refuses others, if it is for administrators', async () => expect(await notRefused(secretary, ['/account', '/signed-in'])).toEqual(['/account']))
  it('it is not there where a scope is missing', async () => expect(await looks['is not there where a scope is missing']({ ...leadingNowhere, name: 'lying/groups', scopes: ['groups'] })).toEqual(['/lying/groups']))

  const starting = (...those: Feature[]) => () => createApp({ ...open, log: createLog('silent'), database: database() }, those)
  it('two of one name, an address that is none, and tables that would outlive their church, by not starting at all', () => {
    expect(starting(nothing, nothing)).toThrow('two features are called nothing')
    expect(starting({ ...nothing, name: '../up' })).toThrow('cannot be an address')
    const { belonging: _belonging, ...outliving } = lying
    expect(starting(outliving)).toThrow('lying has tables')
    expect(checked([lying, nothing], defaultTimes)).toHaveLength(2)
  })
})

describe('the church’s copy', () => {
  it('is counted by a feature that reads it, for whoever may', async () => {
    expect((await secretary.visit('/counting').expect(200)).body).toEqual({ people: 0 })
    const other = open.browser()
    await other.signIn('no-access')
    await other.visit('/counting').expect(403)
  })

  it('has its guard given only to features that declare that they read it', async () => {
    const given: boolean[] = []
    const noting = (name: string, declaring: Partial<Feature>): Feature => ({ ...nothing, ...declaring, name, routes: ({ whoMayRead }) => (given.push(whoMayRead !== null), Router()) })
    await createApp({ ...open, log: createLog('silent'), database: database() }, [noting('one', {}), noting('other', { readsCopy: true })]).close()
    expect(given).toEqual([false, true])
  })
})
