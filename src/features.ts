import type { Config } from './config'
import { explorer } from './explorer'
import type { Feature } from './feature'
import { serving } from './serving'

/** The features that declare themselves, in the order of the navigation. A new one is added here, and nowhere else. */
export const features = (config: Config): readonly Feature[] => [
  serving,
  ...explorer(config),
]
