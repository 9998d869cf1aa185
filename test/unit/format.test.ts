import { ago, avatar, count, mailLink, range, telephoneLink } from '../../src/web/format'

const MINUTE = 60_000
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
  [48 * 60 * MINUTE, '2 days ago'],
])('%i ms earlier is %s', (elapsed, text) => {
  expect(ago(now - elapsed, now).text).toBe(text)
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
