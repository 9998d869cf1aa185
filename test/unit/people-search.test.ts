import { searchCondition, withoutAreaCode } from '../../src/directory/search'

const byName = (term: string) => ({ 'where[search_name_or_email]': term })
const byNumber = (digits: string) => ({ 'where[search_name_or_email_or_phone_number]': digits })

test.each([
  ['Ruth Abara', 'Ruth Abara'],
  ['Abara, Ruth', 'Abara Ruth'],
  ['  Ruth \u00a0 Abara ', 'Ruth Abara'],
  ['O’Neil', "O'Neil"],
  ['Katherine “Kate” Brandt', 'Katherine Kate Brandt'],
  ['Brandt (Kate)', 'Brandt Kate'],
  ['Mrs. Abara', 'Abara'],
  ['Dr Whitfield', 'Whitfield'],
  ['Earl Jennings, Jr.', 'Earl Jennings'],
  ['Dr.', 'Dr.'],
  ['Mu\u006e\u0303oz', 'Muñoz'],
  ['منصور، ليلى', 'منصور ليلى'],
  ['Abara,Ruth', 'Abara Ruth'],
  ['Bobby <script>alert(1)</script>', 'Bobby <script>alert(1)</script>'],
  ['Ruth 2', 'Ruth 2'],
  [',', ','],
])('the name %j is looked up as %j', (typed, asked) => {
  expect(searchCondition(typed)).toEqual(byName(asked))
})

test.each([
  ['(319) 555-0101'],
  ['319.555.0101'],
  ['319 555 0101'],
  ['319/555–0101'],
  ['+1 319 555 0101'],
  ['+1 (319) 555-0101'],
  ['1-319-555-0101'],
  ['001 319 555 0101'],
  ['tel:+13195550101'],
  ['(319) 555-0101 x 12'],
  ['(319) 555-0101, ext. 12'],
  ['\u202a(319) 555-0101\u202c'],
])('the number %j is looked up by its digits', (typed) => {
  expect(searchCondition(typed)).toEqual(byNumber('3195550101'))
})

test.each([
  ['555-0101', '5550101'],
  ['0101', '0101'],
  ['+44 20 7946 0958', '442079460958'],
  ['020 7946 0958', '2079460958'],
])('the number %j is looked up as %j', (typed, asked) => {
  expect(searchCondition(typed)).toEqual(byNumber(asked))
})

test.each([
  ['ruth@example.org', 'ruth@example.org'],
  ['Ruth Abara <ruth@example.org>', 'ruth@example.org'],
  ['mailto:ruth@example.org', 'ruth@example.org'],
  ['ruth@example.org,', 'ruth@example.org'],
  ['ruth1962@example.org', 'ruth1962@example.org'],
  ['@example.org', '@example.org'],
])('the e-mail %j is looked up as %j', (typed, asked) => {
  expect(searchCondition(typed)).toEqual(byName(asked))
})

test('a whole number can be tried without its area code, nothing else can', () => {
  expect(withoutAreaCode('+1 (319) 555-0101')).toBe('555-0101')
  for (const typed of ['555-0101', '+44 20 7946 0958', 'Ruth', '3195550101 Ruth', '']) expect(withoutAreaCode(typed)).toBeNull()
})
