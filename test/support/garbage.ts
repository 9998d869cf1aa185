import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Throws away everything nobody holds any more. */
export function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
}
