import type { Config } from '../config'
import { good, wrong, type Finding } from './findings'

/** How a request came in, as far as it tells. */
export interface Arrival {
  host: string
  /** What Express makes of the connection and of the proxies it trusts. */
  secure: boolean
  /** Whoever holds the other end of the socket: a browser, or the last proxy. */
  neighbor: string
  forwardedProto: string | null
  forwardedHost: string | null
  forwardedFor: string | null
  isNeighborTrusted: boolean
}

export const ABOUT_CONNECTION = 'The address (PUBLIC_URL)'

/** PUBLIC_URL, proxies and cookies, judged by the very request that asked: the first thing wrong, since the rest follows from it. */
export function judgeConnection(arrival: Arrival, { publicUrl, trustedProxies }: Pick<Config, 'publicUrl' | 'trustedProxies'>): Finding {
  return { about: ABOUT_CONNECTION, ...judge(arrival, publicUrl, trustedProxies) }
}

function judge(arrival: Arrival, publicUrl: URL, trustedProxies: string[]): Omit<Finding, 'about'> {
  const { host, secure, neighbor, forwardedProto, forwardedHost, forwardedFor, isNeighborTrusted } = arrival
  const isHttps = publicUrl.protocol === 'https:'
  const isForwarded = forwardedProto !== null || forwardedFor !== null
  const comes = (proto: string | null) => proto?.split(',')[0]?.trim() ?? null

  if (isForwarded && !isNeighborTrusted) {
    const others = trustedProxies.length === 0 ? '' : `${trustedProxies.join(',')},`
    return wrong(`A proxy at ${neighbor} stands before Foyer and is not believed: set TRUSTED_PROXIES=${others}${neighbor}, if that is yours.`)
  }
  if (!isSameHost(host, publicUrl)) {
    if (forwardedHost && isSameHost(forwardedHost, publicUrl)) return wrong(`The proxy asks for ${shown(host)} instead of ${publicUrl.host}: let it pass on the Host it was asked for.`)
    return wrong(`You came to ${shown(host)}, but PUBLIC_URL says ${publicUrl.host}: set PUBLIC_URL to the address people type, or open ${publicUrl.origin}/setup.`)
  }
  if (isHttps && !secure) {
    if (comes(forwardedProto) === 'http') return wrong(`You came by http, over which no sign-in is kept: open ${publicUrl.origin}/setup, and let the proxy send everybody there.`)
    if (isForwarded) return wrong('The proxy does not say whether people come by https, so no sign-in would be kept: let it set X-Forwarded-Proto.')
    return wrong('PUBLIC_URL is https, but this connection is not, so no sign-in would be kept: put a proxy that ends https before Foyer, and let it set X-Forwarded-Proto.')
  }
  if (!isHttps && secure) return wrong(`You came by https, but PUBLIC_URL says http: set PUBLIC_URL=https://${publicUrl.host}`)
  return good(isHttps ? `You came to ${publicUrl.origin} by https, and your browser keeps Foyer’s cookies.` : `You came to ${publicUrl.origin}, which is good for a try on this machine, and your browser keeps Foyer’s cookies.`)
}

/** Said by {@link judgeConnection} of a browser that did not bring back what it was given. */
export const cookiesLost: Finding = {
  about: ABOUT_CONNECTION,
  ...wrong('Your browser did not keep Foyer’s cookie: allow cookies for this address, and let no proxy take them out.'),
}

function isSameHost(host: string, { protocol, host: ours }: URL): boolean {
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === ours
}

/** What anybody may have put into a header, kept short and plain. */
const shown = (host: string) => host.replace(/[^\w.:[\]-]/g, '').slice(0, 100) || 'an address without a name'
