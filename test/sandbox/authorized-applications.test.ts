import type { Sandbox } from '../../src/sandbox/index'
import { browse, CookieJar } from '../support/planning-center-visit'
import { errorOf, getCode, headingOf, readOutcome, redeem, refresh, seatOf, signIn, startPlanningCenter } from './oauth-walk'

/** Where everybody finds what they let in, and can take it back: Foyer's own pages lead here. */
describe('the page of authorized applications', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
  })
  afterEach(() => sandbox.close())

  const PATH = '/authorized_applications'
  const open = (jar = new CookieJar(), path = PATH) => browse(new URL(path, sandbox.url), jar)
  const press = (jar: CookieJar, path: string, form: Record<string, string>) => browse(new URL(path, sandbox.url), jar, new URLSearchParams(form))

  test('asks who is signing in, like every page of Planning Center, and then shows what they let in', async () => {
    await signIn(sandbox)
    const jar = new CookieJar()
    const page = await (await open(jar)).text()
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
    expect(page).toContain('<h1>Who is signing in?</h1>')
    const answer = await press(jar, action, { login: 'secretary' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH])
    const html = await (await open(jar)).text()
    expect(html).toContain('<h1>Your authorized applications</h1>')
    for (const word of ['Foyer', 'Ruth Abernathy', 'First Church', 'Disconnect']) expect(html).toContain(word)
  })

  test('somebody who is not there is not signed in', async () => {
    const answer = await press(new CookieJar(), `${PATH}/sign-in`, { login: 'nobody' })
    expect([answer.status, await headingOf(answer)]).toEqual([403, 'Who is signing in?'])
  })

  test('whoever disconnects an application ends its tokens and codes in that church alone', async () => {
    const jar = new CookieJar()
    const [first, second] = [seatOf(sandbox, 'two-churches', 0), seatOf(sandbox, 'two-churches', 1)]
    const here = await signIn(sandbox, { login: 'two-churches', church: first.churchId, jar })
    const there = await signIn(sandbox, { login: 'two-churches', church: second.churchId, jar: new CookieJar() })
    const code = await getCode(sandbox, { login: 'two-churches', church: first.churchId, jar })
    const answer = await press(jar, `${PATH}/disconnect`, { church: first.churchId })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, PATH])
    expect(await readOutcome(sandbox, here.access_token)).toBe('401 CAPUCHIN')
    expect(await errorOf(await refresh(sandbox, here.refresh_token))).toBe('400 invalid_grant')
    expect(await errorOf(await redeem(sandbox, code))).toBe('400 invalid_grant')
    expect(await readOutcome(sandbox, there.access_token)).toBe('200')
    expect((await (await open(jar)).text()).match(/name="church" value="(\d+)"/g)).toEqual([`name="church" value="${second.churchId}"`])
  })

  test('nobody disconnects what is not theirs', async () => {
    const token = await signIn(sandbox)
    const { churchId: church } = seatOf(sandbox, 'secretary')
    await press(new CookieJar(), `${PATH}/disconnect`, { church })
    const jar = new CookieJar()
    await signIn(sandbox, { login: 'pastor', jar })
    await press(jar, `${PATH}/disconnect`, { church })
    expect(await readOutcome(sandbox, token.access_token)).toBe('200')
    expect(await (await open(jar)).text()).toContain('You have let no application in.')
  })

  test('where applications are registered, the console is', async () => {
    const answer = await open(new CookieJar(), '/oauth/applications')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sandbox'])
  })
})
