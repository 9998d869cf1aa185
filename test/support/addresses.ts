import type { App } from '../../src/app'

/** As Express keeps them. */
interface Routed {
  route?: { path: string; methods: Record<string, boolean> }
  handle: { stack?: Routed[] }
  /** Where it is mounted; `/` for what stands before everything. */
  rawPath: unknown
}

/** Every address an app answers at, such as `GET /people/:id`; of features, below where they are mounted. */
export function addressesOf({ handler }: App): string[] {
  const { router } = handler as unknown as { router: { stack: Routed[] } }
  return [...new Set(below(router.stack, ''))]
}

const below = (stack: Routed[], mount: string): string[] =>
  stack.flatMap(({ route, handle, rawPath }) => {
    if (route) return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${mount}${mount && route.path === '/' ? '' : route.path}`)
    return below(handle.stack ?? [], typeof rawPath === 'string' && rawPath !== '/' ? `${mount}${rawPath}` : mount)
  })
