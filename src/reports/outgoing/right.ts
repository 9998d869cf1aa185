import type { Settings } from '../../connection'
import type { Reader } from '../../mirror'
import { ExportRefused } from '../errors'

/** What somebody may take out of Foyer: as a file, or to paste elsewhere. */
export interface ExportRight {
  mayTakeChildren: boolean
}

/** Null for whoever may take nobody out. A church that never chose has chosen nobody beside its administrators. */
export function exportRightOf({ isAdministrator, level, personId }: Reader, settings: Settings | null): ExportRight | null {
  if (isAdministrator) return { mayTakeChildren: true }
  const named = settings?.exportersByName.find(({ id }) => id === personId)
  const byLevel = level !== null && settings !== null && settings.exporters.includes(level)
  if (!named && !byLevel) return null
  return { mayTakeChildren: named?.children === true || (byLevel && settings.childExporters.includes(level)) }
}

/** @throws ExportRefused, which knows who may instead */
export function exportRightOrRefuse(reader: Reader, settings: Settings | null): ExportRight {
  const right = exportRightOf(reader, settings)
  if (!right) throw new ExportRefused(whoMay(settings))
  return right
}

/** As the church's own page of its choices lists them. */
function whoMay(settings: Settings | null): string[] {
  const levels = (['Manager', 'Editor', 'Viewer'] as const).filter((level) => settings?.exporters.includes(level)).map((level) => `${level}s`)
  return ['Organization Administrators', ...levels, ...(settings?.exportersByName.map(({ name }) => name) ?? [])]
}
