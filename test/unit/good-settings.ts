import { ConfigProblems, loadConfig } from '../../src/config'

export const GOOD_SECRET = 'kx8Jq2mZ7vTn4Rw9Lp3sYb6HdFc1GeUa'
export const GOOD_KEY = 'f3a91c07be5d2846'.repeat(4)
export const REQUIRED = { PCO_CLIENT_ID: 'id', PCO_CLIENT_SECRET: 'secret', REDIS_URL: 'redis://localhost:6379' }
export const PRODUCTION = {
  ...REQUIRED,
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://foyer:secret@database/foyer',
  PUBLIC_URL: 'https://foyer.example.org',
  PCO_CONTACT: 'office@example.org',
  PCO_ORGANIZATIONS: '123,456',
  SESSION_SECRETS: GOOD_SECRET,
  ENCRYPTION_KEYS: GOOD_KEY,
}
export type Env = Record<string, string | undefined>

/** What is wrong with them, in the words of whoever has to mend it. */
export function problemsOf(env: Env): string[] {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems
    throw error
  }
}
