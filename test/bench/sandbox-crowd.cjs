// How fast the sandbox answers what keeping a copy of a church's people asks, quiet and while the church changes before every fifth request.
// Processor time, the client's share included, so that a busy machine tells the same. Run: npm run build && node --expose-gc test/bench/sandbox-crowd.cjs [people]
const { once } = require('node:events')
const http = require('node:http')
const express = require('express')
const { createApi } = require('../../dist/sandbox/api/index.js')
const { createChurn, createWorld } = require('../../dist/sandbox/world/world.js')

const PEOPLE = Number(process.argv[2] ?? 200_000)
const REQUESTS = 40
const PERSON = 'fields[Person]=first_name,last_name,status,birthdate,membership,created_at,updated_at,primary_campus,emails,phone_numbers,addresses,marital_status,households'
const CONTACTS = 'include=emails,phone_numbers,addresses,marital_status,primary_campus,households'

async function main() {
  const started = process.cpuUsage()
  const world = createWorld({ clock: Date, people: PEOPLE })
  process.stdout.write(`${PEOPLE} people   started in ${millis(started).toFixed(0)} ms of processor time, ${megabytes()} MB\n\n`)
  const [church] = world.churches.values()
  const [longest] = [...church.lists.values()].filter(({ name }) => name === 'Christmas letter')
  const [field] = church.fieldDefinitions.values()
  const ids = [...church.people.keys()]
  const answering = await startApi(world, church)

  const window = (turn) => `[gte]=${daysAgo(1500 - turn)}&where[created_at][lt]=${daysAgo(1470 - turn)}`
  const questions = {
    'people by date windows, with contacts': (turn) => `people?order=created_at&where[created_at]${window(turn)}&${CONTACTS}&${PERSON}`,
    'people changed since, with contacts': (turn) => `people?order=updated_at&where[updated_at][gte]=${daysAgo(turn)}&${CONTACTS}&${PERSON}`,
    'pages of all people, ids only': (turn) => `people?offset=${turn * 100}&fields[Person]=updated_at`,
    'pages by name': (turn) => `people?order=last_name,first_name&where[status]=active&offset=${turn * 100}&${PERSON}`,
    'one person': (turn) => `people/${ids[turn * 7]}?${CONTACTS}&${PERSON}`,
    'e-mail addresses changed since': (turn) => `emails?order=updated_at&where[updated_at][gte]=${daysAgo(turn)}`,
    'phone numbers changed since': (turn) => `phone_numbers?order=updated_at&where[updated_at][gte]=${daysAgo(turn)}`,
    'addresses, latest first': (turn) => `addresses?order=-updated_at&offset=${turn * 100}`,
    'households with people': (turn) => `households?order=created_at&include=people&fields[Person]=updated_at&offset=${turn * 100}`,
    'field data changed since': (turn) => `field_data?order=updated_at&where[updated_at][gte]=${daysAgo(turn)}`,
    'field data of one field': (turn) => `field_data?order=created_at&where[field_definition_id]=${field.id}&offset=${turn * 100}`,
    'people on a long list': (turn) => `lists/${longest.id}/people?fields[Person]=updated_at&offset=${turn * 100}`,
    'mergers since': (turn) => `person_mergers?order=created_at&where[created_at][gte]=${daysAgo(turn)}`,
  }
  for (const question of Object.values(questions)) await measure(answering.ask, (turn) => question(turn + REQUESTS), REQUESTS) // warm
  const churn = createChurn(world, church.id)
  process.stdout.write('milliseconds a request: quiet, while the church changes, the slowest of these\n')
  for (const [name, question] of Object.entries(questions)) {
    const quiet = await measure(answering.ask, question, REQUESTS)
    const changing = await measure(answering.ask, question, REQUESTS, (turn) => turn % 5 === 0 && change(churn, ids, turn))
    const figures = [mean(quiet), mean(changing), Math.max(...changing)].map((figure) => figure.toFixed(1).padStart(8))
    process.stdout.write(`${name.padEnd(40)}${figures.join('')}\n`)
  }
  process.stdout.write(`\n${megabytes()} MB with everything remembered\n`)
  answering.close()
}

function change(churn, ids, turn) {
  churn.editPerson(ids[turn * 11 + 100], { nickname: `Nick${turn}` })
  churn.addPerson({ first: 'New', last: `Comer${turn}`, emails: ['new@example.org'], phones: ['3195550199'] })
  churn.addEmail(ids[turn * 13 + 200], { address: 'second@example.org' })
  const [person] = [ids[turn * 17 + 300]]
  churn.newHousehold('Moved', [person])
}

async function startApi(world, church) {
  const administrator = world.logins.find(({ id }) => id === 'administrator').seats[0]
  const app = express()
  app.use((req, res, next) => {
    res.locals.caller = { churchId: church.id, personId: administrator.personId, scopes: new Set(['people']) }
    next()
  })
  app.use(createApi(world, { publicUrl: () => 'http://sandbox', avatarUrl: () => 'http://sandbox/avatars', requireFields: true }))
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const agent = new http.Agent({ keepAlive: true })
  const ask = (path) =>
    new Promise((resolve, reject) => {
      http
        .get(`http://127.0.0.1:${server.address().port}/people/v2/${path}${path.includes('?') ? '&' : '?'}per_page=100`, { agent }, (answer) =>
          answer.resume().on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)))),
        )
        .on('error', reject)
    })
  return { ask, close: () => { agent.destroy(); server.close() } }
}

async function measure(ask, question, times, before = () => undefined) {
  const figures = []
  for (let turn = 0; turn < times; turn += 1) {
    before(turn)
    const began = process.cpuUsage()
    await ask(question(turn))
    figures.push(millis(began))
  }
  return figures
}

const mean = (figures) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length
const millis = (since) => { const { user, system } = process.cpuUsage(since); return (user + system) / 1000 }
const daysAgo = (days) => new Date(Date.now() - days * 86_400_000).toISOString()
const megabytes = () => { globalThis.gc?.(); const { heapUsed, rss } = process.memoryUsage(); return `${(heapUsed / 1e6).toFixed(0)} heap, ${(rss / 1e6).toFixed(0)} resident` }

main()
