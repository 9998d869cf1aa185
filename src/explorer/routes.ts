import { Router, type Request } from 'express'
import { signedIn } from '../auth/session'
import { visitorOf } from '../auth/visitor'
import { PlainError } from '../errors'
import type { FeatureWorld } from '../feature'
import { descriptions, type Product, type Seen } from '../planning-center'
import { isPressed } from '../web/pressed'
import { show } from '../web/views'
import { addressOf, EXPLORER_PATH, isProduct, stopAt, type Stop } from './address'
import { answerPage, withWish } from './answer-page'
import { missingWords, productPage, productsPage, type Missing } from './pages'
import { kindsAsked, withoutPrivate } from './private'
import { consentUrl, nameOf, PRODUCTS, scopesOf, standingOf } from './products'
import { readWish, writeWish } from './question'
import { createRemembered } from './remembered'

/** Looking around in all of Planning Center, with one's own eyes: an address below is Planning Center's own. */
export function createExplorerRoutes(world: FeatureWorld): Router {
  const { config, audit } = world
  const remembered = createRemembered(world)
  const routes = Router()
  const standing = (product: Product, req: Request) => standingOf(product, { scopes: scopesOf(visitorOf(req)), config, returnTo: req.originalUrl })

  routes.get('/', async (req, res) => {
    const visitor = visitorOf(req)
    const standings = new Map(PRODUCTS.map(({ product }) => [product, standing(product, req)] as const))
    const lacking = [...standings].flatMap(([product, found]) => (!found.may && found.href !== null ? (descriptions[product].scope ?? []) : []))
    const all = lacking.length > 0 ? consentUrl(lacking, { scopes: scopesOf(visitor), config, returnTo: EXPLORER_PATH }) : null
    show(res, productsPage({ standings, consentUrl: all, remembered: await remembered.of(visitor), csrf: signedIn(req).csrf }))
  })

  routes.post('/forget', async (req, res) => {
    await remembered.forget(visitorOf(req))
    res.redirect(303, EXPLORER_PATH)
  })

  routes.get('/:product', (req, res) => {
    const product = readProduct(req)
    show(res, productPage(product, standing(product, req), config.operatorName))
  })

  routes.get('/:product/*way', async (req, res) => {
    const visitor = visitorOf(req)
    const stop = readStop(req)
    const address = addressOf(stop.product, stop.steps)
    // A link from elsewhere ticks nothing for whoever follows it.
    const wish = readWish(isPressed(req) ? req.query : { ...req.query, show: undefined }, stop.spot)
    const said = withWish(address, writeWish(wish))
    if (!asksTheSame(req.originalUrl, said)) return res.redirect(303, said)

    // Written down before it is asked: nobody sees what nobody knows of.
    for (const why of kindsAsked({ ...wish, spot: stop.spot })) audit.record({ event: 'private-fields-read', why, organizationId: visitor.organizationId, personId: visitor.personId }, req)
    const answered = await visitor.planningCenter.look({ spot: stop.spot, question: wish.question, ...(wish.version !== null && { version: wish.version }) })
    const seen = { ...answered, body: withoutPrivate(answered.body, wish.ticked, descriptions[stop.product]) }
    remembered.add(visitor, said)
    const refused = refusalOf(seen, stop, req)
    if (refused?.status === 403) audit.record({ event: 'access-refused', why: refused.why, organizationId: visitor.organizationId, personId: visitor.personId }, req)
    show(res, answerPage({ stop, wish, seen, refused }), refused?.status)
  })

  /** What Planning Center's refusal means, and what can be done about it. */
  function refusalOf({ refused }: Seen, { product }: Stop, req: Request): (Missing & { status: number; why: string }) | null {
    const name = nameOf(product)
    if (refused === null) return null
    if (refused === 'scope-missing') {
      const others = scopesOf(visitorOf(req)).filter((scope) => scope !== descriptions[product].scope)
      const words = missingWords(product, standingOf(product, { scopes: others, config, returnTo: req.originalUrl }), config.operatorName)
      if (words) return { ...words, status: 403, why: refused }
    }
    if (refused === 'missing') return { title: 'Planning Center has nothing here', text: 'Or it shows you nothing here: it does not tell these two apart. This is what it answered:', action: null, status: 404, why: refused }
    if (refused === 'rejected') return { title: 'Planning Center did not take the question', text: 'It says why, more or less:', action: null, status: 422, why: refused }
    return { title: `Your Planning Center account may not open this in ${name}`, text: 'Your church’s Organization Administrators can change that, in Planning Center. This is what it answered:', action: null, status: 403, why: 'forbidden' }
  }

  return routes
}

function readProduct(req: Request): Product {
  const name = req.params['product']
  if (typeof name !== 'string' || !isProduct(name)) throw new PlainError('page-not-found')
  return name
}

function readStop(req: Request): Stop {
  const way = [req.params['way'] ?? []].flat()
  const stop = stopAt(readProduct(req), way)
  if (!stop) throw new PlainError('page-not-found')
  return stop
}

/** Brackets, commas and spaces can be written in several ways. */
function asksTheSame(asked: string, said: string): boolean {
  const [one, other] = [asked, said].map((address) => {
    const { pathname, searchParams } = new URL(address, 'http://foyer.invalid')
    return `${pathname}?${[...searchParams].map((pair) => pair.join('=')).join('&')}`
  })
  return one === other
}
