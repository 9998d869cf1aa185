/** A page as a person reads it: its heading, its words, where its links lead. */
export interface ReadPage {
  heading: string
  text: string
  links: { href: string; text: string }[]
}

export function readPage(html: string): ReadPage {
  const body = html.slice(html.indexOf('<main'), html.indexOf('</main>'))
  return {
    heading: plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? ''),
    text: plain(body),
    links: [...body.matchAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g)].map(([, href = '', text = '']) => ({ href: unescape(href), text: plain(text) })),
  }
}

const plain = (html: string) => unescape(html.replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim()

const unescape = (text: string) => text.replace(/&#34;|&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
