// PGlite runs in the thread that calls it, and one report would hold up every page: so it has this thread to itself.
// Plain JavaScript, so that the demo and the tests start it without a build.
const fs = require('node:fs')
const path = require('node:path')
const { parentPort, workerData } = require('node:worker_threads')
const { claimFolder } = require('./claim-folder.cjs')

const INT8 = 20
const DATE = 1082
/** Named after its PostgreSQL: what another one wrote cannot be read. */
const DATA = 'postgres-18'
/** The same values as our settings of pg give: counts are numbers, a day is text and has no time zone. */
const parsers = { [INT8]: Number, [DATE]: (text) => text }

const opened = open()

async function open() {
  const { folder, snapshot } = workerData
  const { PGlite } = await import('@electric-sql/pglite')
  if (folder === null) return { database: await PGlite.create({ parsers, ...inMemory(PGlite), ...(snapshot && { loadDataDir: readWhole(snapshot) }) }) }

  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const claim = claimFolder(folder)
  return { claim, database: await PGlite.create({ dataDir: path.join(folder, DATA), parsers }) }
}

/** Buffers before what is in memory anyway, and a log that nobody reads, take a second to lay out. */
const inMemory = ({ defaultStartParams }) => ({ startParams: [...defaultStartParams, '-c', 'shared_buffers=16MB'], initDbStartParams: ['--wal-segsize=1'] })

/** What PGlite asks of a Blob; a true one copies the file several times over. */
function readWhole(file) {
  const { buffer } = fs.readFileSync(file)
  return { type: 'application/x-tar', arrayBuffer: () => Promise.resolve(buffer) }
}

opened.catch(() => undefined) // said to whoever asks first

const asked = {
  query: async ({ text, params }) => {
    const { database } = await opened
    const { rows, affectedRows } = await database.query(text, params)
    return { rows, affectedRows }
  },
  snapshot: async ({ file }) => {
    const { database } = await opened
    const dump = await database.dumpDataDir('none')
    fs.writeFileSync(file, Buffer.from(await dump.arrayBuffer()))
  },
  close: async () => {
    const { database, claim } = await opened
    await database.close()
    claim?.release()
  },
}

parentPort.on('message', async ({ id, verb, ...question }) => {
  try {
    parentPort.postMessage({ id, answer: await asked[verb](question) })
  } catch ({ message, code, constraint }) {
    parentPort.postMessage({ id, error: { message, code, constraint } })
  }
})
