import type { Redis } from 'ioredis'

/** Names of churches whose people came in here, for the page that turns others away. Names of churches are no secret. */
export interface Churches {
  remember(church: { organizationId: string; organizationName: string }): Promise<void>
  namesOf(organizationIds: Iterable<string>): Promise<string[]>
}

const KEY = 'foyer:churches'

export function createChurches({ redis }: { redis: Redis }): Churches {
  return {
    async remember({ organizationId, organizationName }) {
      await redis.hset(KEY, organizationId, organizationName)
    },
    async namesOf(organizationIds) {
      const ids = [...organizationIds]
      const names = ids.length > 0 ? await redis.hmget(KEY, ...ids) : []
      return names.filter((name) => name !== null)
    },
  }
}
