import { sql } from 'kysely'
import type { Sql } from '../../database'
import type { Reader } from '../../mirror'
import { folded } from './columns'

/** Somebody, for whoever picks people by hand. */
export interface Somebody {
  id: string
  name: string
  membership: string | null
  isInactive: boolean
  isChild: boolean
}

type Copied = { id: string; name: string; membership: string | null; status: string; child: boolean }

/** Those whose name has all of these words in it, whatever their case and accents. */
export async function findByName(db: Sql, { organizationId }: Reader, words: string, { except, atMost }: { except: readonly string[]; atMost: number }): Promise<Somebody[]> {
  const parts = words.split(/\s+/).filter(Boolean)
  if (parts.length === 0) return []
  const name = folded(sql`concat_ws(' ', p.name, p.nickname, p.given_name)`)
  const all = parts.map((part) => sql`position(${folded(sql`${part}::text`)} in ${name}) > 0`)
  const { rows } = await sql<Copied>`select p.id, p.name, p.membership, p.status, p.child from mirror.person p
    where p.organization_id = ${organizationId} and ${sql.join(all, sql` and `)} and p.id <> all(${[...except]}::text[])
    order by p.status = 'active' desc, p.sort_name, p.id limit ${atMost}`.execute(db)
  return rows.map(toSomebody)
}

/** Those with these ids who are in the copy, in the order of their names. */
export async function namesOf(db: Sql, { organizationId }: Reader, ids: readonly string[]): Promise<Somebody[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Copied>`select p.id, p.name, p.membership, p.status, p.child from mirror.person p
    where p.organization_id = ${organizationId} and p.id = any(${[...ids]}::text[]) order by p.sort_name, p.id`.execute(db)
  return rows.map(toSomebody)
}

const toSomebody = ({ id, name, membership, status, child }: Copied): Somebody => ({ id, name, membership, isInactive: status !== 'active', isChild: child })
