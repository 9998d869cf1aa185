import type { AgeBand } from '../asking/overview'
import { addDays, type Day } from '../calendar'
import { choosing, NONE, queryOf, readDefinition, reportAddress, type Definition, type FilterName, type Filters } from '../definition'

/** Who each number of the overview counts: what is asked of the report it leads to. */
export const whoIs = {
  everybody: choosing({ status: ['all'] }),
  active: choosing({}),
  inactive: choosing({ status: ['inactive'] }, { columns: ['name', 'inactivated', 'membership', 'email', 'phone'] }),
  membership: (values: readonly (string | null)[]) => choosing({ membership: values.map((value) => (value === NONE ? '' : (value ?? NONE))) }, { columns: ['name', 'membership', 'email', 'phone'] }),
  campus: (values: readonly (string | null)[]) => choosing({ campus: values.map((value) => value ?? NONE) }, { columns: ['name', 'campus', 'email', 'phone'] }),
  age: (band: AgeBand) => choosing({ age: [band] }, { columns: ['name', 'age', 'birthdate', 'email', 'phone'] }),
  addedIn: (month: string) => newest({ created: [`${month}-01..${month}-${lastDay(month)}`] }),
  addedThisMonth: newest({ created: ['this-month'] }),
  added: newest({ created: ['last-sunday'] }),
  changed: choosing({ status: ['all'], changed: ['last-sunday'] }, { columns: ['name', 'changed', 'status', 'membership'], sort: [{ column: 'changed', descending: true }] }),
  inactivated: choosing({ status: ['inactive'], inactivated: ['last-sunday'] }, { columns: ['name', 'inactivated', 'membership'], sort: [{ column: 'inactivated', descending: true }] }),
  withoutEmail: choosing({ email: ['no'] }, { columns: ['name', 'phone', 'address'] }),
  withBlockedEmail: choosing({ email: ['blocked'] }, { columns: ['name', 'emails', 'phone'] }),
  withoutPhone: choosing({ phone: ['no'] }, { columns: ['name', 'email', 'address'] }),
  withoutAddress: choosing({ address: ['no'] }, { columns: ['name', 'email', 'phone'] }),
  withoutBirthdate: choosing({ birthday: [NONE] }, { columns: ['name', 'email', 'phone'] }),
  childrenWithoutBirthdate: choosing({ child: ['yes'], birthday: [NONE] }, { columns: ['name', 'grade', 'household'] }),
}

function newest(filters: Filters): Definition {
  return choosing({ status: ['all'], ...filters }, { columns: ['name', 'created', 'status', 'membership', 'email', 'phone'], sort: [{ column: 'created', descending: true }] })
}

/** Null for what no address can say: a membership of spaces, one called as the filter calls none, or more of them than an address holds. */
export function listOf(definition: Definition): string | null {
  const { filters } = readDefinition(fromQuery(queryOf(definition)))
  const isSaid = Object.entries(definition.filters).every(([name, values]) => JSON.stringify(filters[name as FilterName]) === JSON.stringify(values))
  return isSaid ? reportAddress(definition) : null
}

function fromQuery(text: string): Record<string, string[]> {
  const query: Record<string, string[]> = {}
  for (const [name, value] of new URLSearchParams(text)) (query[name] ??= []).push(value)
  return query
}

/** The months from `many` - 1 months ago to that of today, as `2026-11`. */
export function monthsUntil(today: Day, many: number): string[] {
  const [year = 0, month = 1] = today.split('-').map(Number)
  return Array.from({ length: many }, (_none, index) => new Date(Date.UTC(year, month - many + index, 1)).toISOString().slice(0, 7))
}

const lastDay = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return addDays(new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10), -1).slice(8)
}
