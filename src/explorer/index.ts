import type { Config } from '../config'
import type { Feature } from '../feature'
import { duration } from '../web/format'
import { EXPLORED_KEYS } from './remembered'
import { createExplorerRoutes } from './routes'

/** Where it is switched on. In production it is for Organization Administrators; nobody sees more than their own login is shown. */
export const explorer = ({ explorer: on }: Pick<Config, 'explorer'>): Feature[] =>
  on
    ? [
        {
          name: 'explorer',
          permission: on.onlyAdministrators ? 'administrators' : 'signed-in',
          atFoot: 'Explorer',
          kept: (times) => [{ what: 'What you last asked in the explorer', howLong: `${duration(times.exploredKept)}, or until you clear it there`, keys: [EXPLORED_KEYS] }],
          routes: createExplorerRoutes,
        },
      ]
    : []
