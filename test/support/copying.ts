import { pino } from 'pino'
import { createSettingsStore } from '../../src/connection/settings'
import { createMirror, type Mirror } from '../../src/mirror'
import { createPlanningCenter } from '../../src/planning-center'
import type { Times } from '../../src/times'
import { getCode, redeem } from '../sandbox/oauth-walk'
import { FIRST_CHURCH } from './mirroring'
import type { Foyer } from './start-app'

/** Keeps the copy that a Foyer shows, with the administrator's eyes: what another process of the same Foyer's would do. */
export async function startCopying({ sandbox, database, clock, config, url }: Foyer, times: Partial<Times> = {}): Promise<Mirror> {
  if (!database) throw new Error('start this Foyer with a database')
  sandbox.setRateLimit({ limit: 1_000_000 })
  const redirect = { changes: { redirect_uri: `${url}/oauth/callback` } }
  const code = await getCode(sandbox, { login: 'administrator', ...redirect })
  const { access_token } = (await (await redeem(sandbox, code, { redirect_uri: `${url}/oauth/callback` })).json()) as { access_token: string }
  const token = () => Promise.resolve(access_token)
  const tabs = [...(sandbox.world.churches.get(FIRST_CHURCH)?.tabs.values() ?? [])].map(({ id, name }) => ({ id, name, level: 'Viewer' as const }))
  const settings = createSettingsStore({ database, clock })
  await settings.settle(await database.open(), FIRST_CHURCH, await settings.change(FIRST_CHURCH, () => ({ tabs })))
  const allTimes = { ...config.times, retryPauseMin: 1, retryPauseMax: 5, syncLook: 20, ...times }
  const mirror = createMirror({
    database,
    planningCenter: createPlanningCenter({ url: sandbox.url, userAgent: 'Foyer (tests@example.org)', times: allTimes }),
    lendFor: () =>
      Promise.resolve({
        access: { tokens: { current: token, renew: token }, allowance: { take: () => Promise.resolve(0), heard: () => undefined, closedFor: () => undefined } },
        tabIds: tabs.map(({ id }) => id),
        timeZone: 'America/Chicago',
      }),
    heard: () => Promise.resolve(undefined),
    config: { times: allTimes },
    clock,
    log: pino({ level: 'silent' }),
  })
  await mirror.add(FIRST_CHURCH)
  return mirror
}
