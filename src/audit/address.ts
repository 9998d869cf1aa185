import { isIP } from 'node:net'

/** The network an address belongs to, not the device: /24 of IPv4, /48 of IPv6. Null for what is no address. */
export function networkOf(address: string | undefined): string | null {
  const [bare = ''] = (address ?? '').split('%') // fe80::1%eth0 names an interface of ours
  if (isIP(bare) === 4) return network4(bare.split('.'))
  if (isIP(bare) !== 6) return null
  const groups = groupsOf(bare)
  // ::ffff:192.0.2.7, as a socket for both kinds names an IPv4 visitor (RFC 4291 §2.5.5.2).
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMapped) return network4(groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]))
  return `${written(groups.slice(0, 3))}/48`
}

const network4 = (bytes: (string | number)[]) => `${bytes.slice(0, 3).join('.')}.0/24`

/** All eight, however the address was shortened: URLs have one spelling for each. */
function groupsOf(address: string): number[] {
  const [head = '', tail] = spelling(address).split('::')
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean)) as [string[], string[]]
  const left = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...left, ...after].map((group) => Number.parseInt(group, 16))
}

const written = (groups: number[]) => spelling(`${groups.map((group) => group.toString(16)).join(':')}::`)

const spelling = (address: string) => new URL(`http://[${address}]/`).hostname.slice(1, -1)
