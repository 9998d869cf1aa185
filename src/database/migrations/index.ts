import type { Migration } from 'kysely'
import { mirror } from './0001-mirror'
import { sync } from './0002-sync'
import { connection } from './0003-connection'
import { audit } from './0004-audit'
import { reports } from './0005-reports'

/** In the order of their names, which never change once they have run anywhere. */
export const migrations: Record<string, Migration> = {
  '0001-mirror': mirror,
  '0002-sync': sync,
  '0003-connection': connection,
  '0004-audit': audit,
  '0005-reports': reports,
}
