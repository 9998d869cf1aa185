// What first-load.cjs reads from and writes to, in a process of its own so that its memory is not counted.
require('./typescript.cjs')
const { readFileSync } = require('node:fs')
const { join } = require('node:path')
const { startSandbox } = require('../../src/sandbox/index.ts')
const { createChurn } = require('../../src/sandbox/world/churn/churn.ts')
const { REDIRECT, signIn } = require('../sandbox/oauth-walk.ts')
const { startPrivatePostgres } = require('../support/private-postgres.ts')

const CHURCH = '463218'
const CHANGES = 100
const [people, engine, delayMs] = process.argv.slice(2)

/** Its folder is where its socket is. */
const pidOf = ({ url }) => Number(readFileSync(join(new URL(url).searchParams.get('host'), 'data/postmaster.pid'), 'utf8').split('\n')[0])

async function run() {
  const postgres = engine === 'postgres' ? await startPrivatePostgres() : null
  const sandbox = await startSandbox({ redirectUris: [REDIRECT], people: Number(people), requireFields: true })
  const { personId } = sandbox.world.logins.find(({ id }) => id === 'administrator').seats[0]
  const token = (await signIn(sandbox, { login: 'administrator' })).access_token
  if (Number(delayMs) > 0) sandbox.addFault({ on: 'api', delayHeaders: Number(delayMs) })
  const churn = createChurn(sandbox.world, CHURCH)
  const verbs = {
    change() {
      for (const id of [...sandbox.world.churches.get(CHURCH).people.keys()].slice(1000, 1000 + CHANGES)) churn.editPerson(id, { nickname: 'Changed' })
    },
    calls() {
      const asked = sandbox.calls.filter(({ kind }) => kind === 'api')
      sandbox.calls.length = 0
      return { calls: asked.length, refused: asked.filter(({ status }) => status === 429).length }
    },
    stop: async () => void (await Promise.all([postgres?.stop(), sandbox.close()])),
  }
  process.on('message', async ({ verb }) => process.send((await verbs[verb]()) ?? {}))
  process.send({ url: sandbox.url, personId, token, postgres: postgres && { url: postgres.url, pid: pidOf(postgres) } })
}

run().catch((error) => {
  console.error(error)
  process.exit(1)
})
