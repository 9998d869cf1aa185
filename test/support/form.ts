/** What a browser without scripts sends when a form is submitted as it stands, with the button that was pressed. */
export function readForm(html: string, marker: string, pressed: [name: string, value: string] | null = null): URLSearchParams {
  const begin = html.lastIndexOf('<form', html.indexOf(marker))
  const form = html.slice(begin, html.indexOf('</form>', begin))
  if (!html.includes(marker)) throw new Error(`no form here has ${marker}`)
  const sent = new URLSearchParams()
  for (const [tag, body = ''] of matches(form, /<input\b[^>]*>|<select\b[^>]*>([\s\S]*?)<\/select>/g)) {
    const name = attribute(/^<[^>]*>/.exec(tag)?.[0] ?? '', 'name')
    if (name === null) continue
    if (tag.startsWith('<select')) {
      const options = [...matches(body, /<option\b[^>]*>/g)].map(([option]) => option)
      const chosen = options.find((option) => / selected\b/.test(option)) ?? options[0]
      if (chosen) sent.append(name, attribute(chosen, 'value') ?? '')
      continue
    }
    const isTick = /type="(checkbox|radio)"/.test(tag)
    if (!isTick || / checked\b/.test(tag)) sent.append(name, attribute(tag, 'value') ?? (isTick ? 'on' : ''))
  }
  if (pressed) sent.append(...pressed)
  return sent
}

/** As Express reads what was sent. */
export function queryOfForm(sent: URLSearchParams): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  for (const name of new Set(sent.keys())) {
    const [first = '', ...others] = sent.getAll(name)
    query[name] = others.length > 0 ? [first, ...others] : first
  }
  return query
}

const matches = (text: string, pattern: RegExp) => text.matchAll(pattern)

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? null : found.replace(/&#34;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}
