import { setTimeout as pause } from 'node:timers/promises'
import { everythingIn } from '../../support/redis-contents'
import { until } from '../../support/until'
import { TIMES, type Action, type Schedule } from './actions'
import type { Browser } from './browsers'
import type { HeldLocks } from './held-locks'
import { complaintsAboutCalls, complaintsAboutLog, complaintsAboutRedis, isTrulyLost, lastOfChain, type Complaint } from './invariants'
import { endAnother, sendAway, signOut, signOutEverywhere } from './leaving'
import { createScene, type Scene } from './scene'
import { deadKeysOf } from './sessions'
import type { Stage } from './stage'
import { goBack, readPage, readPages, signIn } from './visits'

/** Plays one schedule to its end and says what was broken, as soon as something was. */
export async function play(stage: Stage, locks: HeldLocks, schedule: Schedule): Promise<Complaint[]> {
  await stage.clear()
  const scene = createScene(stage, locks)
  try {
    for (const action of schedule) {
      if (scene.troubles.isRedisOverdue()) await scene.troubles.mend()
      await perform(scene, action)
      await lookAround(scene)
      if (scene.complaints.length > 0) return scene.complaints
    }
    await scene.troubles.mend()
    await everybodyGoesOn(scene)
    await planningCenterKnows(scene)
    await nothingIsLeft(scene)
    return scene.complaints
  } finally {
    await scene.troubles.mend()
  }
}

async function perform(scene: Scene, action: Action): Promise<void> {
  switch (action.do) {
    case 'sign in':
      return signIn(scene, browserOf(scene, action), action)
    case 'read':
      return readPages(scene, browserOf(scene, action), action)
    case 'sign out':
      return signOut(scene, browserOf(scene, action), action.at)
    case 'sign out everywhere':
      return signOutEverywhere(scene, browserOf(scene, action), action.at)
    case 'end another sign-in':
      return endAnother(scene, browserOf(scene, action), action.at)
    case 'send away':
      return sendAway(scene, browserOf(scene, { who: action.whom }), action.at)
    case 'go back':
      return goBack(scene, browserOf(scene, action), action.at)
    case 'revoke':
      return revoke(scene, browserOf(scene, action))
    case 'let time pass':
      return letTimePass(scene, TIMES[action.time])
    case 'rotate':
      return scene.troubles.rotate(action.mode)
    case 'planning center':
    case 'redis':
      return scene.troubles.begin(action)
    case 'mend':
      return scene.troubles.mend()
    case 'together':
      // What is to come decides how long anybody waits.
      if (action.all.some(({ action: each }) => each.do === 'redis' || each.do === 'planning center')) scene.stage.patience.be('short')
      await Promise.all(action.all.map(({ after, action: each }) => pause(after).then(() => perform(scene, each))))
  }
}

function browserOf({ browsers }: Scene, { who }: { who: number }): Browser {
  const browser = browsers[who % browsers.length]
  if (!browser) throw new Error('a schedule without browsers')
  return browser
}

/** The person takes the permission away again, on Planning Center's own page. */
async function revoke(scene: Scene, { login }: Browser): Promise<void> {
  const { sandbox } = scene.stage
  const [seat] = sandbox.world.logins.find(({ id }) => id === login)?.seats ?? []
  await scene.whileChanging(login, () => {
    if (seat) sandbox.revokeGrants(seat)
    scene.revoked.set(login, (scene.revoked.get(login) ?? 0) + 1)
    for (const session of scene.sessions.ofPerson(login)) if (session.fate !== 'ended') Object.assign(session, { fate: 'unsure', revokedAt: scene.stage.clock.now() })
    return Promise.resolve()
  })
}

/** What was under way when an hour passes has long ended: "last seen" is noted, and whoever asked for a token has been answered. */
async function letTimePass({ stage, troubles }: Scene, ms: number): Promise<void> {
  if (!troubles.isRedisFrozen()) await Promise.allSettled(stage.instances.map(({ redis }) => redis.ping()))
  const isAsking = () => stage.sandbox.calls.some(({ kind, status, fault }) => kind === 'token' && status === 0 && !fault?.dropReplyAfterActing)
  await until(() => !isAsking())
  await troubles.settled()
  stage.clock.advance(ms)
}

/** After each action: what can be judged without asking anybody. */
async function lookAround(scene: Scene): Promise<void> {
  const { stage, troubles, sessions, complaints } = scene
  complaints.push(...complaintsAboutLog(stage.freshLog(), sessions.all()), ...complaintsAboutCalls(stage.sandbox.calls, troubles))
  if (troubles.isRedisFrozen()) return
  await scene.lookIntoSessions()
  await nothingComesBack(scene)
}

async function nothingComesBack(scene: Scene): Promise<void> {
  const dead = scene.sessions.all().filter(({ endedForGoodAt }) => endedForGoodAt !== null).flatMap(deadKeysOf)
  for (const key of dead)
    if ((await scene.stage.control.exists(key)) > 0) scene.complain('I3 after "signed out" nothing of the session is left or comes back', key)
}

/** At the end all is well: whoever is signed in reads on, and whoever is not stays outside. */
async function everybodyGoesOn(scene: Scene): Promise<void> {
  for (const [index, browser] of scene.browsers.entries()) {
    await readPage(scene, browser, { at: index, page: 'account' })
    await readPage(scene, browser, { at: index + 1, page: 'person' })
    for (const { cookie } of scene.sessions.ofPerson(browser.login).filter(({ fate }) => fate === 'ended'))
      await readPage(scene, browser, { at: index, page: 'account', cookie: `sid=${cookie}` })
  }
}

const TOLD_FOR_MS = 20 * 3_600_000

async function planningCenterKnows(scene: Scene): Promise<void> {
  const { sandbox, control, clock } = scene.stage
  clock.advance(60_000)
  await until(async () => (await control.zcard('foyer:revocations')) === 0, 15_000)
  const told = new Set(sandbox.calls.flatMap(({ kind, shown }) => (kind === 'revoke' && shown ? [shown] : [])))
  for (const session of scene.sessions.all()) {
    const { endedForGoodAt, secrets } = session
    if (endedForGoodAt === null || !secrets || clock.now() - endedForGoodAt > TOLD_FOR_MS || isTrulyLost(session, sandbox.calls, scene.troubles)) continue
    const last = lastOfChain(secrets.firstPair, sandbox.calls)
    if (last !== null && !told.has(last)) scene.complain('Planning Center is told of every sign-out', session.login)
  }
}

async function nothingIsLeft(scene: Scene): Promise<void> {
  const { stage, sessions, complaints } = scene
  await lookAround(scene)
  const people = stage.sandbox.world.logins.flatMap(({ name, email }) => [name, email])
  complaints.push(...complaintsAboutRedis(await everythingIn(stage.control), { sessions: sessions.all(), people, secrets: stage.sandbox.secrets }))
}
