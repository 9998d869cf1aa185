import type { Sandbox } from '../../src/sandbox/index'
import { errorOf, read, readOutcome, refresh, seatOf, signIn, startPlanningCenter, type TokenAnswer } from './oauth-walk'

describe('the console', () => {
  let sandbox: Sandbox
  let token: TokenAnswer
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
    token = await signIn(sandbox)
  })
  afterEach(() => sandbox.close())

  const page = async () => (await fetch(`${sandbox.url}/sandbox`)).text()
  const press = (path: string, form: Record<string, string> = {}) =>
    fetch(`${sandbox.url}${path}`, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) })
  const send = (path: string, body: unknown) =>
    fetch(`${sandbox.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const seatText = () => Object.values(seatOf(sandbox, 'secretary')).slice(0, 2).join('/')

  test('tells the address, the credentials it accepts and what every fault means', async () => {
    const html = await page()
    expect(html).toContain('<h1>Planning Center sandbox</h1>')
    for (const word of [
      sandbox.url,
      sandbox.clientId,
      sandbox.clientSecret,
      'dropReplyAfterActing',
      'Lost refresh',
      '401 LEMMING',
    ]) {
      expect(html).toContain(word)
    }
    expect(html).toContain('None: everything works.')
  })

  test('a button adds its fault, the page lists it, another removes it', async () => {
    const pressed = await press('/sandbox/faults', { preset: 'maintenance' })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, '/sandbox'])
    expect(await page()).toContain('until removed')
    expect((await read(sandbox, '/people/v2/me', token.access_token)).status).toBe(503)
    await press('/sandbox/faults/clear')
    expect(await readOutcome(sandbox, token.access_token)).toBe('200')
  })

  test('every button on the page works', async () => {
    const presets = [...(await page()).matchAll(/name="preset" value="([^"]+)"/g)].map(match => match[1] ?? '')
    for (const preset of presets)
      expect([preset, (await press('/sandbox/faults', { preset })).status]).toEqual([preset, 303])
    expect(presets.length).toBeGreaterThan(10)
  })

  test('whatever no button offers is written into the page as it would be sent by HTTP', async () => {
    const html = await page()
    const example = /<textarea name="fault"[^>]*>([^<]*)</.exec(html)?.[1]?.replaceAll('&#34;', '"') ?? ''
    expect((await press('/sandbox/faults', { fault: example })).status).toBe(303)
    await press('/sandbox/faults/clear')
    await press('/sandbox/faults', { fault: '{"on":"api","answer":{"status":418},"times":1}' })
    expect(await readOutcome(sandbox, token.access_token)).toBe('418')
    for (const [fault, complaint] of [['{"on":', 'JSON'], ['{"on":"api","tims":1}', 'tims'], ['', 'JSON']] as const) {
      const wrong = await press('/sandbox/faults', { fault })
      expect([wrong.status, await wrong.json()]).toEqual([400, { problem: expect.stringContaining(complaint) as string }])
    }
  })

  test('by HTTP: a fault is added as JSON, a wrong one explained, all are removed', async () => {
    const added = await send('/sandbox/faults', { on: 'api', answer: { status: 500 }, times: 1 })
    expect([added.status, await added.json()]).toEqual([200, { id: '1' }])
    expect(await readOutcome(sandbox, token.access_token)).toBe('500')
    const wrong = await send('/sandbox/faults', { on: 'api', tims: 1 })
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toEqual({ problem: expect.stringContaining('tims') as string })
    await send('/sandbox/faults', { on: 'api', empty: true })
    expect((await fetch(`${sandbox.url}/sandbox/faults`, { method: 'DELETE' })).status).toBe(204)
    expect(await readOutcome(sandbox, token.access_token)).toBe('200')
  })

  test.each<[string, (seat: string) => Record<string, string>, string]>([
    ['expire-access-tokens', () => ({ seat: '' }), '401 BABOON'],
    ['expire-access-tokens', seat => ({ seat }), '401 BABOON'],
    ['revoke-grants', seat => ({ seat }), '401 CAPUCHIN'],
    ['delete-person', seat => ({ seat }), '401 FLAMINGO'],
    ['delete-church', seat => ({ church: seat.split('/')[0] ?? '' }), '401 LEMMING'],
    ['delete-application', () => ({}), '401 CHINCHILLA'],
    ['spend', seat => ({ seat, requests: '100' }), '429 429'],
    ['rate-limit', () => ({ limit: '1', window: 'sliding' }), '429 429'],
  ])('the lever %s works as a form and the API answers accordingly', async (name, form, outcome) => {
    expect(await readOutcome(sandbox, token.access_token)).toBe('200')
    expect((await press(`/sandbox/levers/${name}`, form(seatText()))).status).toBe(303)
    expect(await readOutcome(sandbox, token.access_token)).toBe(outcome)
  })

  test('a permission is changed by form and by JSON, and the token stays alive', async () => {
    const { churchId, personId } = seatOf(sandbox, 'secretary')
    const people = () => readOutcome(sandbox, token.access_token, '/people/v2/people')
    expect(await people()).toBe('200')
    await press('/sandbox/levers/set-permission', { seat: seatText(), permission: 'none' })
    expect(await people()).toBe('403')
    await send('/sandbox/levers/set-permission', { seat: { churchId, personId }, permission: 'Viewer' })
    expect(await people()).toBe('200')
  })

  test('whoever becomes an administrator by form keeps their permission, and the other way round', async () => {
    const { churchId, personId } = seatOf(sandbox, 'secretary')
    const person = () => sandbox.world.churches.get(churchId)?.people.get(personId)
    await press('/sandbox/levers/set-permission', { seat: seatText(), permission: '', siteAdministrator: 'true' })
    expect(person()).toMatchObject({ peoplePermissions: 'Editor', siteAdministrator: true })
    await press('/sandbox/levers/set-permission', { seat: seatText(), permission: 'Viewer', siteAdministrator: '' })
    expect(person()).toMatchObject({ peoplePermissions: 'Viewer', siteAdministrator: true })
    await send('/sandbox/levers/set-permission', { seat: { churchId, personId }, siteAdministrator: false })
    expect(person()).toMatchObject({ peoplePermissions: 'Viewer', siteAdministrator: false })
    expect(await page()).toContain('name="siteAdministrator"')
  })

  test('a dead grant may be refused with either status, for the documentation is silent', async () => {
    await press('/sandbox/levers/revoke-grants', { seat: '' })
    expect(await errorOf(await refresh(sandbox, token.refresh_token))).toBe('400 invalid_grant')
    expect((await press('/sandbox/levers/dead-grant-status', { status: '401' })).status).toBe(303)
    expect(await errorOf(await refresh(sandbox, token.refresh_token))).toBe('401 invalid_grant')
    expect(await page()).toContain('<code>401</code>')
  })

  test('rotation and redirect addresses are changed too', async () => {
    await press('/sandbox/levers/add-redirect-uri', { uri: 'http://localhost:9999/back' })
    expect(await page()).toContain('http://localhost:9999/back')
    expect((await press('/sandbox/levers/rotation', { mode: 'dies-at-once' })).status).toBe(303)
  })

  test('a lever pulled wrongly says what is wrong; one that does not exist is 404', async () => {
    const wrong = await send('/sandbox/levers/spend', { seat: seatText(), requests: -1 })
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toEqual({ problem: expect.stringContaining('requests') as string })
    expect((await send('/sandbox/levers/delete-person', { seat: '1/2' })).status).toBe(400)
    expect((await send('/sandbox/levers/no-such-lever', {})).status).toBe(404)
  })

  test('its own requests are not among those to Planning Center', async () => {
    const before = sandbox.calls.length
    await page()
    expect(((await (await fetch(`${sandbox.url}/sandbox/calls`)).json()) as unknown[]).length).toBe(before)
    expect(sandbox.calls.length).toBe(before)
  })

  test('it works while everything else is down, and serves its stylesheet', async () => {
    sandbox.addFault({ on: 'any', answer: { status: 503 } })
    expect((await fetch(`${sandbox.url}/sandbox/style.css`)).headers.get('content-type')).toContain('text/css')
    expect(await page()).toContain('Faults in force')
  })
})
