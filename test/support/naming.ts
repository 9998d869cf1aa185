import { descriptions, type Description } from '../../src/planning-center'
import type { Call } from '../../src/sandbox'

/** What a call names: `Person.birthdate` for each field, and the kind of what is asked for without naming any. */
export function namedBy({ path, query }: Call): string[] {
  const fields = Object.entries(query).flatMap(([key, value]) => {
    const type = /^fields\[(\w+)\]$/.exec(key)?.[1]
    return type ? value.split(',').map((field) => `${type}.${field}`) : []
  })
  return fields.length > 0 ? fields : [kindOf(path)]
}

/** `/people/v2/person_mergers` brings PersonMerger. */
const kindOf = (path: string) =>
  (path.split('/').filter((part) => !/^\d+$/.test(part)).at(-1) ?? '').replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/s$/, '')

/** What a call brings by the product's description: of each type it reaches the attributes that it names, or else all (`Song`). */
export function broughtBy({ path, query }: Call): string[] {
  const [, product = '', , ...steps] = path.split('/')
  const { types = {} } = (descriptions as Partial<Record<string, Description>>)[product] ?? {}
  const along = (from: string, names: string[]) => names.reduce<string[]>((types_, name) => [...types_, types[types_.at(-1) ?? '']?.edges?.[name]?.to ?? name], [from])
  const type = along('Organization', steps.filter((step) => !/^\d+$/.test(step))).at(-1) ?? ''
  const included = (query['include'] ?? '').split(',').filter(Boolean).flatMap((names) => along(type, names.split('.')))
  return [...new Set([type, ...included])].flatMap((each) => {
    const named = query[`fields[${each}]`]?.split(',')
    return named ? named.filter((field) => types[each]?.attributes?.[field]).map((field) => `${each}.${field}`) : [each]
  })
}
