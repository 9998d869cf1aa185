// The description as it is kept: a line for each part of a type, so that a change shows as what it is.
export function writeDescription({ types, ...head }) {
  const lines = Object.entries(types).map(([name, type]) => {
    const parts = Object.entries(type).filter(([, part]) => Object.keys(part).length > 0)
    return `    ${JSON.stringify(name)}: {${parts.map(([part, words]) => `\n      ${JSON.stringify(part)}: ${JSON.stringify(words)}`).join(',')}\n    }`
  })
  const top = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{\n${[...top, `  "types": {\n${lines.join(',\n')}\n  }`].join(',\n')}\n}\n`
}

const GENERATED = '// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.\n'

/** One interface for each product: the compiler looks only at the types that are asked for. */
export function writeTypes({ product, version, types }) {
  const written = Object.entries(types).map(([name, type]) => {
    const { attributes = {}, relationships = {}, edges = {}, include = [], order = [], where = {} } = type
    return [
      `  ${name}: {`,
      `    attributes: ${kinds(attributes)}`,
      `    relationships: ${record(relationships, ({ many }) => (many ? "'many'" : "'one'"))}`,
      `    edges: ${record(edges, ({ to, many, filters = [] }) => `[${quote(to)}, ${many ? "'many'" : "'one'"}, ${union(filters)}]`)}`,
      `    include: ${union(include)}`,
      `    order: ${union(order)}`,
      `    where: ${kinds(where)}`,
      '  }',
    ].join('\n')
  })
  return `${GENERATED}\n/** ${product}, as of ${version}. */\nexport interface ${pascal(product)} {\n${written.join('\n')}\n}\n`
}

export function writeIndex(products) {
  const imports = products.map((product) => `import type { ${pascal(product)} } from './${product}'`)
  const entries = products.map((product) => `  ${key(product)}: ${pascal(product)}`)
  return `${GENERATED}${imports.join('\n')}\n\nexport interface Products {\n${entries.join('\n')}\n}\n`
}

const quote = (text) => `'${text}'`
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : quote(name))
const union = (words) => (words.length === 0 ? 'never' : words.map(quote).join(' | '))
const record = (entries, write) => {
  const written = Object.entries(entries).map(([name, value]) => `${key(name)}: ${write(value)}`)
  return written.length === 0 ? 'object' : `{ ${written.join('; ')} }`
}
const kinds = (entries) => record(entries, quote)
const pascal = (product) => product.split('-').map((word) => word[0].toUpperCase() + word.slice(1)).join('')
