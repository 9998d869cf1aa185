import type { Config } from './config'
import type { Feature } from './feature'
import { serving } from './serving'

/** The features that declare themselves, in the order of the navigation. A new one is added here, and nowhere else. */
export const features = (_config: Config): readonly Feature[] => [
  serving,
]
