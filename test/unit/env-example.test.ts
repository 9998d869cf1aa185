import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { settingNames } from '../../src/config'
import { problemsOf, PRODUCTION, type Env } from './good-settings'

describe('the example of the settings', () => {
  const example = parseEnv(readFileSync(join(__dirname, '../../.env.example'), 'utf8')) as Env

  it('starts a development Foyer on localhost once the application is filled in', () => {
    expect(
      problemsOf({ ...example, PUBLIC_URL: 'http://localhost:3000', PCO_CLIENT_ID: 'id', PCO_CLIENT_SECRET: 'secret' }),
    ).toEqual([])
  })

  it('starts production once what it calls required is filled in', () => {
    expect(problemsOf({ ...example, ...PRODUCTION })).toEqual([])
  })

  it('names every setting there is, and none but those of docker compose besides', () => {
    const composes = ['REDIS_PASSWORD', 'POSTGRES_PASSWORD']
    // DEBUG is no setting of ours: it is looked at only to be refused.
    expect(Object.keys(example).sort()).toEqual([...settingNames.filter((name) => name !== 'DEBUG'), ...composes].sort())
  })

  it('explains each of them in the lines above it', () => {
    const blocks = readFileSync(join(__dirname, '../../.env.example'), 'utf8').split(/\n{2,}/).filter((block) => /^[A-Z_]+=/m.test(block))
    expect(blocks.filter((block) => !/^# \S.{10}/.test(block))).toEqual([])
  })
})
