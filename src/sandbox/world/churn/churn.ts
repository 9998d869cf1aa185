import { amending } from '../amend'
import { deletePerson, mergePeople } from '../changes'
import type { World } from '../records'
import { campusChurn } from './campuses'
import { contactChurn } from './contacts'
import { customFieldChurn } from './custom-fields'
import { householdChurn } from './households'
import { listChurn } from './lists'
import { peopleChurn } from './people'

export type Churn = ReturnType<typeof createChurn>

/** What goes on in a church's records while somebody keeps a copy of them: each verb is one change, stamped with the clock. */
export function createChurn(world: World, churchId: string) {
  const amend = amending(world, churchId)
  return {
    ...peopleChurn(amend),
    ...contactChurn(amend),
    ...householdChurn(amend),
    ...customFieldChurn(amend),
    ...listChurn(amend),
    ...campusChurn(amend),
    deletePerson: (personId: string) => deletePerson(world, { churchId, personId }),
    mergePeople: (merge: { keep: string; remove: string }) => mergePeople(world, { churchId, ...merge }),
  }
}
