/** Something Planning Center's documentation leaves open: what Foyer expects, and what was seen. */
export interface Fact {
  fact: string
  expected: string
  seen: string
}

export interface Notebook {
  /** Asks, and writes down what came of it; a question that fails is written down as one that did. */
  ask(fact: string, expected: string, look: () => Promise<string>): Promise<void>
  /** What must never be read in it: whatever opens something, or says who somebody is. */
  hide(...secrets: unknown[]): void
  /** As it can be pasted into an issue. */
  text(): string
}

/** What no single run can tell, or would need somebody else for. */
const NOT_ASKED = [
  'a refresh token past its 90 days',
  'what an unknown scope, or `webhooks`, gets at the authorize page (its error page leads nowhere)',
  'whether people without a staff account can sign in',
  'what becomes of tokens whose user or church is deleted',
  'a rate limit that is used up',
]

export function openNotebook(): Notebook {
  const facts: Fact[] = []
  const hidden = new Set<string>()

  const clean = (text: string) => [...hidden].sort((a, b) => b.length - a.length).reduce((rest, secret) => rest.replaceAll(secret, '(left out)'), text)
  const cell = (text: string) => clean(text).replace(/[|\n]/g, ' ')

  return {
    async ask(fact, expected, look) {
      facts.push({ fact, expected, seen: await look().catch((error: unknown) => `no answer (${error instanceof Error ? error.name : 'unknown'})`) })
    },
    hide(...secrets) {
      // Shorter ones stand in ordinary words.
      for (const secret of secrets) if ((typeof secret === 'string' || typeof secret === 'number') && String(secret).length >= SHORTEST) hidden.add(String(secret))
    },
    text() {
      const rows = facts.map(({ fact, expected, seen }) => `| ${cell(fact)} | ${cell(expected)} | ${cell(seen)} |`)
      return ['| fact | expected | seen |', '|---|---|---|', ...rows, '', `Not asked: ${NOT_ASKED.join('; ')}.`].join('\n')
    },
  }
}

const SHORTEST = 4
