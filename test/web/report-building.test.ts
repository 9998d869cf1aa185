import type { Mirror } from '../../src/mirror'
import { startCopying } from '../support/copying'
import { readForm } from '../support/form'
import { FIRST_CHURCH } from '../support/mirroring'
import { readPage, type ReadPage } from '../support/page'
import { startFoyer, type Browser, type Foyer } from '../support/start-app'
import { engines } from '../support/start-database'

const BUILD = '/reports/build'
const READERS = ['volunteer', 'secretary', 'pastor', 'administrator'] as const

describe.each(engines)('a report is built and kept on %s', (engine) => {
  let foyer: Foyer
  let mirror: Mirror
  const browsers = new Map<string, Promise<Browser>>()

  beforeAll(async () => {
    foyer = await startFoyer({ database: engine })
  }, 60_000)
  afterAll(async () => {
    await mirror?.close()
    await foyer?.close()
    browsers.clear()
  })

  const as = (login: string): Promise<Browser> => {
    const known = browsers.get(login) ?? signIn(login)
    browsers.set(login, known)
    return known
  }
  async function signIn(login: string): Promise<Browser> {
    const browser = foyer.browser()
    await browser.signIn(login)
    return browser
  }
  const open = async (login: string, path: string, status = 200): Promise<ReadPage & { html: string }> => {
    const { text } = await (await as(login)).visit(path).expect(status)
    return { ...readPage(text), html: text }
  }
  const send = async (login: string, path: string, fields: Record<string, string> = {}, status = 303) => {
    const browser = await as(login)
    return browser.submit(path, { _csrf: await browser.csrf(), ...fields }).expect(status)
  }
  const keep = async (login: string, name: string, definition: string, audience = 'me') => {
    const { headers } = await send(login, '/reports/saved', { name, definition, audience })
    return headers['location'] ?? ''
  }
  const church = () => {
    const found = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const idOf = (name: string) => [...church().people.values()].find(({ firstName, lastName }) => `${firstName} ${lastName}` === name)?.id ?? ''
  const listId = (description: string) => [...church().lists.values()].find((list) => list.description === description)?.id ?? ''
  const fieldId = (name: string) => [...church().fieldDefinitions.values()].find((field) => field.name === name)?.id ?? ''
  /** As a person without scripts goes on: the form as it is, with the button pressed. */
  const press = async (login: string, html: string, ...[name, value]: [string, string] | []) => {
    const { headers } = await (await as(login)).visit(`${BUILD}?${readForm(html, 'data-building-form', name !== undefined && value !== undefined ? [name, value] : null)}`)
    return headers['location'] ?? ''
  }

  it('says that there is nothing to build from, before a church is connected', async () => {
    const page = await open('secretary', BUILD)
    expect(page.heading).toBe('Reports')
    expect(page.text).toContain('First Church is not connected yet')
    expect(page.text).not.toContain('Whom')
    expect((await open('administrator', BUILD)).links.map(({ text }) => text)).toContain('Connect your church')
    expect((await open('secretary', '/reports/print')).heading).toBe('Reports')
    expect((await open('secretary', '/reports/saved/1')).heading).toBe('Reports')
  })

  it('opens with everybody who is active, as of when the copy is true', async () => {
    mirror = await startCopying(foyer)
    expect(await mirror.runNow(FIRST_CHURCH)).toBe('done')
    const page = await open('secretary', BUILD)
    const active = [...church().people.values()].filter(({ status }) => status === 'active').length
    expect(page.text).toMatch(new RegExp(`${active} active people Foyer’s copy, as of .*\\d:\\d\\d [AP]M`))
    expect(page.text).toContain(`1–50 of ${active}`)
    expect(page.links.filter(({ href }) => /^\/people\/\d+$/.test(href))).toHaveLength(50)
    expect((await open('secretary', `${BUILD}?page=2`)).text).toContain(`51–${active} of ${active}`)
  })

  it('puts right what cannot be meant, so that the address says what is shown', async () => {
    const browser = await as('secretary')
    await browser.visit(`${BUILD}?page=99&status=active&nonsense=1`).expect(303).expect('Location', `${BUILD}?page=99`)
    await browser.visit(`${BUILD}?page=99`).expect(303).expect('Location', `${BUILD}?page=2`)
    await browser.visit(`${BUILD}?saved=999999`).expect(303).expect('Location', BUILD)
    await browser.visit(`${BUILD}?membership=&email=no&age-from=&age-to=&column=name&sort=last-name&sort=`).expect(303).expect('Location', `${BUILD}?email=no&column=name`)
  })

  it('is built by pressing buttons alone', async () => {
    let page = await open('secretary', BUILD)
    const step = async (...pressed: [string, string] | []) => {
      page = await open('secretary', await press('secretary', page.html, ...pressed))
    }
    await step('membership', 'Member')
    await step('email', 'no')
    await step('new-column', 'campus')
    await step('do', 'up:campus')
    await step('do', 'off:email')
    await step('new-blank', 'Called <b>')
    await step('group', 'campus')
    await step('do', 'turn:last-name')
    const head = [...page.html.matchAll(/scope="col"[^>]*>\s*(?:<a[^>]*>)?<bdi>([^<]*)/g)].map(([, heading]) => heading)
    expect(head).toEqual(['Name', 'Campus', 'Phone', 'Called &lt;b&gt;'])
    const meant = [...church().people.values()].filter(({ id, status, membership }) => status === 'active' && membership === 'Member' && ![...church().emails.values()].some(({ personId }) => personId === id))
    expect(page.text).toContain(`${meant.length} active ${meant.length === 1 ? 'person' : 'people'}`)
    for (const { id } of meant) expect(page.html).toContain(`href="/people/${id}"`)
  })

  it('finds people by name, to be added or left out, and takes them off again', async () => {
    const [opal, arjun] = [idOf('Opal Jennings'), idOf('Arjun Raman')]
    let page = await open('secretary', `${BUILD}?membership=Visitor&find=OPAL`)
    expect(page.text).toContain('Opal Jennings')
    expect(page.html).not.toContain(`href="/people/${opal}"`)
    page = await open('secretary', await press('secretary', page.html, 'do', `add:${opal}`))
    expect(page.html).toContain(`href="/people/${opal}"`)
    expect(page.text).toContain('On it whatever else is chosen: Opal Jennings Remove')
    expect(page.text).toContain('Foyer’s copy has nobody else called “OPAL”.')
    page = await open('secretary', `${BUILD}?membership=Visitor&without=${arjun}`)
    expect(page.html).not.toContain(`href="/people/${arjun}"`)
    expect(page.text).toContain('Not on it: Arjun Raman Remove')
    page = await open('secretary', await press('secretary', page.html, 'do', `unpick:${arjun}`))
    expect(page.html).toContain(`href="/people/${arjun}"`)
    expect((await open('secretary', `${BUILD}?find=novak`)).text).toContain('Elena Novák')
    expect((await open('secretary', `${BUILD}?find=%25_`)).text).toContain('Foyer’s copy has nobody else called “%_”.')
  })

  it.each([
    ['age=65-18', 'Age: Nobody is older than 64 and younger than 19'],
    ['created=2026-02-31', 'Added since: Choose a day that is on the calendar.'],
    ['inactivated=7-days', 'Inactive since: Active people have no such day.'],
    ['email=perhaps', 'E-mail address: Choose one of the answers.'],
  ])('%s gets the form again, with the reason beside the field and all that was chosen', async (query, reason) => {
    const page = await open('secretary', `${BUILD}?membership=Member&${query}`, 422)
    expect(page.text).toContain(reason)
    expect(page.html).toMatch(/aria-describedby="why-\w+"/)
    expect(page.html).not.toContain('<table')
    expect(await press('secretary', page.html)).toBe(`${BUILD}?membership=Member&${query}`)
  })

  it('prints all of it, without a page in between', async () => {
    const page = await open('secretary', '/reports/print?group=campus')
    const active = [...church().people.values()].filter(({ status }) => status === 'active').length
    expect(page.links.filter(({ href }) => /^\/people\/\d+$/.test(href))).toHaveLength(active)
    expect(page.text).toContain(`First Church · People · ${active} active people`)
    expect(page.text).toMatch(/Foyer’s copy, as of/)
    await (await as('secretary')).visit('/reports/print?age=9-8').expect(303).expect('Location', `${BUILD}?age=9-8`)
  })

  describe('kept under a name', () => {
    it('is opened, changed, copied, pinned, deleted and taken back', async () => {
      const address = await keep('secretary', '  Without   e-mail ', 'email=no&column=name&column=phone')
      let page = await open('secretary', address)
      expect(page.heading).toBe('Without e-mail')
      expect(page.text).toContain('Saved, for you.')
      expect(page.text).toContain('Yours alone')
      expect((await open('secretary', address)).text).not.toContain('Saved, for you.')

      await send('secretary', `${address}/changes`, { name: 'Nobody can write to them', definition: 'email=no&group=campus', audience: 'everyone' })
      page = await open('secretary', address)
      expect(page.heading).toBe('Nobody can write to them')
      expect(page.text).toContain('Yours, for everyone in First Church')
      expect(page.text).toContain('Main Campus')

      const copied = (await send('secretary', `${address}/copy`)).headers['location'] ?? ''
      expect(copied).not.toBe(address)
      expect((await open('secretary', copied)).heading).toBe('Copy of Nobody can write to them')

      await send('secretary', `${address}/pin`)
      await send('secretary', `${address}/pin`)
      page = await open('secretary', address)
      expect(page.text).toContain('Unpin from Home')
      await send('secretary', `${address}/unpin`)
      expect((await open('secretary', address)).text).toContain('Pin to Home')

      await send('secretary', `${address}/delete`).then(({ headers }) => expect(headers['location']).toBe('/reports/deleted'))
      const deleted = await open('secretary', '/reports/deleted')
      expect(deleted.text).toContain('“Nobody can write to them” is deleted.')
      expect(deleted.html).toMatch(new RegExp(`action="${address}/undo"[\\s\\S]*>Undo<`))
      await open('secretary', address, 404)
      await send('secretary', `${address}/undo`)
      expect((await open('secretary', address)).heading).toBe('Nobody can write to them')
      expect((await open('secretary', '/reports/deleted')).text).toContain('There is none that could be taken back.')
    })

    it('is not kept without a name, and nothing is lost', async () => {
      const browser = await as('secretary')
      const _csrf = await browser.csrf()
      for (const [name, reason] of [['   ', 'Give it a name'], ['x'.repeat(81), 'more than 80 letters']] as const) {
        const { text } = await browser.submit('/reports/saved', { _csrf, name, definition: 'email=no&group=campus', audience: 'everyone' }).expect(422)
        expect(text).toContain(reason)
        expect(text).toContain('aria-describedby="why-name"')
        expect(text).toMatch(/value="everyone" checked/)
        expect(readForm(text, 'data-building-kept').get('definition')).toBe('email=no&group=campus')
      }
    })

    it('shows what was typed to whoever is signed out meanwhile, and changes nothing without our own form', async () => {
      const { text } = await foyer.browser().submit('/reports/saved', { name: 'Ushers', definition: 'email=no', audience: 'me' }).expect(401)
      expect(text).toContain('<bdi>Ushers</bdi>')
      await (await as('secretary')).submit('/reports/saved', { name: 'Ushers', definition: '', audience: 'me' }).expect(403)
      await foyer.browser().visit(`${BUILD}?email=no`).expect(303).expect('Location', `/login?return_to=${encodeURIComponent(`${BUILD}?email=no`)}`)
    })

    it('is one’s own: for others it is not there, whatever they send', async () => {
      const address = await keep('secretary', 'Only mine', 'email=no')
      for (const login of ['volunteer', 'pastor', 'administrator']) {
        expect((await open(login, address, 404)).heading).toBe('This report is not here')
        for (const verb of ['changes', 'mend', 'copy', 'delete', 'undo', 'pin']) await send(login, `${address}/${verb}`, { name: 'x', definition: '' }, 404)
      }
      expect((await open('secretary', address)).heading).toBe('Only mine')
      for (const path of ['/reports/saved/0', '/reports/saved/x', '/reports/saved/99999', `${address}x`]) await open('secretary', path, 404)
    })

    it('is opened, copied and pinned by everybody it is shared with, and changed by who made it alone', async () => {
      const address = await keep('pastor', 'Everyone’s', 'email=no', 'everyone')
      const page = await open('volunteer', address)
      expect(page.text).toContain('By Daniel Okafor, for everyone in First Church')
      expect(page.text).not.toMatch(/Delete|Rename/)
      for (const verb of ['changes', 'mend', 'delete']) await send('volunteer', `${address}/${verb}`, { name: 'Taken over', definition: '', audience: 'me' }, 403)
      expect((await open('pastor', address)).heading).toBe('Everyone’s')
      await send('administrator', `${address}/delete`)
      expect((await open('pastor', '/reports/deleted')).text).toContain('Everyone’s')
      expect((await open('volunteer', '/reports/deleted')).text).not.toContain('Everyone’s')
      expect((await open('administrator', '/reports/deleted')).html).toContain(`${address}/undo`)
      await send('administrator', `${address}/undo`)
      await send('volunteer', `${address}/pin`)
      const copied = (await send('volunteer', `${address}/copy`)).headers['location'] ?? ''
      expect((await open('volunteer', copied)).heading).toBe('Copy of Everyone’s')
      await send('volunteer', `${copied}/delete`)
    })

    it('goes on being built where it is opened, and its address leads back', async () => {
      const address = await keep('secretary', 'To be sorted', 'email=no')
      const { html } = await open('secretary', address)
      const sorted = await press('secretary', html, 'do', 'turn:last-name')
      expect(sorted).toBe(`${BUILD}?email=no&sort=-last-name&saved=${address.split('/').at(-1)}`)
      const page = await open('secretary', sorted)
      expect(page.heading).toBe('To be sorted')
      expect(page.html).toContain(`formaction="${address}/changes"`)
      await (await as('secretary')).visit(`${address}?page=7`).expect(303).expect('Location', address)
      await (await as('secretary')).visit(`${address}?email=yes`).expect(303).expect('Location', address)
      await (await as('secretary')).visit(`${address}/changes`).expect(303).expect('Location', address)
    })
  })

  describe('runs with the rights of whoever opens it:', () => {
    const cases = () => [
      { what: 'a list of Editors’', query: `list=${listId('Children in grade 1 to 6')}`, shownTo: ['secretary', 'pastor', 'administrator'], secret: 'Children in grade 1 to 6', hidden: 'chooses by a list you are not shown' },
      { what: 'a field of Managers’', query: `field-${fieldId('Counselling notes')}=*`, shownTo: ['pastor', 'administrator'], secret: 'Counselling notes', hidden: 'chooses by a custom field you are not shown' },
      { what: 'a column of Managers’', query: `column=name&column=field-${fieldId('Counselling notes')}`, shownTo: ['pastor', 'administrator'], secret: 'CARENOTE', hidden: 'Left out: a column you are not shown' },
      { what: 'the order of a column of Managers’', query: `sort=field-${fieldId('Counselling notes')}`, shownTo: ['pastor', 'administrator'], secret: 'Counselling notes', hidden: 'in the order of a column you are not shown' },
    ]

    it.each([0, 1, 2, 3])('every level, whatever it names (%i)', async (at) => {
      const one = cases()[at]
      if (!one) throw new Error('no such case')
      const address = await keep('pastor', `Shared: ${at}`, one.query, 'everyone')
      for (const login of READERS) {
        for (const path of [address, `${BUILD}?${one.query}`]) {
          const { text, html } = await open(login, path)
          if (one.shownTo.includes(login)) {
            expect([login, text.includes(one.secret), text.includes('not shown')]).toEqual([login, true, false])
            continue
          }
          expect([login, text]).toEqual([login, expect.stringContaining(one.hidden)])
          expect(html).not.toMatch(new RegExp(`${one.secret}|CARENOTE`))
          // Fewer conditions would show more people.
          expect(html.includes('<table')).toBe(!one.hidden.startsWith('chooses'))
          expect(html).not.toContain('/mend"')
        }
        if (!one.shownTo.includes(login) && one.hidden.startsWith('chooses')) await (await as(login)).visit(`/reports/print?${one.query}`).expect(303)
      }
      const without = (await open('volunteer', address)).links.find(({ text }) => text === 'Show it without' || text === 'Take it out')?.href ?? ''
      const mended = await open('volunteer', without)
      expect(mended.html).toContain('<table')
      expect(mended.text).not.toContain('not shown, or')
    })

    it('what one is not shown is offered to nobody who builds', async () => {
      const offered = async (login: string) => (await open(login, BUILD)).html
      expect(await offered('pastor')).toContain('Counselling notes')
      for (const login of ['volunteer', 'secretary']) expect(await offered(login)).not.toContain('Counselling notes')
      expect(await offered('volunteer')).not.toContain('Children in grade 1 to 6')
    })

    it('who made it may save it without what is gone', async () => {
      const address = await keep('pastor', 'Names what is gone', 'list=99999&email=no', 'everyone')
      const page = await open('pastor', address)
      expect(page.text).toContain('chooses by a list you are not shown, or that is not there any more')
      const form = readForm(page.html, `action="${address}/mend"`)
      await send('pastor', `${address}/mend`, { definition: form.get('definition') ?? '' })
      const mended = await open('pastor', address)
      expect(mended.text).toContain('Saved without what is not shown to you.')
      expect(mended.html).toContain('<table')
    })
  })

  it('shows nothing to whoever may not open People', async () => {
    for (const path of [BUILD, '/reports/print', '/reports/saved/1']) expect((await open('no-access', path, 403)).text).toContain('People: Viewer or higher')
    await send('no-access', '/reports/saved', { name: 'x', definition: '', audience: 'everyone' }, 403)
  })

  it('offers files to whom the church lets, and tells all others who can change that', async () => {
    for (const [login, may] of [['volunteer', false], ['secretary', false], ['pastor', true], ['administrator', true]] as const) {
      const page = await open(login, `${BUILD}?email=yes`)
      expect([login, page.links.some(({ href }) => href.startsWith('/reports/files/people.xlsx?email=yes'))]).toEqual([login, may])
      expect([login, page.text.includes('You may not take people out of Foyer as a file. An Organization Administrator of First Church can change that')]).toEqual([login, !may])
      expect(page.links.some(({ href }) => href === '/reports/print?email=yes')).toBe(true)
    }
    expect((await open('pastor', BUILD)).text).toContain('In files, children come without telephone, e-mail and address')
    expect((await open('administrator', BUILD)).text).not.toContain('In files, children')
  })
})
