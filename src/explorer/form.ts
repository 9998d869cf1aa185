import { descriptions, type Kind } from '../planning-center'
import { addressOf, type Stop } from './address'
import { fieldsOf, kindsAmong, mayAsk, mayFilter, PRIVATE_WORDS, typesOf } from './private'
import { bare, besides, isCompared, OPERATORS, PER_PAGE, type Wish } from './question'

/** All that can be asked of a place, with what is being asked: a form whose address is the question. */
export function formOf({ product, steps, spot }: Stop, wish: Wish) {
  const description = descriptions[product]
  const { where = {}, order = [], include = [] } = description.types[spot.type] ?? {}
  const { question, chosen, ticked } = wish
  const included = question.include ?? []
  const types = typesOf({ spot, include: included })
  const filters = (mayFilter(spot.type, ticked) ? spot.edge?.filters : null) ?? []
  const orders = spot.edge ? order.filter((key) => mayAsk(spot.type, key, ticked)) : []
  const ordered = [question.order ?? []].flat()

  const parts = {
    where: spot.edge ? Object.entries(where).filter(([name]) => mayAsk(spot.type, name, ticked)).map(([name, kind]) => whereField(name, kind, question.where?.[name])) : [],
    // What is chosen stands open.
    whereOpen: Object.keys(question.where ?? {}).length > 0,
    filtersOpen: (question.filter ?? []).length > 0,
    includesOpen: included.length > 0,
    filters: ticks(filters, question.filter ?? []),
    besides: besides(filters).map((name) => ({ name, id: `besides-${name}`, value: question.parameters?.[name] ?? '' })),
    orders: orders.flatMap((key) => [key, `-${key}`]).map((key) => ({ value: key, text: key.startsWith('-') ? `${bare(key)}, from the end` : key, selected: ordered[0] === key })),
    includes: ticks([...include, ...deeper(included)], included),
    fields: types.map((type) => ({
      label: `Fields of ${type}`,
      id: `fields-${type}`,
      name: `fields[${type}]`,
      isOpen: chosen[type] !== undefined,
      ticks: ticks(fieldsOf(description.types[type]).filter((field) => mayAsk(type, field, ticked)), chosen[type] ?? []),
    })),
    privateLabel: 'Left out, unless ticked',
    private: kindsAmong(types, description).map((kind) => ({ value: kind, text: PRIVATE_WORDS[kind], selected: ticked.has(kind) })),
  }
  return {
    action: addressOf(product, steps),
    ...parts,
    // Further orders can be said by an address only, and go along.
    ordersBesides: ordered.slice(1).join(','),
    version: wish.version ?? '',
    pinned: description.version,
    perPage: spot.edge ? PER_PAGE.map((many) => ({ value: many, text: String(many), selected: many === question.perPage })) : [],
  }

  /** What lies beyond something that is included already. */
  function deeper(paths: readonly string[]): string[] {
    return [...new Set(paths.map((path) => path.split('.')[0] ?? ''))].flatMap((first) => {
      const next = description.types[description.types[spot.type]?.edges?.[first]?.to ?? '']
      return (next?.include ?? []).filter((name) => next?.edges?.[name]).map((name) => `${first}.${name}`)
    })
  }
}

const ticks = (names: readonly string[], chosen: readonly string[]) => names.map((name) => ({ value: name, text: name, selected: chosen.includes(name) }))

function whereField(name: string, kind: Kind, asked: unknown) {
  const compared = typeof asked === 'object' && asked !== null ? (asked as Record<string, string>) : {}
  const shown = OPERATORS.slice(0, 2)
  return {
    name: `where[${name}]`,
    id: `where-${name}`,
    label: name,
    kind,
    value: typeof asked === 'string' ? asked : '',
    isChoice: kind === 'boolean',
    choices: ['true', 'false'].map((value) => ({ value, selected: asked === value })),
    compared: isCompared(kind) ? shown.map((operator) => ({ operator, name: `where[${name}][${operator}]`, value: compared[operator] ?? '' })) : [],
    // What only an address can say goes along.
    hidden: OPERATORS.slice(2).flatMap((operator) => (compared[operator] === undefined ? [] : [{ name: `where[${name}][${operator}]`, value: compared[operator] }])),
  }
}
