import type { Definition, FilterName, Sort } from './definition'

/** How a column's cells are written and put in order. A day is `YYYY-MM-DD`, a moment epoch ms, a day of the year `MM-DD`. */
export type CellType = 'text' | 'number' | 'day' | 'day-of-year' | 'moment' | 'yes-no' | 'phone' | 'email' | 'blank'

export interface Column {
  /** As in a definition's address. */
  name: string
  heading: string
  type: CellType
  /** How to reach somebody: left out for children where the viewer may not export those. */
  isContact: boolean
  /** Rows can be put together by it: few values, each of many people. */
  isGroup: boolean
}

/** Null where there is nothing to say. */
export type Cell = string | number | boolean | null

export interface ReportRow {
  /** Planning Center's. */
  id: string
  /** For photos, links and what is said of them whatever the columns are. */
  name: string
  /** Said so by Planning Center, or younger than 18. */
  isChild: boolean
  /** In the order of the report's columns. */
  cells: readonly Cell[]
  /** Of the group it stands in; null without groups, and for the group of those who have none. */
  group: Cell
}

/** What may be asked, once: a definition, looked at by one reader on one day. Only the catalogue makes them. */
export interface Report {
  definition: Definition
  columns: readonly Column[]
  /** Also by columns that are not shown. */
  sort: readonly (Sort & { by: Column })[]
  group: Column | null
  /** Today by the church's calendar, for ages and for days that move. */
  today: string
  timeZone: string
}

/** What a definition names that this reader is not shown, or that is gone: nobody can tell which, and nobody learns of it. */
export interface Missing {
  /** Where it stands in the definition. */
  part: 'filter' | 'column' | 'sort' | 'group'
  /** `list`, `field-12`, `campus` … */
  name: string
  /** One value of several; null when the filter itself cannot be asked. */
  value: string | null
}

/** What a filter says that cannot be meant, in a sentence beside it. */
export interface Impossible {
  filter: FilterName
  reason: string
}

/**
 * A definition as one reader may ask it. With a filter missing or impossible there is no report: fewer conditions would show more people.
 * Missing columns, sorts and groups are left out of the report and said.
 */
export interface Opened {
  definition: Definition
  report: Report | null
  missing: readonly Missing[]
  impossible: readonly Impossible[]
  /** The definition without what is missing: what "show it without" leads to. */
  mended: Definition
}
