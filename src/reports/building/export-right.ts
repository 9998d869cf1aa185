import type { SettingsStore } from '../../connection'
import type { Reader } from '../../mirror'

/** Who may take people out of Foyer as a file, and who of them children: as the church chose. */
export async function exportRight(settings: Pick<SettingsStore, 'read'>, { organizationId, personId, level, isAdministrator }: Reader) {
  if (isAdministrator) return { mayExport: true, mayExportChildren: true }
  const chosen = await settings.read(organizationId)
  const named = chosen?.exportersByName.find(({ id }) => id === personId)
  const isAmong = (levels: readonly string[] = []) => level !== null && levels.includes(level)
  const mayExport = named !== undefined || isAmong(chosen?.exporters)
  return { mayExport, mayExportChildren: named?.children === true || (isAmong(chosen?.exporters) && isAmong(chosen?.childExporters)) }
}
