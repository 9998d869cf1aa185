import type { Sandbox } from '../../src/sandbox/index'
import { browse, CookieJar, visitPlanningCenter } from '../support/planning-center-visit'
import {
  authorizeUrl,
  createClock,
  claimsIn,
  getCallback,
  headingOf,
  openAuthorize,
  postChoice,
  postForm,
  REDIRECT,
  seatOf,
  signIn,
  startPlanningCenter,
} from './oauth-walk'

describe('the authorize endpoint', () => {
  let sandbox: Sandbox
  const clock = createClock()
  beforeEach(async () => {
    sandbox = await startPlanningCenter({ clock })
  })
  afterEach(() => sandbox.close())

  const open = (changes: Record<string, string | null> = {}, jar = new CookieJar()) =>
    openAuthorize(sandbox, changes, jar)

  describe('refuses with a page and never redirects', () => {
    test.each<[string, Record<string, string | null>, number, string]>([
      ['an unknown client', { client_id: 'f'.repeat(64) }, 401, 'invalid_client'],
      ['no client', { client_id: null }, 401, 'invalid_client'],
      [
        'a redirect address that is not registered',
        { redirect_uri: 'http://localhost:3000/other' },
        400,
        'invalid_redirect_uri',
      ],
      ['a redirect address with one slash more', { redirect_uri: `${REDIRECT}/` }, 400, 'invalid_redirect_uri'],
      ['a redirect address with a query of its own', { redirect_uri: `${REDIRECT}?a=b` }, 400, 'invalid_redirect_uri'],
      [
        'another port of the same host',
        { redirect_uri: 'http://localhost:3001/oauth/callback' },
        400,
        'invalid_redirect_uri',
      ],
      ['no redirect address', { redirect_uri: null }, 400, 'invalid_redirect_uri'],
      ['no response type', { response_type: null }, 400, 'invalid_request'],
      ['the implicit flow', { response_type: 'token' }, 400, 'unsupported_response_type'],
      ['no scope', { scope: null }, 400, 'invalid_request'],
      ['an unknown scope', { scope: 'openid nope' }, 400, 'invalid_scope'],
      ['the scope profile', { scope: 'openid profile' }, 400, 'invalid_scope'],
      ['the scope email', { scope: 'openid email' }, 400, 'invalid_scope'],
      ['PKCE by plain text', { code_challenge_method: 'plain' }, 400, 'invalid_code_challenge_method'],
      ['a challenge without a method', { code_challenge_method: null }, 400, 'invalid_code_challenge_method'],
      ['a challenge that is no SHA-256', { code_challenge: 'short' }, 400, 'invalid_request'],
    ])('%s', async (_what, changes, status, error) => {
      const page = await open(changes)
      expect([page.status, page.headers.get('location')]).toEqual([status, null])
      const html = await page.text()
      expect(html).toContain('<h1>An error has occurred</h1>')
      expect(html).toContain(`<code>${error}</code>`)
    })

    test('a doubled parameter', async () => {
      const page = await browse(new URL(`${authorizeUrl(sandbox)}&state=again`), new CookieJar())
      expect([page.status, await headingOf(page)]).toEqual([400, 'An error has occurred'])
    })

    test('an application that was deleted', async () => {
      sandbox.deleteApplication()
      expect((await open()).status).toBe(401)
    })

    test('the client first, then the redirect address, then the response type, then the scope, then PKCE', async () => {
      const wrong = { client_id: 'x', redirect_uri: 'x', response_type: 'x', scope: 'x', code_challenge_method: 'x' }
      const right: Record<string, string> = {
        client_id: sandbox.clientId,
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'people',
      }
      const complaints: (string | undefined)[] = []
      for (let mended = 0; mended <= 4; mended += 1) {
        const page = await open({ ...wrong, ...Object.fromEntries(Object.entries(right).slice(0, mended)) })
        complaints.push(/<code>(\w+)<\/code>/.exec(await page.text())?.[1])
      }
      expect(complaints).toEqual([
        'invalid_client',
        'invalid_redirect_uri',
        'unsupported_response_type',
        'invalid_scope',
        'invalid_code_challenge_method',
      ])
    })
  })

  test('asks who is signing in by role, without a password, and says that nothing is real', async () => {
    const page = await open()
    const html = await page.text()
    expect(html).toContain('<h1>Who is signing in?</h1>')
    expect(html).toContain('Nothing here is real')
    expect(html).not.toContain('type="password"')
    const secretary = sandbox.world.logins.find(({ id }) => id === 'secretary')
    expect(html).toContain(`Secretary (Editor) — ${secretary?.name}`)
    const offered = [...html.matchAll(/name="login" value="([^"]+)"/g)].map(match => match[1])
    expect(offered).toEqual(
      expect.arrayContaining(['secretary', 'pastor', 'administrator', 'volunteer', 'no-access', 'two-churches']),
    )
  })

  test('Allow leads back with a code and the same state', async () => {
    const callback = await getCallback(sandbox)
    expect(callback.get('state')).toBe('the-state')
    expect(callback.get('code')).toMatch(/^[0-9a-f]{64}$/)
    expect([...callback.keys()].sort()).toEqual(['code', 'state'])
  })

  test('without a state none comes back', async () => {
    expect((await getCallback(sandbox, { changes: { state: null } })).has('state')).toBe(false)
  })

  test('Deny leads back with access_denied and the state, and no code', async () => {
    const callback = await getCallback(sandbox, { decision: 'deny' })
    expect(callback.get('error')).toBe('access_denied')
    expect(callback.get('error_description')).toBe('The resource owner or authorization server denied the request.')
    expect([callback.get('state'), callback.get('code')]).toEqual(['the-state', null])
  })

  test('the consent page names the application, the person, the church and what is asked for', async () => {
    const jar = new CookieJar()
    await postChoice(sandbox, 'login', 'secretary', jar)
    const html = await (await open({}, jar)).text()
    expect(html).toContain('<h1>Let Foyer in?</h1>')
    expect(html).toContain('First Church')
    expect(html).toContain('<li>People</li>')
    expect(html).toContain('value="allow"')
    expect(html).toContain('value="deny"')
  })

  test('a person with two churches is asked which, and becomes the person of that church', async () => {
    const first = await signIn(sandbox, { login: 'two-churches', church: seatOf(sandbox, 'two-churches', 0).churchId })
    const second = await signIn(sandbox, { login: 'two-churches', church: seatOf(sandbox, 'two-churches', 1).churchId })
    const subjects = [first, second].map(({ id_token }) => claimsIn(id_token))
    expect(subjects.map(({ sub }) => sub)).toEqual([0, 1].map(index => seatOf(sandbox, 'two-churches', index).personId))
    expect(subjects.map(({ organization_name }) => organization_name)).toEqual(['First Church', 'Grace Chapel'])
  })

  test('somebody whose every account was deleted is told so and may choose somebody else', async () => {
    sandbox.deletePerson(seatOf(sandbox, 'secretary'))
    const jar = new CookieJar()
    const page = await postChoice(sandbox, 'login', 'secretary', jar)
    expect(page.status).toBe(403)
    expect(await page.text()).toContain('No active Planning Center accounts were found')
  })

  test('a second visit of the same browser goes straight through', async () => {
    const jar = new CookieJar()
    await signIn(sandbox, { jar })
    const again = await open({}, jar)
    expect(again.status).toBe(302)
    expect(again.headers.get('location')).toContain(`${REDIRECT}?code=`)
  })

  test('consent is asked again when a scope is new, when asked to, and after the application was disconnected', async () => {
    const jar = new CookieJar()
    await signIn(sandbox, { jar })
    expect(await headingOf(await open({ scope: 'openid people groups' }, jar))).toBe('Let Foyer in?')
    expect(await headingOf(await open({ prompt: 'consent' }, jar))).toBe('Let Foyer in?')
    sandbox.revokeGrants(seatOf(sandbox, 'secretary'))
    expect(await headingOf(await open({}, jar))).toBe('Let Foyer in?')
  })

  test('another person is asked for consent, whatever the first allowed', async () => {
    await signIn(sandbox)
    const jar = new CookieJar()
    await postChoice(sandbox, 'login', 'pastor', jar)
    expect(await headingOf(await open({}, jar))).toBe('Let Foyer in?')
  })

  test('logging out of Planning Center ends its browser session', async () => {
    const jar = new CookieJar()
    await signIn(sandbox, { jar })
    expect(await headingOf(await browse(new URL(`${sandbox.url}/logout`), jar))).toBe('You are signed out')
    expect(await headingOf(await open({}, jar))).toBe('Who is signing in?')
  })

  test('a decision without a session gives nothing away', async () => {
    const page = await postForm(
      sandbox,
      `/oauth/authorize/decision?${new URL(authorizeUrl(sandbox)).search.slice(1)}`,
      { decision: 'allow' },
    )
    expect(await headingOf(page)).toBe('Who is signing in?')
  })

  test('a press without a choice is asked again, or counts as Deny', async () => {
    const jar = new CookieJar()
    expect((await postChoice(sandbox, 'login', '', jar)).status).toBe(403)
    await postChoice(sandbox, 'login', 'secretary', jar)
    const url = new URL(authorizeUrl(sandbox).replace('/authorize?', '/authorize/decision?'))
    const denied = await browse(url, jar, new URLSearchParams())
    expect(denied.headers.get('location')).toContain('error=access_denied')
  })

  test('what the address carries is escaped in the pages', async () => {
    const html = await (await open({ state: '"><script>alert(1)</script>' })).text()
    expect(html).not.toContain('<script')
  })

  test('the pages may not be framed, kept or scripted', async () => {
    const { headers } = await open()
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('a visit that is offered no such person says which page it stopped at', async () => {
    await expect(visitPlanningCenter(authorizeUrl(sandbox), { login: 'nobody' })).rejects.toThrow(
      '"Who is signing in?" does not offer login nobody',
    )
  })
})
