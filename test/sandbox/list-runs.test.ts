import type { Sandbox } from '../../src/sandbox/index'
import type { ListRecord } from '../../src/sandbox/world/world'
import { createClock, seatOf, signIn, startPlanningCenter, USER_AGENT } from './oauth-walk'

interface Answer {
  status: number
  headers: Headers
  text: string
}

describe('refreshing a list', () => {
  let sandbox: Sandbox
  let clock: ReturnType<typeof createClock>
  const tokens = new Map<string, string>()
  beforeEach(async () => {
    clock = createClock()
    sandbox = await startPlanningCenter({ clock })
    tokens.clear()
  })
  afterEach(() => sandbox.close())

  const church = () => {
    const [first] = sandbox.world.churches.values()
    if (!first) throw new Error('no church')
    return first
  }
  const listCalled = (part: string): ListRecord => {
    const found = [...church().lists.values()].find(({ name, description }) => `${name} ${description}`.includes(part))
    if (!found) throw new Error(`no list ${part}`)
    return found
  }
  const ask = async (login: string, path: string, method = 'GET'): Promise<Answer> => {
    const token = tokens.get(login) ?? (await signIn(sandbox, { login })).access_token
    tokens.set(login, token)
    const answer = await fetch(`${sandbox.url}${path}`, { method, headers: { authorization: `Bearer ${token}`, 'user-agent': USER_AGENT } })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
  const run = (login: string, { id }: { id: string }) => ask(login, `/people/v2/lists/${id}/run`, 'POST')
  const read = async (login: string, { id }: { id: string }) => {
    const { text } = await ask(login, `/people/v2/lists/${id}`)
    return (JSON.parse(text) as { data: { attributes: { refreshed_at: string; total_people: number } } }).data.attributes
  }
  const namesOn = ({ id }: { id: string }) =>
    [...church().listResults.values()].filter(({ listId }) => listId === id).map(({ personId }) => church().people.get(personId)?.lastName)

  test('says 204 at once and nothing else, and happens in the background', async () => {
    const list = listCalled('Newsletter')
    const before = await read('secretary', list)
    const { status, text } = await run('secretary', list)
    expect([status, text]).toEqual([204, ''])
    clock.forward(5000)
    expect(await read('secretary', list)).toEqual(before)
    clock.forward(2000)
    expect(Date.parse((await read('secretary', list)).refreshed_at)).toBe(clock.now() - 1000)
  })

  test('puts on it whoever its rule fits by then, and takes off whoever it no longer fits', async () => {
    const list = listCalled('Newsletter')
    const churn = sandbox.churn()
    const { id: newcomer } = churn.addPerson({ first: 'Ada', last: 'Newcomer' })
    churn.editPerson(newcomer, { membership: 'Member' })
    const [gone] = [...church().people.values()].filter(({ lastName }) => lastName === 'Abernathy')
    churn.deactivate(gone?.id ?? '', 'Moved away')
    const { total_people: before } = await read('secretary', list)
    expect(namesOn(list)).toEqual(expect.arrayContaining(['Abernathy']))

    await run('secretary', list)
    clock.forward(7000)
    expect((await read('secretary', list)).total_people).toBe(before)
    expect(namesOn(list)).toContain('Newcomer')
    expect([...church().listResults.values()].some(({ listId, personId }) => listId === list.id && personId === gone?.id)).toBe(false)
  })

  test('a list without a rule keeps everybody, and was refreshed all the same', async () => {
    const churn = sandbox.churn()
    const list = churn.addList({ name: 'By hand', createdById: seatOf(sandbox, 'secretary').personId })
    churn.addToList(list.id, seatOf(sandbox, 'pastor').personId)
    await run('secretary', list)
    clock.forward(7000)
    expect(await read('secretary', list)).toMatchObject({ total_people: 1, refreshed_at: `${new Date(clock.now() - 1000).toISOString().slice(0, 19)}Z` })
  })

  test('asked for again while it goes on, it goes on as it was', async () => {
    const list = listCalled('Newsletter')
    await run('secretary', list)
    clock.forward(5000)
    expect((await run('secretary', list)).status).toBe(204)
    clock.forward(1000)
    expect(Date.parse((await read('secretary', list)).refreshed_at)).toBe(clock.now())
  })

  test('takes as long as it was told to, and for ever if need be', async () => {
    const list = listCalled('Newsletter')
    const before = await read('secretary', list)
    sandbox.setListRunTime(Infinity)
    await run('secretary', list)
    clock.forward(600_000)
    expect(await read('secretary', list)).toEqual(before)
  })

  test.each([
    ['secretary', 'Newsletter', 204], // made it
    ['pastor', 'Newsletter', 403], // a Manager, but of People, not of this list
    ['volunteer', 'Newsletter', 403],
    ['secretary', 'Children', 204], // shared with Editors to manage
    ['administrator', 'Children', 204],
    ['volunteer', 'Children', 404],
    ['secretary', 'Hospital', 403], // shared with her to view
    ['administrator', 'Counselling', 404],
    ['no-access', 'Newsletter', 403],
  ])('by the %s, of “%s”: %i', async (login, part, status) => {
    const list = listCalled(part)
    const { status: answered, text } = await run(login, list)
    expect(answered).toBe(status)
    if (status !== 204) expect(JSON.parse(text)).toMatchObject({ errors: [{ status: String(status) }] })
    expect(sandbox.world.listRuns.size).toBe(status === 204 ? 1 : 0)
  })

  test('of a list whose rules are broken is refused, of one that is not there too', async () => {
    const list = listCalled('Newsletter')
    list.invalid = true
    expect((await run('secretary', list)).status).toBe(422)
    expect((await run('secretary', { id: '4711' })).status).toBe(404)
  })

  test('of a list that is deleted meanwhile comes to nothing', async () => {
    const list = listCalled('Newsletter')
    await run('secretary', list)
    sandbox.churn().deleteList(list.id)
    clock.forward(7000)
    expect((await ask('secretary', `/people/v2/lists/${list.id}`)).status).toBe(404)
    expect(sandbox.world.listRuns.size).toBe(0)
  })

  test('spends one request of the limit, and is refused beyond it', async () => {
    const list = listCalled('Newsletter')
    expect((await run('secretary', list)).headers.get('x-pco-api-request-rate-count')).toBe('1')
    sandbox.spend(seatOf(sandbox, 'secretary'), 99)
    expect((await run('secretary', list)).status).toBe(429)
  })

  test('suffers what every request suffers; a reply that is lost has begun it', async () => {
    const list = listCalled('Newsletter')
    sandbox.addFault({ on: 'api', path: `/people/v2/lists/${list.id}/run`, times: 1, answer: { status: 503 } })
    expect((await run('secretary', list)).status).toBe(503)
    expect(sandbox.world.listRuns.size).toBe(0)
    sandbox.addFault({ on: 'api', path: `/people/v2/lists/${list.id}/run`, times: 1, dropReplyAfterActing: true })
    await expect(run('secretary', list)).rejects.toThrow()
    expect(sandbox.world.listRuns.size).toBe(1)
  })

  test.each([
    ['PATCH', '/run'],
    ['DELETE', '/run'],
    ['PUT', '/run'],
    ['POST', ''],
    ['POST', '/mailchimp_sync'],
    ['POST', '/run/run'],
    ['POST', '/../../people'],
  ])('no other write is imitated: %s …%s', async (method, path) => {
    const list = listCalled('Newsletter')
    const before = church().revision
    expect((await ask('administrator', `/people/v2/lists/${list.id}${path}`, method)).status).toBe(405)
    expect((await ask('secretary', `/current/v2/lists/${list.id}/run`, 'POST')).status).toBe(405)
    expect([church().revision, sandbox.world.listRuns.size]).toEqual([before, 0])
  })
})
