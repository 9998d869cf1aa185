/** A Set-Cookie line taken apart. */
export interface SetCookie {
  name: string
  value: string
  attributes: string[]
}

export function setCookies({ headers }: { headers: Record<string, unknown> }): SetCookie[] {
  const lines = (headers['set-cookie'] ?? []) as string[]
  return lines.map((line) => {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    return { name, value, attributes: attributes.sort() }
  })
}

/** As a browser sends it back. */
export const asSent = ({ name, value }: SetCookie) => `${name}=${value}`

/** The session id in a signed cookie. */
export const sessionIdIn = ({ value }: SetCookie) => decodeURIComponent(value).replace(/^s:/, '').split('.')[0] ?? ''
