import { mailLink, range, telephoneLink } from '../../web/format'
import type { Pagination } from '../../web/page'
import { cellText } from '../columns'
import type { Definition } from '../definition'
import type { Cell, Column, Report, ReportRow } from '../report'

export const PER_PAGE = 50

/** Parameters of views/components/report-table.ejs. */
export interface ResultTable {
  caption: string
  heads: Head[]
  groups: ResultGroup[]
  span: number
}

interface Head {
  heading: string
  /** The same report sorted by this column, the other way where it is by this one already; null where it can't be. */
  href: string | null
  sorted: 'ascending' | 'descending' | ''
  isBlank: boolean
}

interface ResultGroup {
  /** Null where rows are not put together. */
  heading: string | null
  counted: string
  rows: ResultCell[][]
}

interface ResultCell {
  heading: string
  text: string
  href: string
  /** The one that leads to the person. */
  isPerson: boolean
  /** Whose row it is, where the cell that leads there says nothing. */
  whose: string
  unbroken: boolean
  /** To be written in. */
  isBlank: boolean
  /** Phones leave it out. */
  isNothing: boolean
}

interface Rows {
  report: Report
  rows: readonly ReportRow[]
  /** How many people each group has, whatever part of it is shown. */
  groups: readonly { group: Cell; count: number }[]
}

export function resultTable({ report, rows, groups }: Rows, view: { caption: string; counted: (many: number) => string; sortedAt: ((definition: Definition) => string) | null }): ResultTable {
  const named = Math.max(0, report.columns.findIndex(({ name }) => name === 'name'))
  const made: ResultGroup[] = []
  let last: Cell | undefined
  for (const row of rows) {
    if (made.length === 0 || row.group !== last) {
      const many = groups.find(({ group }) => group === row.group)?.count
      made.push({ heading: report.group && groupWords(row.group, report.group, report), counted: many === undefined ? '' : view.counted(many), rows: [] })
    }
    last = row.group
    made.at(-1)?.rows.push(report.columns.map((column, at) => cellOf(row, { column, cell: row.cells[at] ?? null, report, isPerson: at === named })))
  }
  return { caption: view.caption, heads: report.columns.map((column) => head(column, report, view.sortedAt)), groups: made, span: report.columns.length }
}

function cellOf({ id, name }: ReportRow, { column, cell, report, isPerson }: { column: Column; cell: Cell; report: Report; isPerson: boolean }): ResultCell {
  const text = cellText(cell, column, report)
  return {
    heading: column.heading,
    text: isPerson && text === '' ? '—' : text,
    href: isPerson ? `/people/${id}` : hrefOf(column, text),
    isPerson,
    whose: isPerson && text === '' ? name : '',
    unbroken: column.type === 'phone' && !text.includes(','),
    isBlank: column.type === 'blank',
    isNothing: text === '' && column.type !== 'blank',
  }
}

function hrefOf({ type }: Column, text: string): string {
  if (text === '' || text.includes(',')) return ''
  return type === 'phone' ? telephoneLink(text) : type === 'email' ? mailLink(text) : ''
}

function head({ name, heading, type }: Column, { sort, definition }: Report, sortedAt: ((definition: Definition) => string) | null): Head {
  const [first] = sort
  const isFirst = first?.column === name
  const turned = { column: name, descending: isFirst && !first.descending }
  return {
    heading,
    href: type === 'blank' || sortedAt === null ? null : sortedAt({ ...definition, sort: [turned] }),
    sorted: isFirst ? (first.descending ? 'descending' : 'ascending') : '',
    isBlank: type === 'blank',
  }
}

/** "Main Campus", "Campus: none", "E-mail: yes" */
export function groupWords(group: Cell, column: Column, report: Report): string {
  const text = cellText(group, column, report)
  if (text === '') return `${column.heading}: none`
  return column.type === 'text' ? text : `${column.heading}: ${text}`
}

export function paginationOf(total: number, page: number, addressOf: (page: number) => string): Pagination | null {
  if (total <= PER_PAGE) return null
  const first = (page - 1) * PER_PAGE
  const last = Math.min(first + PER_PAGE, total)
  return {
    label: 'More people',
    range: range(first + 1, last, total),
    previous: page > 1 ? addressOf(page - 1) : null,
    next: last < total ? addressOf(page + 1) : null,
  }
}
