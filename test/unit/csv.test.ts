import { csvLines } from '../../src/web/csv'

describe('a line of a file', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\uFEFF=1', '|calc', '%x', '＝1', '＋1', '－1', '＠x', '\r=1'])('has %j as words, which no spreadsheet reckons with', (cell) => {
    expect(csvLines([[cell]])).toBe(`"'${cell}"\r\n`)
  })

  it('leaves other words and figures as they are', () => {
    expect(csvLines([['Ruth "Ruthie" Abernathy', 'a=b', 'x-y', '', -7, 2026]])).toBe('"Ruth ""Ruthie"" Abernathy","a=b","x-y","",-7,2026\r\n')
  })
})
