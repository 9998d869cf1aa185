import { Router } from 'express'
import type { Config } from '../config'
import type { Kept } from '../feature'
import { show } from '../web/views'
import { privacyPage } from './pages'

interface Collaborators {
  config: Pick<Config, 'explorer' | 'operatorName' | 'planningCenter' | 'publicUrl' | 'sampleChurch' | 'times'>
  /** All that the features ask Planning Center for, and all that may be changed there. */
  reads: readonly string[]
  keepsCopies: boolean
  kept: readonly Kept[]
  writes: readonly string[]
  /** What churches are called whose people have been here. */
  namesOf: (organizationIds: Iterable<string>) => Promise<string[]>
}

/** "Is this safe?", for everybody: who will sign in tomorrow, and who is asked whether they should. */
export function createPrivacyRoutes({ config, reads, keepsCopies, kept, writes, namesOf }: Collaborators): Router {
  const routes = Router()

  /** Without its name a church is still told by its number: the page must stand when the store does not answer. */
  async function nameOf(id: string): Promise<string> {
    const [name] = await namesOf([id]).catch(() => [])
    return name ?? `the church with the number ${id} in Planning Center`
  }

  routes.get('/privacy', async (_req, res) => {
    const { organizations } = config.planningCenter
    const churches = organizations && (await Promise.all([...organizations].map(nameOf)))
    show(res, privacyPage({ config, reads, keepsCopies, kept, writes, churches }))
  })

  return routes
}
