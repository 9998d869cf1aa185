import { ago, avatar, count, mailLink, printedOn, range, telephoneLink } from '../../src/web/format'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const now = Date.parse('2026-03-01T10:00:00Z')

test('counts are written as people write them', () => {
  expect(count(1, 'person', 'people')).toBe('1 person')
  expect(count(0, 'person', 'people')).toBe('0 people')
  expect(count(1204, 'person', 'people')).toBe('1,204 people')
  expect(range(1, 25, 1204)).toBe('1–25 of 1,204')
  expect(range(60, 60, 60)).toBe('60 of 60')
})

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [-5 * MINUTE, 'just now'], // another process's clock is ahead
  [MINUTE, '1 minute ago'],
  [59 * MINUTE, '59 minutes ago'],
  [60 * MINUTE, '1 hour ago'],
  [23 * 60 * MINUTE, '23 hours ago'],
  [2 * DAY, '2 days ago'],
  [13 * DAY, '13 days ago'],
  [14 * DAY, '2 weeks ago'],
  [55 * DAY, '8 weeks ago'],
  [57 * DAY, '2 months ago'],
  [240 * DAY, '8 months ago'],
  [349 * DAY, '11 months ago'],
  [351 * DAY, '1 year ago'],
  [540 * DAY, '1 year ago'],
  [1068 * DAY, '3 years ago'],
])('%i ms earlier is %s', (elapsed, text) => {
  expect(ago(now - elapsed, now).text).toBe(text)
})

test('paper bears the church’s day; where that is not known, Greenwich’s with the hour', () => {
  const evening = Date.parse('2026-03-01T02:30:00Z')
  expect(printedOn(evening, 'America/Chicago')).toBe('February 28, 2026')
  for (const unknown of [null, 'Mars/Olympus']) expect(printedOn(evening, unknown)).toBe('March 1, 2026 at 2:30 AM UTC')
})

test('a time is also written for machines', () => {
  expect(ago(now, now).iso).toBe('2026-03-01T10:00:00.000Z')
})

test.each([
  ['Ada Abara', 'AA'],
  ['Anne Marie van der Berg', 'AB'],
  ['Prince', 'P'],
  ['Zoë Ériksen', 'ZÉ'],
  ['Dolores O’Neil', 'DO'],
  ['Robert <script>alert(1)</script>', 'RS'],
  ['שרה כהן', 'שכ'],
  ['  ', '·'],
  ['1234', '·'],
])('%s is drawn as %s', (name, initials) => {
  expect(avatar(name)).toEqual({ initials })
})

test.each([
  ['(555) 010-0177', 'tel:5550100177'],
  ['+1 555-010-0177', 'tel:+15550100177'],
  ['555.010.0178 x 12', 'tel:5550100178;ext=12'],
  ['555 010 0178 ext. 7', 'tel:5550100178;ext=7'],
])('%s is dialled as %s', (number, link) => {
  expect(telephoneLink(number)).toBe(link)
})

test('an address cannot smuggle a subject or a second addressee into a letter', () => {
  expect(mailLink('ada@example.org')).toBe('mailto:ada@example.org')
  expect(mailLink('a?bcc=b@example.org,c@example.org')).toBe('mailto:a%3Fbcc%3Db@example.org%2Cc@example.org')
})
