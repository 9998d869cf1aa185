import type { Sql } from '../database'
import { count } from '../web/format'
import { TRAIL_PATH } from './pages'
import { forgetPast } from './trail'

/** What happened in a church goes with the church; one line stays, which says who had it deleted, and when. */
export const pastOfChurch = {
  async describe(db: Sql, organizationId: string): Promise<string[]> {
    const { many } = await db.selectFrom('foyer.audit').select((e) => e.fn.countAll<number>().as('many')).where('organization_id', '=', organizationId).executeTakeFirstOrThrow()
    return Number(many) === 0 ? [] : [`${count(Number(many), 'entry', 'entries')} about what happened in Foyer: who signed in, what was refused, and what was decided`]
  },
  file: { href: `${TRAIL_PATH}.csv`, text: 'What happened in Foyer, as a file' },
  forget: (step: Sql, organizationId: string): Promise<void> => forgetPast(step, organizationId),
}
