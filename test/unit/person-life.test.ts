import { ageOn, ageText, birthdayWords, dayIn, isDay, yearsMarried } from '../../src/directory/life'
import { calendarDay, dayOfYear, mapLink } from '../../src/web/format'

test.each([
  ['1962-03-14', '2026-03-13', 63],
  ['1962-03-14', '2026-03-14', 64],
  ['1996-02-29', '2026-02-28', 29], // no 29th that year: not before March
  ['1996-02-29', '2026-03-01', 30],
  ['1996-02-29', '2028-02-29', 32],
  ['2026-03-15', '2026-03-14', null], // not born yet
  ['1885-06-01', '2026-03-14', null], // Planning Center's way of saying that the year is not known
  ['1890-06-01', '2026-03-14', null], // more likely a slip of the pen
])('born on %s, somebody is on %s %s', (birthdate, today, age) => {
  expect(ageOn(today, birthdate)).toBe(age)
})

test('a baby is under 1, and who has no birthday has no age', () => {
  expect(ageText('2026-03-14', '2025-06-01')).toBe('under 1')
  expect(ageText('2026-03-14', '2019-06-01')).toBe('6')
  expect(ageText('2026-03-14', null)).toBeNull()
  expect(ageText('2026-03-14', 'soon')).toBeNull()
})

test.each([
  ['2026-03-14', '1962-03-14', ['64 years old', 'birthday today']],
  ['2026-03-13', '1962-03-14', ['63 years old', 'birthday tomorrow']],
  ['2026-12-30', '1962-01-02', ['64 years old', 'birthday in 3 days']],
  ['2026-03-01', '1962-03-14', ['63 years old']],
  ['2026-02-28', '1996-02-29', ['29 years old', 'birthday tomorrow']],
  ['2026-03-14', '2025-12-01', ['under 1 year old']],
])('on %s, a birthday of %s is told with what is near', (today, birthdate, notes) => {
  expect(birthdayWords(today, birthdate)?.notes).toEqual(notes)
})

test('a birthday whose year nobody knows is a day and a month', () => {
  expect(birthdayWords('2026-03-13', '1885-03-14')).toEqual({ day: 'March 14', notes: ['year not known', 'birthday tomorrow'] })
  expect(birthdayWords('2026-03-13', 'March')).toBeNull()
})

test('a marriage is counted in whole years', () => {
  expect(yearsMarried('2026-06-07', '1985-06-08')).toBe(40)
  expect(yearsMarried('2026-06-08', '1985-06-08')).toBe(41)
  expect(yearsMarried('2026-06-08', '2026-01-01')).toBeNull()
})

test('today is today in the church, and in Greenwich where its time zone is not known', () => {
  const lateEvening = Date.parse('2026-03-14T03:30:00Z')
  expect(dayIn('America/Chicago', lateEvening)).toBe('2026-03-13')
  expect(dayIn('Pacific/Auckland', lateEvening)).toBe('2026-03-14')
  expect(dayIn(null, lateEvening)).toBe('2026-03-14')
  expect(dayIn('Mars/Olympus', lateEvening)).toBe('2026-03-14')
})

test('days are written as people write them, in no time zone', () => {
  expect(calendarDay('1962-03-14')).toBe('March 14, 1962')
  expect(dayOfYear('1996-02-29')).toBe('February 29')
  expect(isDay('1962-03-14')).toBe(true)
  expect(isDay('3/14/62')).toBe(false)
  expect(isDay(null)).toBe(false)
})

test('an address on the map is a question and nothing else', () => {
  expect(mapLink(['4 A & B St', 'Waterloo, IA'])).toBe('https://www.openstreetmap.org/search?query=4+A+%26+B+St%2C+Waterloo%2C+IA')
})
