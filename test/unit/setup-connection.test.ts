import { cookiesLost, judgeConnection, type Arrival } from '../../src/setup/connection'

const direct: Arrival = { host: 'foyer.example.org', secure: false, neighbor: '10.0.0.5', forwardedProto: null, forwardedHost: null, forwardedFor: null, isNeighborTrusted: false }
const proxied: Arrival = { ...direct, secure: true, forwardedProto: 'https', forwardedFor: '198.51.100.7', isNeighborTrusted: true }
const at = (publicUrl: string, trustedProxies: string[] = ['10.0.0.5']) => ({ publicUrl: new URL(publicUrl), trustedProxies })
const HTTPS = at('https://foyer.example.org')

describe('the address and the proxies before it, as the setup page finds them', () => {
  it.each<[string, Arrival, ReturnType<typeof at>, RegExp]>([
    ['a proxy nobody named', { ...proxied, secure: false, isNeighborTrusted: false }, at('https://foyer.example.org', []), /^A proxy at 10\.0\.0\.5 .*set TRUSTED_PROXIES=10\.0\.0\.5,/],
    ['a proxy beside those that are named', { ...proxied, secure: false, isNeighborTrusted: false }, at('https://foyer.example.org', ['10.1.0.0/16']), /set TRUSTED_PROXIES=10\.1\.0\.0\/16,10\.0\.0\.5,/],
    ['a proxy that asks by its own name', { ...proxied, host: 'app:3000', forwardedHost: 'foyer.example.org' }, HTTPS, /^The proxy asks for app:3000 instead of foyer\.example\.org: let it pass on the Host/],
    ['another address than people type', { ...proxied, host: 'staff.example.org' }, HTTPS, /^You came to staff\.example\.org, but PUBLIC_URL says foyer\.example\.org: set PUBLIC_URL/],
    ['a Host that is no host', { ...direct, host: '"><script>' }, HTTPS, /^You came to script, but/],
    ['http, as the proxy says', { ...proxied, secure: false, forwardedProto: 'http' }, HTTPS, /^You came by http.*open https:\/\/foyer\.example\.org\/setup/],
    ['a proxy that says nothing of https', { ...proxied, secure: false, forwardedProto: null }, HTTPS, /let it set X-Forwarded-Proto\.$/],
    ['https without any proxy that ends it', direct, HTTPS, /^PUBLIC_URL is https, but this connection is not/],
    ['https where PUBLIC_URL says http', { ...proxied, host: 'localhost' }, at('http://localhost'), /set PUBLIC_URL=https:\/\/localhost$/],
  ])('%s is one sentence that names the mend', (_what, arrival, config, words) => {
    expect(judgeConnection(arrival, config)).toMatchObject({ state: 'wrong', words: expect.stringMatching(words) as string })
  })

  it.each<[string, Arrival, ReturnType<typeof at>]>([
    ['https by a proxy that is believed', proxied, HTTPS],
    ['https by two proxies', { ...proxied, forwardedProto: 'https, http' }, HTTPS],
    ['a name in capitals, with the port that goes without saying', { ...proxied, host: 'Foyer.Example.org:443' }, HTTPS],
    ['one’s own machine', { ...direct, host: 'localhost:3000', neighbor: '127.0.0.1' }, at('http://localhost:3000', [])],
  ])('%s is good', (_what, arrival, config) => {
    expect(judgeConnection(arrival, config).state).toBe('good')
  })

  it('a cookie that does not come back has its sentence, too', () => {
    expect(cookiesLost.words).toMatch(/did not keep Foyer’s cookie: allow cookies/)
  })
})
