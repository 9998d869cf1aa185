import type { Sandbox } from '../../src/sandbox/index'
import { CookieJar } from '../support/planning-center-visit'
import {
  claimsIn,
  getCode,
  headingOf,
  openAuthorize,
  postChoice,
  redeem,
  seatOf,
  signIn,
  startPlanningCenter,
} from './oauth-walk'

describe('prompt', () => {
  let sandbox: Sandbox
  beforeEach(async () => {
    sandbox = await startPlanningCenter()
  })
  afterEach(() => sandbox.close())

  const open = (changes: Record<string, string | null>, jar: CookieJar) => openAuthorize(sandbox, changes, jar)

  test('prompt=login asks for the person again although the browser is signed in', async () => {
    const jar = new CookieJar()
    await signIn(sandbox, { jar })
    expect(await headingOf(await open({ prompt: 'login' }, jar))).toBe('Who is signing in?')
    const { id_token } = await signIn(sandbox, { jar, login: 'pastor', changes: { prompt: 'login' } })
    expect(claimsIn(id_token).sub).toBe(seatOf(sandbox, 'pastor').personId)
  })

  test('prompt=select_account asks for the church again', async () => {
    const jar = new CookieJar()
    const [first, second] = [0, 1].map(index => seatOf(sandbox, 'two-churches', index).churchId)
    await signIn(sandbox, { jar, login: 'two-churches', church: first ?? '' })
    expect(await headingOf(await open({ prompt: 'select_account' }, jar))).toBe('Which church?')
    const moved = await signIn(sandbox, {
      jar,
      login: 'two-churches',
      church: second ?? '',
      changes: { prompt: 'select_account' },
    })
    expect(claimsIn(moved.id_token).organization_id).toBe(second)
  })

  test('prompt counts only when openid is asked for', async () => {
    const jar = new CookieJar()
    await signIn(sandbox, { jar })
    expect((await open({ scope: 'people', prompt: 'login' }, jar)).status).toBe(302)
  })

  test('prompt=none never shows a page', async () => {
    const jar = new CookieJar()
    const silently = async (changes = {}) =>
      new URL((await open({ prompt: 'none', ...changes }, jar)).headers.get('location') ?? '').searchParams
    expect((await silently()).get('error')).toBe('login_required')
    await postChoice(sandbox, 'login', 'two-churches', jar)
    expect((await silently()).get('error')).toBe('account_selection_required')
    await postChoice(sandbox, 'church', seatOf(sandbox, 'two-churches').churchId, jar)
    expect((await silently()).get('error')).toBe('consent_required')
    await getCode(sandbox, { jar }).then(code => redeem(sandbox, code))
    expect((await silently()).get('code')).toMatch(/^[0-9a-f]{64}$/)
    expect((await silently({ prompt: 'none login' })).get('error')).toBe('invalid_request')
    expect((await silently({ prompt: 'nonsense' })).get('error')).toBe('invalid_request')
  })
})
