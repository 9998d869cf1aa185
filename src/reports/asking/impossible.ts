import { isFieldName, NONE, type Filters, type FilterName } from '../definition'
import { readAges, readSpan } from '../filter-values'

interface Asked {
  today: string
  filters: Filters
}

/** Why the values of a filter cannot be meant, in a sentence for beside it; null when they can. */
export function reasonAgainst(name: FilterName, values: readonly string[], asked: Asked): string | null {
  if (isFieldName(name)) return null
  return rules[name]?.(values, asked) ?? null
}

type Rule = (values: readonly string[], asked: Asked) => string | null

const among =
  (possible: readonly string[], reason: string): Rule =>
  (values) =>
    values.every((value) => possible.includes(value)) ? null : reason
const yesNo = among(['yes', 'no'], 'Choose Yes or No.')
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

const ages: Rule = (values) => {
  for (const value of values) {
    const [, from, to] = /^(\d{1,3})-(\d{1,3})$/.exec(value) ?? []
    if (from !== undefined && to !== undefined && Number(from) > Number(to)) return `Nobody is older than ${Number(from) - 1} and younger than ${Number(to) + 1}. Write the lower age first.`
    if (readAges(value) === null) return 'Write ages as whole numbers from 0 to 125.'
  }
  return null
}

const days: Rule = (values, { today }) => {
  for (const value of values) {
    const [from = '', to = ''] = value.split('..')
    if (from > to && readSpan(`${to}..${from}`, today)) return 'The first day comes after the last. Write the earlier one first.'
    if (readSpan(value, today) === null) return 'Choose a day that is on the calendar.'
  }
  return null
}

const rules: Partial<Record<FilterName, Rule>> = {
  status: among(['active', 'inactive', 'all'], 'Choose active people, inactive people or all.'),
  child: yesNo,
  email: among(['yes', 'no', 'blocked'], 'Choose one of the answers.'),
  phone: yesNo,
  address: yesNo,
  age: ages,
  birthday: among([...numbers(1, 12), NONE], 'Choose a month of the year.'),
  grade: among([...numbers(-1, 12), NONE], 'Choose a grade from pre-kindergarten to 12th.'),
  created: days,
  changed: days,
  inactivated: (values, asked) => days(values, asked) ?? (areInactiveMeant(asked.filters) ? null : 'Active people have no such day. Choose inactive people, or all, under Status too.'),
}

const areInactiveMeant = ({ status = ['active'] }: Filters) => status.some((one) => one !== 'active')
