// Planning Center's OpenAPI documents name their parts regularly: `group_resource`, `group_order_parameter`,
// `organization_groups_filter_parameter`, `group_memberships_collection_envelope`. Everything is read from the paths that can be read.

/**
 * Of what lies at each path: its type, what it can be asked by, and what lies below. The documents call many a date a
 * string and every edge a collection: what is known of a word already stays, what they no longer mention goes.
 */
export function describeOpenApi(document, before) {
  const { product, base, version, scope } = before
  const types = { Organization: emptyType() }
  const at = (name) => (types[name] ??= emptyType())
  const resolve = (part) => (part?.$ref ? resolve(part.$ref.slice(2).split('/').reduce((found, key) => found?.[key], document)) : part)

  for (const schema of Object.values(document.components.schemas)) {
    const name = schema.properties?.type?.enum?.[0]
    if (name && schema.properties.attributes) Object.assign(at(name), readResource(schema, resolve))
  }

  const typesAt = new Map([['', 'Organization']])
  const paths = Object.keys(document.paths).sort((left, right) => left.split('/').length - right.split('/').length)
  for (const path of paths) {
    const get = document.paths[path].get
    const envelope = resolve(resolve(get?.responses?.['200'])?.content?.['application/json']?.schema)
    const subject = resolve(envelope?.properties?.data)
    const many = subject?.type === 'array'
    const type = resolve(many ? subject.items : subject)?.properties?.type?.enum?.[0]
    if (!type) continue
    const parameters = (get.parameters ?? []).map(resolve)
    ask(at(type), parameters)
    typesAt.set(path, type)
    const [, above, name] = /^(.*)\/([^/{}]+)$/.exec(path) ?? []
    // Below `/events/{event_id}/attendances/{attendance_id}`, which has no answer of its own, lie paths that have.
    const owner = name && (typesAt.get(above) ?? typesAt.get(above.replace(/\/\{\w+\}$/, '')))
    if (!owner) continue
    const filters = choices(parameters, 'filter')
    at(owner).edges[name] ??= { to: type, many, ...(filters.length > 0 && { filters }) }
  }
  for (const [name, type] of Object.entries(types)) types[name] = remembering(type, before.types[name])
  return { product, base, version, scope, types: sorted(Object.entries(types)) }
}

function remembering(type, before = emptyType()) {
  const kinds = (heard, known) => Object.fromEntries(Object.entries(heard).map(([name, kind]) => [name, known[name] ?? kind]))
  // An edge that can be included need not have a path of its own.
  const included = Object.fromEntries(Object.entries(before.edges).filter(([name]) => type.include.includes(name)))
  const edges = Object.entries({ ...included, ...type.edges }).map(([name, edge]) => {
    const relationship = type.relationships[name] ?? before.relationships[name]
    // One document has the plans of Services be its Organization.
    const to = edge.to === 'Organization' ? (before.edges[name]?.to ?? edge.to) : edge.to
    return [name, { ...edge, to, many: before.edges[name]?.many ?? relationship?.many ?? (edge.many && /(s|people|media|data)$/.test(name)) }]
  })
  return {
    attributes: kinds(type.attributes, before.attributes),
    // Those that may lead to several types are not in the documents.
    relationships: sorted(Object.entries({ ...before.relationships, ...type.relationships })),
    edges: sorted(edges),
    include: type.include.filter((name) => type.edges[name] ?? included[name]),
    order: type.order,
    where: kinds(type.where, before.where),
  }
}

const emptyType = () => ({ attributes: {}, relationships: {}, edges: {}, include: [], order: [], where: {} })

function readResource({ properties }, resolve) {
  const attributes = sorted(Object.entries(resolve(properties.attributes)?.properties ?? {}).map(([name, schema]) => [name, kindOf(resolve(schema))]))
  const relationships = sorted(
    Object.entries(resolve(properties.relationships)?.properties ?? {}).flatMap(([name, schema]) => {
      const pointer = resolve(schema)?.properties?.data
      const to = (pointer?.items ?? pointer)?.properties?.type?.enum?.[0]
      return to ? [[name, { to, many: pointer.type === 'array' }]] : []
    }),
  )
  return { attributes, relationships }
}

/** What a type can be asked by is the same wherever it is met, as far as its own words go; `a.b` follows from the types. */
function ask(type, parameters) {
  type.include = union(type.include, choices(parameters, 'include').filter((name) => !name.includes('.')))
  type.order = union(type.order, choices(parameters, 'order').map((name) => name.replace(/^-/, '')))
  for (const { name, schema } of parameters) {
    const [, key] = /^where\[(\w+)\]$/.exec(name ?? '') ?? []
    if (key) type.where[key] ??= kindOf(schema)
  }
  type.where = sorted(Object.entries(type.where))
}

const choices = (parameters, name) => parameters.filter((parameter) => parameter.name === name).flatMap(({ schema }) => schema.items?.enum ?? schema.enum ?? []).sort()
const union = (left, right) => [...new Set([...left, ...right])].sort()
const sorted = (entries) => Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)))

function kindOf({ type, format } = {}) {
  if (type === 'string') return { 'date-time': 'datetime', date: 'date' }[format] ?? 'string'
  return ['boolean', 'integer', 'number'].includes(type) ? type : 'json'
}
