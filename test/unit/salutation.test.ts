import { greet, type Addressed } from '../../src/reports/outgoing/salutation'

let ids = 0
const person = (firstName: string | null, lastName: string | null, isChild = false): Addressed => ({
  id: String(++ids),
  name: [firstName, lastName].filter(Boolean).join(' '),
  firstName,
  lastName,
  isChild,
})
const child = (firstName: string | null, lastName: string | null) => person(firstName, lastName, true)

const table: [string, Addressed[], { addressee: string; salutation: string; firstNames: string; lastName: string }][] = [
  ['one adult', [person('Ruth', 'Abernathy')], { addressee: 'Ruth Abernathy', salutation: 'Dear Ruth', firstNames: 'Ruth', lastName: 'Abernathy' }],
  ['a couple', [person('Tom', 'Lee'), person('Ann', 'Lee')], { addressee: 'Tom and Ann Lee', salutation: 'Dear Tom and Ann', firstNames: 'Tom and Ann', lastName: 'Lee' }],
  ['somebody with a nickname', [{ ...person('Dorothy', 'Lee'), nickname: 'Dot' }], { addressee: 'Dorothy Lee', salutation: 'Dear Dot', firstNames: 'Dorothy', lastName: 'Lee' }],
  ['a couple with children', [person('Tom', 'Lee'), person('Ann', 'Lee'), child('Mia', 'Lee')], { addressee: 'Tom and Ann Lee and family', salutation: 'Dear Tom and Ann', firstNames: 'Tom and Ann', lastName: 'Lee' }],
  ['two surnames', [person('Tom', 'Lee'), person('Ann', 'Baker')], { addressee: 'Tom Lee and Ann Baker', salutation: 'Dear Tom and Ann', firstNames: 'Tom and Ann', lastName: 'Lee and Baker' }],
  ['one surname, written differently', [person('Tom', 'de Vries'), person('Ann', 'De Vries')], { addressee: 'Tom and Ann de Vries', salutation: 'Dear Tom and Ann', firstNames: 'Tom and Ann', lastName: 'de Vries' }],
  ['two surnames that differ by an accent', [person('Ana', 'Núñez'), person('Leo', 'Nunez')], { addressee: 'Ana Núñez and Leo Nunez', salutation: 'Dear Ana and Leo', firstNames: 'Ana and Leo', lastName: 'Núñez and Nunez' }],
  ['a single parent with children', [person('Ruth', 'Lee'), child('Mia', 'Baker'), child('Leo', 'Baker')], { addressee: 'Ruth Lee and family', salutation: 'Dear Ruth', firstNames: 'Ruth', lastName: 'Lee' }],
  ['adult sisters and brothers', [person('Ann', 'Lee'), person('Ben', 'Lee'), person('Cara', 'Lee')], { addressee: 'Ann, Ben, and Cara Lee', salutation: 'Dear Ann, Ben, and Cara', firstNames: 'Ann, Ben, and Cara', lastName: 'Lee' }],
  ['a couple and somebody else', [person('Tom', 'Lee'), person('Ann', 'Lee'), person('Joe', 'Baker')], { addressee: 'Tom and Ann Lee and Joe Baker', salutation: 'Dear Tom, Ann, and Joe', firstNames: 'Tom, Ann, and Joe', lastName: 'Lee and Baker' }],
  ['children only', [child('Mia', 'Lee'), child('Leo', 'Lee')], { addressee: 'To the parents of Mia and Leo Lee', salutation: 'Dear parents of Mia and Leo', firstNames: 'Mia and Leo', lastName: 'Lee' }],
  ['one child', [child('Mia', 'Lee')], { addressee: 'To the parents of Mia Lee', salutation: 'Dear parents of Mia', firstNames: 'Mia', lastName: 'Lee' }],
  ['one name only', [person('Suharto', null)], { addressee: 'Suharto', salutation: 'Dear Suharto', firstNames: 'Suharto', lastName: '' }],
  ['a surname only', [person(null, 'Okafor')], { addressee: 'Okafor', salutation: 'Dear Okafor', firstNames: 'Okafor', lastName: 'Okafor' }],
  ['one name beside two', [person('Suharto', null), person('Siti', 'Hartinah')], { addressee: 'Suharto and Siti Hartinah', salutation: 'Dear Suharto and Siti', firstNames: 'Suharto and Siti', lastName: 'Hartinah' }],
  ['Hebrew names', [person('משה', 'כהן'), person('רות', 'כהן')], { addressee: 'משה ורות כהן', salutation: 'Dear משה ורות', firstNames: 'משה ורות', lastName: 'כהן' }],
  ['Arabic names', [person('سمير', 'منصور'), person('ليلى', 'منصور')], { addressee: 'سمير وليلى منصور', salutation: 'Dear سمير وليلى', firstNames: 'سمير وليلى', lastName: 'منصور' }],
  ['names of two scripts', [person('Samir', 'Mansour'), person('ليلى', 'منصور')], { addressee: 'Samir Mansour and ليلى منصور', salutation: 'Dear Samir and ليلى', firstNames: 'Samir and ليلى', lastName: 'Mansour and منصور' }],
  ['spaces that somebody typed', [person(' Tom ', 'Lee '), person('Ann', ' Lee')], { addressee: 'Tom and Ann Lee', salutation: 'Dear Tom and Ann', firstNames: 'Tom and Ann', lastName: 'Lee' }],
]

test.each(table)('a letter to %s begins as people would begin it', (_who, people, greeting) => {
  expect(greet(people)).toEqual(greeting)
})

test('nobody is named twice, however often they come', () => {
  const ruth = person('Ruth', 'Lee')
  expect(greet([ruth, ruth]).addressee).toBe('Ruth Lee')
})
