import { loadConfig } from '../../src/config'
import { addressOf, type Feature } from '../../src/feature'
import { features } from '../../src/features'

/** The features there are, with everything that settings can add. */
export const declared = features(loadConfig({ PCO_CLIENT_ID: 'x', PCO_CLIENT_SECRET: 'x', REDIS_URL: 'redis://x', EXPLORER: 'on' }))

/** Settings with which all of these are there. */
export const settingsFor = (those: readonly Feature[]) => ({ PCO_SCOPES: [...new Set(['openid', 'people', ...those.flatMap(({ scopes = [] }) => scopes)])].join(' '), EXPLORER: 'on' })

/** Whether an address such as `GET /serving/:id` lies below a feature. */
export const isBelow = (feature: Feature, address: string) => new RegExp(`^[A-Z]+ ${addressOf(feature)}(/|$)`).test(address)
