import { descriptions, type Kind, type Question, type Seen } from '../planning-center'
import type { Stop } from './address'

/** The same question for elsewhere. Where the bearer belongs stands a name: the real one never leaves the server. */
export interface Copies {
  curl: string
  fetch: string
  /** For a page of Foyer's own. */
  client: string
}

const BEARER = 'PLANNING_CENTER_TOKEN'
const AGENT = 'your application (you@example.org)'

export function copiesOf({ product, steps, spot }: Stop, question: Question, { url, version }: Pick<Seen, 'url' | 'version'>): Copies {
  const description = descriptions[product]
  return {
    curl: [
      `curl --globoff ${shellQuoted(url)} \\`,
      `  --header "Authorization: Bearer $${BEARER}" \\`,
      `  --header ${shellQuoted(`User-Agent: ${AGENT}`)} \\`,
      `  --header 'X-PCO-API-Version: ${version}'`,
    ].join('\n'),
    fetch: [
      `const answer = await fetch(${quoted(url)}, {`,
      '  headers: {',
      `    Authorization: \`Bearer \${process.env.${BEARER}}\`,`,
      `    'User-Agent': ${quoted(AGENT)},`,
      `    'X-PCO-API-Version': ${quoted(version)},`,
      '  },',
      '})',
      'console.log(await answer.json())',
    ].join('\n'),
    client: clientCode(),
  }

  function clientCode(): string {
    const last = steps.at(-1)
    const onTheWay = spot.edge ? steps.slice(0, -1) : steps
    const way = onTheWay.map(({ edge, id }) => `.at(${quoted(edge)}${id === undefined ? '' : `, ${quoted(id)}`})`).join('')
    const words = written(question, { isList: spot.edge !== null, kinds: description.types[spot.type]?.where ?? {} })
    const asks = spot.edge ? `.list(${[quoted(last?.edge ?? ''), ...words].join(', ')})` : `.get(${words.join('')})`
    const note = version === description.version ? [] : [`// Seen at ${version}; the client asks at ${description.version}.`]
    return [...note, `const answer = await planningCenter.ask(${quoted(product)})${way}${asks}`, spot.edge ? 'console.log(answer.rows)' : 'console.log(answer.attributes)'].join('\n')
  }
}

/** As an argument; nothing where nothing is asked besides. */
function written({ where = {}, order = [], include = [], filter = [], fields = {}, parameters = {}, perPage, offset = 0 }: Question, { isList, kinds }: { isList: boolean; kinds: Readonly<Record<string, Kind>> }): string[] {
  const listOf = (words: readonly string[]) => `[${words.map(quoted).join(', ')}]`
  const record = (pairs: [string, string][]) => `{ ${pairs.map(([name, value]) => `${keyed(name)}: ${value}`).join(', ')} }`
  const parts: [string, string][] = [
    ...one('where', record(Object.entries(where).map(([name, value]) => [name, valueOf(value, kinds[name])])), Object.keys(where).length),
    ...one('filter', listOf(filter), filter.length),
    ...one('parameters', record(Object.entries(parameters).map(([name, value]) => [name, quoted(value)])), Object.keys(parameters).length),
    ...one('order', listOf([order].flat()), [order].flat().length),
    ...one('include', listOf(include), include.length),
    ...one('fields', record(Object.entries(fields).map(([type, names]) => [type, listOf(names)])), Object.keys(fields).length),
    ...(isList && perPage !== undefined ? one('perPage', String(perPage), 1) : []),
    ...one('offset', String(offset), offset),
  ]
  return parts.length > 0 ? [`{\n${parts.map(([name, value]) => `  ${name}: ${value},\n`).join('')}}`] : []

  function valueOf(value: unknown, kind: Kind | undefined): string {
    if (kind === 'boolean') return String(value === 'true')
    return typeof value === 'object' && value !== null ? record(Object.entries(value).map(([operator, each]) => [operator, quoted(String(each))])) : quoted(String(value))
  }
}

const one = (name: string, value: string, many: number): [string, string][] => (many > 0 ? [[name, value]] : [])

const keyed = (name: string) => (/^[a-zA-Z_]\w*$/.test(name) ? name : quoted(name))

const quoted = (text: string) => `'${text.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/[\n\r\u2028\u2029]/g, ' ')}'`

const shellQuoted = (text: string) => `'${text.replace(/'/g, `'\\''`)}'`
