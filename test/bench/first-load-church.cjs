// The church of first-load.cjs, in a process of its own so that its memory is not counted.
require('./typescript.cjs')
const { startSandbox } = require('../../src/sandbox/index.ts')
const { createChurn } = require('../../src/sandbox/world/churn/churn.ts')
const { REDIRECT, signIn } = require('../sandbox/oauth-walk.ts')

const CHURCH = '463218'
const CHANGES = 100

async function run() {
  const sandbox = await startSandbox({ redirectUris: [REDIRECT], people: Number(process.argv[2]), requireFields: true })
  const { personId } = sandbox.world.logins.find(({ id }) => id === 'administrator').seats[0]
  const churn = createChurn(sandbox.world, CHURCH)
  process.on('message', ({ verb }) => {
    if (verb === 'change') {
      for (const id of [...sandbox.world.churches.get(CHURCH).people.keys()].slice(1000, 1000 + CHANGES)) churn.editPerson(id, { nickname: 'Changed' })
      sandbox.calls.length = 0
      return process.send({})
    }
    const asked = sandbox.calls.filter(({ kind }) => kind === 'api')
    process.send({ calls: asked.length, refused: asked.filter(({ status }) => status === 429).length })
  })
  process.send({ url: sandbox.url, personId, token: (await signIn(sandbox, { login: 'administrator' })).access_token })
}

run()
