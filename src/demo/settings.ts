import { randomBytes } from 'node:crypto'
import type { Sandbox } from '../sandbox'
import type { DemoRedis } from './demo-redis'

/** The environment of a Foyer that stands in front of the sandbox; its secrets live as long as the demo. */
export function demoSettings(parts: { url: string; logLevel: string; sandbox: Sandbox; redis: DemoRedis }): Record<string, string> {
  const { url, logLevel, sandbox, redis } = parts
  return {
    NODE_ENV: 'development',
    PUBLIC_URL: url,
    PCO_URL: sandbox.url,
    PCO_AVATAR_URL: sandbox.avatarUrl,
    PCO_CLIENT_ID: sandbox.clientId,
    PCO_CLIENT_SECRET: sandbox.clientSecret,
    PCO_CONTACT: 'the demo',
    PCO_SCOPES: 'openid people services',
    EXPLORER_SCOPES: 'services groups check_ins calendar giving registrations publishing webhooks api',
    PCO_ORGANIZATIONS: 'any',
    OPERATOR_NAME: 'Foyer demo',
    SAMPLE_CHURCH: '1',
    ...(redis.footNote && { FOOT_NOTE: redis.footNote }),
    REDIS_URL: redis.url,
    SESSION_SECRETS: randomBytes(32).toString('hex'),
    ENCRYPTION_KEYS: randomBytes(32).toString('hex'),
    LOG_LEVEL: logLevel,
  }
}
