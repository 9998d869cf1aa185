import type { Church, PersonRecord, World } from '../../world/world'

/** Who asks, in which church, under which version of the API: all that an answer may depend on. */
export interface Asker {
  readonly world: World
  readonly church: Church
  readonly person: PersonRecord
  readonly version: string
  readonly avatarUrl: string
}

const levels = { 'No access': 0, Viewer: 1, Editor: 2, Manager: 3 } as const

export type Level = Exclude<keyof typeof levels, 'No access'>

/** An Organization Administrator may do in People whatever a Manager may. */
export function hasLevel({ person }: Asker, level: Level): boolean {
  if (person.siteAdministrator) return true
  return person.peoplePermissions !== null && levels[person.peoplePermissions] >= levels[level]
}

/** Whether something was part of the API in the version asked for. */
export function existsFor(lifetime: { readonly from?: string; readonly until?: string }, { version }: Asker): boolean {
  return (lifetime.from ?? '') <= version && (lifetime.until === undefined || version < lifetime.until)
}
