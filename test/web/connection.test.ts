import { authReads } from '../../src/auth/reads'
import { mirrorReads } from '../../src/connection'
import { directoryReads } from '../../src/directory/reads'
import { FIRST_CHURCH } from '../support/mirroring'
import { connect, connectionPage, GRACE_CHAPEL, seatOf, signedIn, startAnew, startConnecting, startOf, tabId, untilConsent, untilCopied } from '../support/connecting'
import { readPage } from '../support/page'
import { visitPlanningCenter } from '../support/planning-center-visit'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('connecting a church', () => {
  let foyer: Foyer
  let administrator: Browser
  let before: number
  beforeAll(async () => {
    // What people sign in for besides is none of the copy's.
    foyer = await startConnecting({ env: { PCO_SCOPES: 'openid people services' } })
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    before = foyer.logged().length
    administrator = await signedIn(foyer, 'administrator')
  })
  afterAll(() => foyer?.close())

  const audited = (event: string) => foyer.logged().slice(before).split('\n').filter((line) => line.includes(`"audit":"${event}"`)).map((line) => JSON.parse(line) as Record<string, unknown>)
  const grants = async () => (await foyer.redis.keys('foyer:grant:*')).length
  const nothingLeft = async () => {
    expect(await grants()).toBe(1) // the administrator's own sign-in
    expect((await connectionPage(administrator)).badge).toBe('Not connected')
    await administrator.visit('/people').expect(200)
  }

  it('begins with what it is good for, and two ways', async () => {
    const page = await connectionPage(administrator)
    expect(page.heading).toBe('Connection')
    expect(page.text).toContain('Signing in lets you look as yourself. Connecting lets Foyer keep a copy for everyone.')
    expect(page.text).toMatch(/As myself Nothing to prepare: two clicks.* stops when you leave.*As a dedicated user/)
  })

  it('goes by the administrator’s own login: consent as it should be, then a copy of everybody', async () => {
    const address = new URL(await untilConsent(administrator))
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: 'select_account', code_challenge_method: 'S256', scope: 'openid people', response_type: 'code' })
    for (const name of ['state', 'nonce', 'code_challenge']) expect(address.searchParams.get(name)).toMatch(/^[\w-]{43}$/)

    const done = await connect(foyer, administrator)
    foyer.app.start()
    expect([done.status, done.headers['location']]).toEqual([303, '/connection'])
    await untilCopied(foyer)
    const page = await connectionPage(administrator)
    expect(page.badge).toBe('Working')
    expect(page.text).toMatch(/Reads with the login of Mei-Ling Chen Connected by Mei-Ling Chen Connected since \w+ \d+ Last heard from Planning Center just now/)
    expect(page.text).toMatch(/Foyer keeps \d+ people, \d+ households/)
    expect(audited('connected')).toMatchObject([{ why: 'first', organizationId: FIRST_CHURCH, personId: seatOf(foyer, 'administrator').personId }])
    const said = new Set([...authReads, ...directoryReads, ...mirrorReads])
    const asked = foyer.sandbox.calls.flatMap(({ query }) => Object.entries(query).flatMap(([key, fields]) => {
      const type = /^fields\[(\w+)\]$/.exec(key)?.[1]
      return type ? fields.split(',').map((field) => `${type}.${field}`) : []
    }))
    expect(asked.length).toBeGreaterThan(100)
    expect([...new Set(asked)].filter((field) => !said.has(field))).toEqual([])
    expect(foyer.sandbox.calls.filter(({ method, userAgent, path }) => userAgent.startsWith('Foyer') && method !== 'GET' && !path.startsWith('/oauth/'))).toEqual([])
  })

  it('goes by a dedicated user, who signs in on Planning Center’s page while the administrator stays who they are', async () => {
    const steps = readPage((await administrator.visit('/connection/dedicated').expect(200)).text)
    expect(steps.links.map(({ href }) => href)).toEqual(expect.arrayContaining([
      'https://people.planningcenteronline.com/people/new',
      'https://pcopeople.zendesk.com/hc/en-us/articles/204462570-Permissions-in-People',
      'https://people.planningcenteronline.com/lists',
      '/connection/kept',
    ]))
    expect(steps.text).toMatch(/Viewer suffices.*Manager Nothing is missing.*Editor Custom tabs and lists that only Managers are shown.*Viewer Also custom tabs and lists that only Editors and Managers are shown.*No access Everything/)
    await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer' })
    const page = await connectionPage(administrator)
    expect(page.text).toContain("Reads with the login of Tom O'Neil Connected by Mei-Ling Chen")
    expect((await administrator.visit('/account')).text).toContain('Mei-Ling Chen')
    expect(await grants()).toBe(2)
  })

  it('keeps what was chosen on the way, whatever happens on the next step', async () => {
    const care = tabId(foyer, 'Pastoral care')
    await connect(foyer, administrator, { tabs: { [care]: 'Editor' }, exports: { exporters: ['Manager', 'Editor'], childExporters: ['Manager', 'Viewer'] }, way: 'dedicated', login: 'volunteer', decision: 'deny' })
    const summary = readPage((await administrator.visit('/connection/summary').expect(200)).text)
    expect(summary.text).toMatch(/Custom tabs Pastoral care shown to Editors and higher May export Organization Administrators Managers Editors May export children Organization Administrators Managers /)
    expect(summary.text).toContain('Planning Center has no read-only permission, so its page will allow Foyer to change records. Foyer does not.')
    const again = await signedIn(foyer, 'administrator')
    expect(readPage((await again.visit('/connection/summary')).text).text).toContain('Pastoral care')
  })

  it('offers each custom tab unticked, and a ticked one to Managers at first', async () => {
    const { text: html } = await administrator.visit('/connection/kept').expect(200)
    const { text } = readPage(html)
    for (const name of ['Faith and service', 'Pastoral care']) expect(text).toContain(name)
    expect(html).not.toMatch(/<input type="checkbox"[^>]* checked/)
    expect([...html.matchAll(/<option value="(\w+)" selected>/g)].map(([, level]) => level)).toEqual(['Manager', 'Manager'])
    expect(text).toMatch(/Never read: medical notes, background checks, notes about people/)
  })

  it('takes only tabs that the administrator is shown, and only levels there are', async () => {
    const _csrf = await administrator.csrf()
    const faith = tabId(foyer, 'Faith and service')
    await administrator.submit('/connection/kept', { _csrf, 'tab-1': 'on', [`tab-${faith}`]: 'on', [`level-${faith}`]: 'Emperor' }).expect(303)
    expect(readPage((await administrator.visit('/connection/summary')).text).text).toContain('Custom tabs Faith and service shown to Managers and higher May export')
  })

  it('lets somebody be found by name to export, and be left out again', async () => {
    const _csrf = await administrator.csrf()
    const found = await administrator.submit('/connection/exports', { _csrf, exporters: 'Manager', find: 'Abernathy', go: 'find' }).expect(303)
    const page = await administrator.visit(found.headers['location'] ?? '').expect(200)
    const [, id = ''] = /name="add" value="(\d+)"><span>Add <bdi>Ruth Abernathy/.exec(page.text) ?? []
    await administrator.submit('/connection/exports', { _csrf, exporters: 'Manager', add: id }).expect(303)
    await administrator.submit('/connection/exports', { _csrf, exporters: 'Manager', named: id, children: id, go: 'on' }).expect(303)
    const summary = async () => readPage((await administrator.visit('/connection/summary')).text).text
    expect(await summary()).toContain('May export Organization Administrators Managers Ruth Abernathy May export children Organization Administrators Ruth Abernathy')
    await administrator.submit('/connection/exports', { _csrf, exporters: 'Manager', go: 'on' }).expect(303)
    expect(await summary()).not.toContain('Ruth Abernathy')
  })

  describe('is refused, with nothing left of the tokens,', () => {
    it('when Deny is pressed', async () => {
      const answer = await connect(foyer, administrator, { way: 'dedicated', login: 'volunteer', decision: 'deny' })
      expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'Foyer was not let in'])
      expect(readPage(answer.text).text).toContain('You are still signed in')
      await nothingLeft()
      expect(audited('connection-refused')).toMatchObject([{ why: 'denied', organizationId: FIRST_CHURCH }])
      expect(audited('sign-in-failed')).toEqual([])
    })

    it('for a login of another church', async () => {
      const callsBefore = foyer.sandbox.calls.length
      const answer = await connect(foyer, administrator, { way: 'dedicated', login: 'two-churches', church: GRACE_CHAPEL })
      expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'That login belongs to another church'])
      expect(readPage(answer.text).text).toContain('It is a login of Grace Chapel, and you are connecting First Church.')
      await nothingLeft()
      await until(() => foyer.sandbox.calls.slice(callsBefore).some(({ kind }) => kind === 'revoke'))
    })

    it('for a login that may not open People, naming the permission', async () => {
      const answer = await connect(foyer, administrator, { way: 'dedicated', login: 'no-access' })
      expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'That login sees too little'])
      expect(readPage(answer.text).text).toContain('Missing permission People: Viewer or higher')
      await nothingLeft()
    })

    it('for a login that is not shown a tab that was ticked, naming the tab', async () => {
      const answer = await connect(foyer, administrator, { way: 'dedicated', login: 'secretary', tabs: { [tabId(foyer, 'Pastoral care')]: 'Manager' } })
      expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'That login sees too little'])
      expect(readPage(answer.text).text).toContain('Not shown to it Pastoral care')
      await nothingLeft()
    })

    it('when Foyer was allowed too little', async () => {
      foyer.sandbox.addFault({ on: 'token', times: 1, grantScopes: 'openid' })
      const answer = await connect(foyer, administrator)
      expect([answer.status, readPage(answer.text).heading]).toEqual([400, 'Foyer may not use People'])
      await nothingLeft()
    })

    it('when whoever pressed is no Organization Administrator any more', async () => {
      const address = await untilConsent(administrator)
      const { callback } = await visitPlanningCenter(address, { login: 'administrator', church: FIRST_CHURCH, jar: administrator.jar })
      foyer.sandbox.setPermission(seatOf(foyer, 'administrator'), { siteAdministrator: false })
      const answer = await administrator.visit(callback.slice(foyer.url.length))
      expect([answer.status, readPage(answer.text).heading]).toEqual([403, 'Only administrators can connect a church'])
      expect(await grants()).toBe(1)
    })

    it('when whoever pressed has signed out meanwhile, or somebody else has come', async () => {
      const finish = async (browser: Browser, meanwhile: () => Promise<unknown>) => {
        const { callback } = await visitPlanningCenter(await untilConsent(browser), { login: 'administrator', church: FIRST_CHURCH, jar: browser.jar })
        await meanwhile()
        return browser.visit(callback.slice(foyer.url.length))
      }
      const other = await signedIn(foyer, 'administrator')
      const signedOut = await finish(other, async () => other.submit('/logout', { _csrf: await other.csrf() }))
      expect(readPage(signedOut.text).heading).toBe('Whoever began this is signed in no more')
      expect(readPage(signedOut.text).text).not.toContain('You are still signed in')
      const replaced = await finish(administrator, () => administrator.signIn('pastor', { prompt: 'login' }))
      expect(readPage(replaced.text).heading).toBe('Whoever began this is signed in no more')
      expect(await (await foyer.database?.open())?.selectFrom('foyer.connection').selectAll().execute()).toEqual([])
    })

    it('in another browser, whoever is signed in there: it says so, spends no code, and begins nothing by itself', async () => {
      const consent = async () => (await visitPlanningCenter(await startOf(administrator), { login: 'administrator', church: FIRST_CHURCH, jar: administrator.jar })).callback.slice(foyer.url.length)
      const tokenCalls = () => foyer.sandbox.calls.filter(({ kind }) => kind === 'token').length
      for (const elsewhere of [await signedIn(foyer, 'administrator'), await signedIn(foyer, 'pastor'), foyer.browser()]) {
        await elsewhere.visit('/login')
        const [path, before] = [await consent(), tokenCalls()]
        const answer = await elsewhere.visit(path).expect(400)
        const page = readPage(answer.text)
        expect([page.heading, page.text]).toEqual(['This connection began in another browser', expect.stringContaining('Nothing was connected or changed.')])
        expect(page.links).toContainEqual(expect.objectContaining({ href: '/connection/summary' }))
        expect((await administrator.visit(path)).headers['location']).toBe('/') // used up
        expect(tokenCalls()).toBe(before)
      }
      expect((await connectionPage(administrator)).badge).toBe('Not connected')
    })

    it('when it comes back late', async () => {
      const late = await visitPlanningCenter(await startOf(administrator), { login: 'administrator', church: FIRST_CHURCH, jar: administrator.jar })
      foyer.clock.advance(11 * 60_000)
      expect(readPage((await administrator.visit(late.callback.slice(foyer.url.length))).text).heading).toBe('That took a little long')
      expect((await connectionPage(administrator)).badge).toBe('Not connected')
    })

    it('while Planning Center does not answer: press again, and it works', async () => {
      const fault = foyer.sandbox.addFault({ on: 'token', answer: { status: 503 } })
      expect((await connect(foyer, administrator)).status).toBe(503)
      fault.remove()
      expect((await connect(foyer, administrator)).headers['location']).toBe('/connection')
    })
  })

  it('is begun by our own summary only: a link from elsewhere leads back to it', async () => {
    for (const path of ['/connection/start', '/connection/start?choice=x', `/connection/start?choice=${'x'.repeat(43)}`]) {
      const answer = await administrator.visit(path).expect(400)
      expect(readPage(answer.text).heading).toBe('Please look at the summary once more')
    }
  })

  it.each(['pastor', 'secretary', 'volunteer', 'no-access'])('is nothing for the %s: a kind page names who can', async (login) => {
    const browser = await signedIn(foyer, login)
    for (const path of ['/connection', '/connection/dedicated', '/connection/kept', '/connection/exports', '/connection/summary', '/connection/start?choice=x', '/connection/disconnect', '/connection/choices.json']) {
      const answer = await browser.visit(path).expect(403)
      expect(readPage(answer.text).text).toContain(login === 'no-access' ? 'Your church’s Organization Administrators' : 'Mei-Ling Chen')
    }
    const _csrf = await browser.csrf()
    for (const path of ['/connection/way', '/connection/kept', '/connection/exports', '/connection/summary', '/connection/look-again', '/connection/disconnect'])
      await browser.submit(path, { _csrf, way: 'myself', church: 'First Church', copy: 'delete' }).expect(403)
  })

  it('asks strangers to sign in', async () => {
    expect((await foyer.browser().visit('/connection')).headers['location']).toBe('/login?return_to=%2Fconnection')
  })
})

describe('a Foyer without a database', () => {
  it('says who can give it one', async () => {
    const foyer = await startFoyer()
    try {
      const { text } = readPage((await (await signedIn(foyer, 'administrator')).visit('/connection').expect(200)).text)
      expect(text).toContain('the test office has to give it a database')
      await (await signedIn(foyer, 'pastor')).visit('/connection').expect(403)
    } finally {
      await foyer.close()
    }
  })
})
