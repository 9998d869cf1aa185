import type { Fleet } from './fleet'

/** How slow the machine itself is: the slowest answer that needs neither Redis nor Planning Center. */
export function watchPulse(fleet: Fleet): { stop(): Promise<{ slowest: number }> } {
  let isWatching = true
  let slowest = 0
  const watching = Promise.all(
    fleet.processes.map(async (one) => {
      while (isWatching && one.child.connected) {
        const { ms } = await fleet.ask(one, { path: '/livez' })
        slowest = Math.max(slowest, ms)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }),
  )
  return {
    async stop() {
      isWatching = false
      await watching
      return { slowest }
    },
  }
}
