import { MINUTE } from '../support/clock'
import { connect, signedIn, startAnew, startConnecting, untilCopied, untilQuiet } from '../support/connecting'
import { copyOf, FIRST_CHURCH, truthOf } from '../support/mirroring'
import type { TestDatabase } from '../support/start-database'
import type { Browser, Foyer } from '../support/start-app'
import { until } from '../support/until'

describe('somebody who is opened', () => {
  let foyer: Foyer
  let secretary: Browser
  beforeAll(async () => {
    foyer = await startConnecting()
    foyer.app.start()
  }, 60_000)
  beforeEach(async () => {
    await startAnew(foyer)
    await connect(foyer, await signedIn(foyer, 'administrator'))
    await untilCopied(foyer)
    await untilQuiet(foyer)
    secretary = await signedIn(foyer, 'secretary')
    foyer.clock.advance(MINUTE) // far from the next short run
  }, 60_000)
  afterAll(() => foyer?.close())

  const church = () => {
    const found = foyer.sandbox.world.churches.get(FIRST_CHURCH)
    if (!found) throw new Error('no church')
    return found
  }
  const own = ({ people, emails, phoneNumbers, addresses }: Record<string, unknown[]>) => ({ people, emails, phoneNumbers, addresses })
  const truth = () => own(truthOf(church()))
  const copy = async () => own(await copyOf(foyer.database as TestDatabase))
  const askedByTheConnection = (since: number) => foyer.sandbox.calls.slice(since).filter(({ kind, loginId }) => kind === 'api' && loginId === 'administrator').map(({ path }) => path)
  const withEmail = () => [...church().emails.values()][0]?.personId as string

  it('and is newer than their copy is copied again at once, with what came and what went, and nobody else is', async () => {
    const [id, churn] = [withEmail(), foyer.sandbox.churn(FIRST_CHURCH)]
    expect(await copy()).toEqual(truth())
    churn.editPerson(id, { nickname: 'Just Now' })
    for (const email of [...church().emails.values()].filter(({ personId }) => personId === id)) churn.removeEmail(email.id)
    churn.addPhone(id, { digits: '5550104477' })
    const since = foyer.sandbox.calls.length
    await secretary.visit(`/people/${id}`).expect(200)
    await until(async () => JSON.stringify(await copy()) === JSON.stringify(truth()))
    // With the church's own tokens: whoever opened them may be shown less.
    expect(askedByTheConnection(since)).toEqual([`/people/v2/people/${id}`])
  })

  it('and has just come is in the copy at once', async () => {
    const { id } = foyer.sandbox.churn(FIRST_CHURCH).addPerson({ first: 'Newly', last: 'Come' })
    await secretary.visit(`/people/${id}`).expect(200)
    await until(async () => JSON.stringify(await copy()) === JSON.stringify(truth()))
  })

  it('and is as the copy has them costs nothing', async () => {
    const since = foyer.sandbox.calls.length
    await secretary.visit(`/people/${withEmail()}`).expect(200)
    const { id } = foyer.sandbox.churn(FIRST_CHURCH).editPerson(withEmail(), { nickname: 'Later' })
    await secretary.visit(`/people/${id}`).expect(200)
    await until(async () => JSON.stringify(await copy()) === JSON.stringify(truth()))
    expect(askedByTheConnection(since)).toHaveLength(1)
  })
})
