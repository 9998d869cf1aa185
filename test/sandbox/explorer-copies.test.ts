import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { stopAt, type Stop } from '../../src/explorer/address'
import { copiesOf } from '../../src/explorer/copies'
import { readWish } from '../../src/explorer/question'
import { descriptions, type Product } from '../../src/planning-center'
import { asFile, complaints, exampleFile, runExample } from '../support/compiling'
import { signIn, startClient, type SandboxClient } from '../support/sandbox-client'

const run = promisify(execFile)
const EVERYTHING = 'openid api calendar check_ins giving groups people publishing registrations services webhooks'

/** Every collection at the top of every product, asked as much as it can be asked at once. */
const asked = (Object.keys(descriptions) as Product[]).flatMap((product) => {
  const { types } = descriptions[product]
  return Object.entries(types['Organization']?.edges ?? {}).flatMap(([edge, { to, many, filters = [] }]) => {
    const stop = stopAt(product, [edge])
    const { where = {}, order = [], include = [] } = types[to] ?? {}
    if (!stop || !many) return []
    const conditions = Object.fromEntries(Object.entries(where).slice(0, 4).map(([name, kind]) => (kind === 'date' || kind === 'datetime' ? [`where[${name}][gte]`, '2001-01-01'] : [`where[${name}]`, kind === 'boolean' ? 'true' : '1'])))
    const wish = readWish({ ...conditions, order: order.slice(0, 2).join(','), include: include.slice(0, 2).join(','), filter: filters.slice(0, 1).join(','), per_page: '10' }, stop.spot)
    return [{ name: `${product}/${edge}`, stop, wish }]
  })
})

const copies = (stop: Stop, question: (typeof asked)[number]['wish']['question'], url: string) => copiesOf(stop, question, { url, version: descriptions[stop.product].version })

describe('what the explorer gives to copy', () => {
  let sandbox: SandboxClient
  beforeAll(async () => {
    sandbox = await startClient({ scope: EVERYTHING, takesWebhooksScope: true })
    sandbox.sandbox.setRateLimit({ limit: 100_000 })
  })
  afterAll(() => sandbox.close())

  it('as code of Foyer’s own compiles, for every collection of every product', () => {
    const files = new Map(asked.map(({ name, stop, wish }) => [exampleFile(`${name.replace('/', '-')}.ts`), asFile(copies(stop, wish.question, '').client)]))
    expect(files.size).toBeGreaterThan(100)
    expect(complaints(files)).toEqual([])
  }, 240_000)

  it('as code asks Planning Center the very question that was explored', async () => {
    const last = () => sandbox.sandbox.calls.at(-1)
    for (const { stop, wish, name } of asked) {
      const seen = await sandbox.client().look({ spot: stop.spot, question: wish.question })
      const explored = last()
      await runExample(copies(stop, wish.question, seen.url).client, sandbox.client()).catch((error: Error) => [error.message])
      expect([name, last()?.path, last()?.query]).toEqual([name, explored?.path, explored?.query])
    }
  }, 60_000)

  it('as fetch and as curl gets the same answer, with a pass that whoever pastes it has to bring', async () => {
    const explored = asked.find(({ name }) => name === 'services/people')
    if (!explored) throw new Error('Services has no people')
    const seen = await sandbox.client().look({ spot: explored.stop.spot, question: explored.wish.question })
    const { fetch: code, curl } = copies(explored.stop, explored.wish.question, seen.url)
    const env = { ...process.env, PLANNING_CENTER_TOKEN: await signIn(sandbox.sandbox, { login: 'administrator', scope: EVERYTHING }) }
    const fetched = await run(process.execPath, ['--input-type=module', '--eval', code.replace('await answer.json()', 'await answer.text()')], { env })
    const curled = await run('sh', ['-c', curl], { env })
    for (const { stdout } of [fetched, curled]) expect(JSON.parse(stdout)).toMatchObject({ data: (seen.body as { data: unknown[] }).data })
  })
})
