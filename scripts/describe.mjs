// `npm run describe`: what Planning Center's products hold, from its own OpenAPI documents, into
// src/planning-center/descriptions/*.json, and from those the types in src/planning-center/types/*.ts and the sandbox's copy.
// A document that can't be reached leaves its description as it is.
//
//   npm run describe                          from the live documents, which need no account
//   npm run describe -- --openapi <folder>    from copies of them: <product>.json
//   npm run describe -- --types               the types again, from the descriptions there are
//   npm run describe -- --check               says whether they agree, and changes nothing
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describeOpenApi } from './describe/open-api.mjs'
import { writeDescription, writeIndex, writeTypes } from './describe/writing.mjs'

const root = join(import.meta.dirname, '..', 'src', 'planning-center')
const descriptions = join(root, 'descriptions')
const sandbox = join(import.meta.dirname, '..', 'src', 'sandbox', 'api', 'described', 'descriptions')
const { values } = parseArgs({ options: { openapi: { type: 'string' }, types: { type: 'boolean' }, check: { type: 'boolean' } } })

const products = readdirSync(descriptions).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -5)).sort()
const parts = { attributes: {}, relationships: {}, edges: {}, include: [], order: [], where: {} }
const filled = ({ types, ...head }) => ({ ...head, types: Object.fromEntries(Object.entries(types).map(([name, type]) => [name, { ...parts, ...type }])) })
const known = (product) => JSON.parse(readFileSync(join(descriptions, `${product}.json`), 'utf8'))

if (!values.types && !values.check) {
  for (const product of products) {
    const before = filled(known(product))
    const document = await documentOf(before)
    if (!document) continue
    writeFileSync(join(descriptions, `${product}.json`), writeDescription(describeOpenApi(document, before)))
    console.log(`${product} ${before.version}: described`)
  }
}

const files = [...products.map((product) => [join(root, 'types', `${product}.ts`), writeTypes(known(product))]), [join(root, 'types', 'index.ts'), writeIndex(products)]]
// The sandbox shares nothing with the app, and so has a copy of those it plays from them.
for (const name of readdirSync(sandbox)) files.push([join(sandbox, name), readFileSync(join(descriptions, name), 'utf8')])
const stale = files.filter(([file, text]) => !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text.replaceAll('\r\n', '\n'))
if (!values.check) for (const [file, text] of stale) writeFileSync(file, text)
else if (stale.length > 0) {
  console.error(`Not what the descriptions say: ${stale.map(([file]) => file).join(', ')}. Run: npm run describe -- --types`)
  process.exitCode = 1
}

async function documentOf({ product, base, version }) {
  if (values.openapi) {
    const file = join(values.openapi, `${product}.json`)
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
  }
  try {
    const response = await fetch(`https://api.planningcenteronline.com${base}/open_api/${version}`, {
      headers: { 'User-Agent': 'Foyer (npm run describe)', Accept: 'application/json' },
      signal: AbortSignal.timeout(20_000),
    })
    if (response.ok) return await response.json()
    console.error(`${product} ${version}: ${response.status}, left as it is`)
  } catch (error) {
    console.error(`${product} ${version}: not reached (${error.cause?.code ?? error.name}), left as it is`)
  }
}
