import type { Amend } from '../amend'
import type { CampusRecord } from '../records'

export function campusChurn(amend: Amend) {
  return {
    /** Nobody whose campus it is becomes any newer by it. */
    renameCampus: (id: string, name: string): CampusRecord => amend(({ edit, now }) => edit('campuses', id, { name, updatedAt: now })),
  }
}
