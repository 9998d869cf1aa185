// A private PostgreSQL in a process of its own, so that what it takes is not counted as ours.
require('./typescript.cjs')
const { startPrivatePostgres } = require('../support/private-postgres.ts')

startPrivatePostgres().then((postgres) => {
  process.send({ url: postgres.url })
  process.on('message', () => void postgres.stop().then(() => process.exit(0)))
})
