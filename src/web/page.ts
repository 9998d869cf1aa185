/** A complete page: it names its own template and holds everything that template prints. */
export interface Page {
  readonly view: string
  readonly title: string
  /** What its paper says besides the church, the title, and who printed it. */
  readonly paper?: Paper
  readonly [printed: string]: unknown
}

export interface Paper {
  /** How many stand on it, and which of them; empty where nothing is counted. */
  counted: string
  /** The church's, by which today is today; null where the page was not told. */
  timeZone: string | null
}

/** What surrounds every page; the caller puts it into `res.locals.frame` before the first page is shown. */
export interface Frame {
  visitor: { name: string; church: string } | null
  csrf: string | null
  /** The current path, for `aria-current`. */
  path: string
  /** The chief pages of features, after Foyer's own. */
  chiefPages: readonly ChiefPage[]
  /** Other pages of theirs, for whoever is signed in. */
  footLinks: readonly Link[]
  operatorName: string | null
  sampleChurch: boolean
  /** A sentence for the foot, e.g. where a demo keeps its sessions. */
  footNote: string | null
  /** What a church's administrators must see on every page. */
  banner: { text: string; action: Link } | null
  /** What everybody else is told where it matters, and what they can send on. */
  copyLine: { text: string; message: string; label: string; what: string } | null
  /** The request's id, quoted on error pages and found again in the log. */
  reference: string
  now: number
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express has no other place for the type of res.locals
  namespace Express {
    interface Locals {
      frame: Frame
    }
  }
}

/* Parameters of views/components/*.ejs. */

export interface Link {
  href: string
  text: string
}

/** A point in time, as people say it and as machines read it. */
export interface Moment {
  text: string
  iso: string
}

/** How old a copy is. */
export interface Freshness {
  text: string
  when: Moment | null
}

export interface Badge {
  text: string
  tone: 'plain' | 'ok' | 'warn' | 'danger'
}

export interface Avatar {
  initials: string
}

/** One line of a field list; a value with `href` is a link, one with `quiet` stands for absence. */
export interface Field {
  name: string
  values: FieldValue[]
}

export interface FieldValue {
  /** A value may run over several lines, as addresses do. */
  lines: string[]
  href: string | null
  note: string | null
  badges: Badge[]
  quiet: boolean
  /** Telephone numbers: never broken over two lines. */
  unbroken: boolean
}

export interface Pagination {
  /** What is paged through, for those who do not see where the buttons stand. */
  label: string
  range: string
  previous: string | null
  next: string | null
}

export interface BlankSlate {
  title: string
  text: string
  action: Link | null
}

export interface ChiefPage extends Link {
  icon: string
}

export interface NavigationEntry extends ChiefPage {
  current: 'page' | 'true' | null
}

/** The chief pages; the one that is open, or that the open page belongs to, is marked. */
export function navigation({ path, chiefPages }: Pick<Frame, 'path' | 'chiefPages'>): NavigationEntry[] {
  const entries = [
    { href: '/', text: 'Home', icon: 'home' },
    { href: '/people', text: 'People', icon: 'people' },
    { href: '/lists', text: 'Lists', icon: 'lists' },
    { href: '/reports', text: 'Reports', icon: 'reports' },
    ...chiefPages,
  ]
  return entries.map((entry) => ({ ...entry, current: currency(entry.href, path) }))
}

function currency(href: string, path: string): NavigationEntry['current'] {
  if (path === href) return 'page'
  const isBelow = path.startsWith(`${href}/`) || ALSO_BELOW[href]?.some((other) => path.startsWith(other))
  return isBelow ? 'true' : null
}

/** What belongs to a chief page under another name. */
const ALSO_BELOW: Record<string, string[]> = { '/people': ['/households/'], '/reports': ['/overview'] }

/** A plain value of a field list. */
export function fieldValue(text: string, details: Partial<Omit<FieldValue, 'lines'>> = {}): FieldValue {
  return { lines: [text], href: null, note: null, badges: [], quiet: false, unbroken: false, ...details }
}
