import { addDays, dayIn } from '../../src/reports/calendar'
import { keptIn, longestEnd, spanNamed, spanWords, weekday } from '../../src/reports/days'

describe('spans of days', () => {
  // 2026-11-26 is a Thursday, 2026-11-29 a Sunday.
  it.each([
    ['2026-11-26', '2026-11-29', '2026-12-05'],
    ['2026-11-28', '2026-11-29', '2026-12-05'],
    ['2026-11-29', '2026-11-29', '2026-12-05'],
    ['2026-11-30', '2026-12-06', '2026-12-12'],
    ['2026-12-31', '2027-01-03', '2027-01-09'],
  ])('a bulletin made on %s is for %s to %s', (today, from, to) => {
    expect(spanNamed('coming-week', today)).toEqual({ from, to })
  })

  it('a week, a fortnight and a month are those of the calendar', () => {
    expect(spanNamed('this-week', '2026-11-26')).toEqual({ from: '2026-11-22', to: '2026-11-28' })
    expect(spanNamed('this-week', '2026-11-29')).toEqual({ from: '2026-11-29', to: '2026-12-05' })
    expect(spanNamed('14-days', '2026-12-25')).toEqual({ from: '2026-12-25', to: '2027-01-07' })
    expect(spanNamed('this-month', '2028-02-10')).toEqual({ from: '2028-02-01', to: '2028-02-29' })
    expect(spanNamed('next-month', '2026-12-31')).toEqual({ from: '2027-01-01', to: '2027-01-31' })
    expect(spanNamed('next-month', '2027-01-31')).toEqual({ from: '2027-02-01', to: '2027-02-28' })
  })

  it('every day of two years lies in its own week, which begins on a Sunday', () => {
    for (let day = '2027-01-01'; day < '2029-01-01'; day = addDays(day, 1)) {
      const { from, to } = spanNamed('this-week', day)
      expect([weekday(from), from <= day, day <= to]).toEqual([0, true, true])
    }
  })

  it('today is the church’s, not Greenwich’s', () => {
    const at = Date.parse('2026-11-29T03:30:00Z')
    expect([dayIn('America/Chicago', at), dayIn('UTC', at), dayIn('Pacific/Auckland', at)]).toEqual(['2026-11-28', '2026-11-29', '2026-11-29'])
  })

  it('says its days in words, with years where they are not this one', () => {
    expect(spanWords({ from: '2026-11-29', to: '2026-12-05' }, '2026-11-26')).toBe('Sunday, November 29 to Saturday, December 5')
    expect(spanWords({ from: '2026-12-27', to: '2027-01-02' }, '2026-12-24')).toBe('Sunday, December 27, 2026 to Saturday, January 2, 2027')
    expect(spanWords({ from: '2026-12-25', to: '2026-12-25' }, '2026-12-24')).toBe('Friday, December 25')
  })
})

describe('what is kept on which day', () => {
  const days = (from: string, to: string) => keptIn({ from, to }).map(({ month, dayOfMonth, day }) => `${month}/${dayOfMonth} on ${day}`)

  it('goes over the end of a year in the order of the days', () => {
    expect(days('2026-12-30', '2027-01-02')).toEqual(['12/30 on 2026-12-30', '12/31 on 2026-12-31', '1/1 on 2027-01-01', '1/2 on 2027-01-02'])
  })

  it('29 February is kept on 1 March in a year without one, and on its own day in the others', () => {
    expect(days('2027-02-28', '2027-03-01')).toEqual(['2/28 on 2027-02-28', '2/29 on 2027-03-01', '3/1 on 2027-03-01'])
    expect(days('2028-02-28', '2028-03-01')).toEqual(['2/28 on 2028-02-28', '2/29 on 2028-02-29', '3/1 on 2028-03-01'])
    expect(days('2100-02-28', '2100-03-01')).toContain('2/29 on 2100-03-01') // no leap year, though divisible by four
  })

  it('a year between two 1 Marches, the first after a 29 February, has no birthday for those born on it', () => {
    expect(days('2028-03-01', longestEnd('2028-03-01')).filter((words) => words.startsWith('2/29'))).toEqual([])
  })

  it.each(['2026-11-29', '2027-03-01', '2028-02-29', '2027-12-31'])('a whole year from %s has every birthday once', (from) => {
    const kept = keptIn({ from, to: longestEnd(from) })
    expect(new Set(kept.map(({ month, dayOfMonth }) => `${month}-${dayOfMonth}`)).size).toBe(366)
    expect(kept).toHaveLength(366)
  })
})
