import { ageOn, dayIn, isDay, lastSunday, yearsBefore } from '../../src/reports/calendar'
import { cellText } from '../../src/reports/columns'
import { readAges, readSpan } from '../../src/reports/filter-values'
import type { Cell, CellType } from '../../src/reports/report'

const text = (name: string, type: CellType, cell: Cell) => cellText(cell, { name, type }, { timeZone: 'America/Chicago' })

test.each<[string, CellType, Cell, string]>([
  ['name', 'text', 'Ruth Abara', 'Ruth Abara'],
  ['birthdate', 'day', '1962-03-14', 'March 14, 1962'],
  ['birthdate', 'day', '1885-03-14', 'March 14'], // nobody knows the year
  ['birthday', 'day-of-year', '02-29', 'February 29'],
  ['created', 'moment', Date.parse('2026-11-28T03:00:00Z'), 'November 27, 2026'], // as the church's calendar says
  ['child', 'yes-no', true, 'Yes'],
  ['child', 'yes-no', false, 'No'],
  ['age', 'number', 0, '0'],
  ['graduation-year', 'number', 2030, '2030'],
  ['grade', 'number', -1, 'Pre-K'],
  ['grade', 'number', 0, 'Kindergarten'],
  ['grade', 'number', 2, '2nd grade'],
  ['grade', 'number', 11, '11th grade'],
  ['status', 'text', 'inactive', 'Inactive'],
  ['field-7', 'day', 'some day', 'some day'],
  ['email', 'email', null, ''],
  ['blank:Signature', 'blank', null, ''],
])('a cell of %s (%s) %j is shown as “%s”', (name, type, cell, shown) => expect(text(name, type, cell)).toBe(shown))

test('somebody born on 29 February is a year older on 1 March of other years', () => {
  expect([ageOn('2027-02-28', '2008-02-29'), ageOn('2027-03-01', '2008-02-29'), ageOn('2028-02-29', '2008-02-29')]).toEqual([18, 19, 20])
  expect([yearsBefore('2028-02-29', 1), yearsBefore('2028-02-29', 4)]).toEqual(['2027-02-28', '2024-02-29'])
})

test('nobody is 141 years old because nobody knows their year, nor younger than nothing', () => {
  expect([ageOn('2026-11-28', '1885-03-14'), ageOn('2026-11-28', '2027-01-01'), ageOn('2026-11-28', '2026-11-28')]).toEqual([null, null, 0])
})

test('the last Sunday is before today, also on a Sunday', () => {
  expect(['2026-11-28', '2026-11-29', '2026-11-30'].map(lastSunday)).toEqual(['2026-11-22', '2026-11-22', '2026-11-29'])
})

test('today is the day of the church, and of Greenwich where nobody knows its time zone', () => {
  const now = Date.parse('2026-11-28T03:00:00Z')
  expect([dayIn('America/Chicago', now), dayIn('Nowhere/Town', now)]).toEqual(['2026-11-27', '2026-11-28'])
})

test('ages and days that cannot be meant are none', () => {
  expect(['18-65', '65-', '-12', '0-0', 'unknown'].map(readAges)).toEqual([{ from: 18, to: 65 }, { from: 65, to: null }, { from: null, to: 12 }, { from: 0, to: 0 }, 'unknown'])
  expect(['70-20', '-', '', '1.5-2', '-12-', 'old'].map(readAges)).toEqual([null, null, null, null, null, null])
  expect(['2026-02-30', '2026-03-01..2026-02-01', '2026-01-01..', '0000-01-01', 'tomorrow', '2026-01-01..2026-01-02..2026-01-03'].map((value) => readSpan(value, '2026-11-28'))).toEqual([null, null, null, null, null, null])
  expect(['2026-01-31', '2026-01-01..2026-01-31', 'this-month', '7-days'].map((value) => readSpan(value, '2026-11-28'))).toEqual([{ from: '2026-01-31', to: null }, { from: '2026-01-01', to: '2026-01-31' }, { from: '2026-11-01', to: null }, { from: '2026-11-21', to: null }])
  expect([isDay('2028-02-29'), isDay('2027-02-29')]).toEqual([true, false])
})
