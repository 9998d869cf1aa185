import { cedarFalls, waterloo, type Family } from './family'

/** Everybody else, and among them every kind of person that has ever broken a church's software. */
export const memberFamilies: readonly Family[] = [
  { home: { street: '77 Birch Hollow', ...cedarFalls }, members: [
    {
      key: 'elena', first: 'Elena', last: 'Novák', gender: 'Female', born: '1986-06-17', marital: 'Divorced',
      membership: 'Member', emails: ['elena.novak@example.org'], phones: ['3195550112'], campus: 'Main Campus',
    },
    {
      key: 'two-households', first: 'Milo', last: 'Novák-Price', gender: 'Male', born: '2014-08-29', child: true,
      grade: 6, medical: 'MEDNOTE-QUILL-4: type 1 diabetes, pump',
    },
  ] },
  { home: { street: '510 Harvest Drive', ...waterloo }, members: [
    {
      key: 'grant-price', first: 'Grant', last: 'Price', suffix: 'III', gender: 'Male', born: '1984-01-05',
      marital: 'Divorced', membership: 'Regular Attender', emails: ['grant.price@example.org'], phones: ['3195550113'],
    },
  ] },
  { home: { street: '29 Calle Robledo', ...waterloo }, members: [
    {
      first: 'José', last: 'Muñoz', gender: 'Male', born: { inDays: -2, age: 39 }, anniversary: '2012-10-20',
      marital: 'Married', membership: 'Member', emails: ['jose.munoz@example.org'], phones: ['3195550114'],
      campus: 'North Campus', photo: true,
    },
    {
      first: 'Lucía', last: 'Muñoz', gender: 'Female', born: '1988-11-15', anniversary: '2012-10-20', marital: 'Married',
      membership: 'Member', emails: ['lucia.munoz@example.org'], phones: ['3195550115'], campus: 'North Campus',
      checked: true,
    },
    { first: 'Inés', last: 'Muñoz', gender: 'Female', born: '2016-02-09', child: true, grade: 4 },
  ] },
  { home: { street: '350 College Street', ...cedarFalls }, members: [
    {
      key: 'right-to-left', first: 'ليلى', last: 'منصور', gender: 'Female', born: '1993-09-28', marital: 'Single',
      membership: 'Regular Attender', emails: ['layla.mansour@example.org'], phones: ['3195550116'],
      campus: 'Main Campus',
    },
  ] },
  { home: { street: '14 Franklin Street', ...waterloo }, members: [
    {
      key: 'script', first: 'Bobby', last: '<script>alert(1)</script>', nickname: '=2+3', gender: 'Male',
      born: { inDays: 5, age: 27 }, marital: 'Single', membership: 'Visitor', emails: ['bobby.tables@example.org'],
      phones: ['3195550117'], medical: 'MEDNOTE-QUILL-5: <b>penicillin</b>',
    },
  ] },
  { home: { street: '612 Walnut Street', ...cedarFalls }, members: [
    {
      key: 'shared-email', first: 'Harold', last: 'Whitfield', prefix: 'Dr.', gender: 'Male', born: '1947-04-22',
      anniversary: '1970-09-12', marital: 'Married', membership: 'Member', emails: ['whitfields@example.org'],
      phones: ['3195550118'], campus: 'Main Campus', directory: 'has_access',
    },
    {
      first: 'Edith', last: 'Whitfield', gender: 'Female', born: '1949-12-01', anniversary: '1970-09-12',
      marital: 'Married', membership: 'Member', emails: ['whitfields@example.org'], phones: ['3195550118'],
      campus: 'Main Campus', directory: 'has_access', medical: 'MEDNOTE-QUILL-6: pacemaker',
    },
  ] },
  { members: [
    {
      key: 'blocked-email', first: 'Gus', last: 'Lindqvist', given: 'Gustav', gender: 'Male', born: '1955-05-05',
      marital: 'Single', membership: 'Member', blockedEmail: 'gus.lindqvist@example.org', phones: ['3195550119'],
      campus: 'Main Campus',
    },
  ] },
  { home: { street: '88 Depot Road', ...cedarFalls }, members: [
    {
      key: 'no-email', first: 'Opal', last: 'Jennings', gender: 'Female', born: '1939-01-27', marital: 'Widowed',
      membership: 'Member', phones: ['3195550120'], campus: 'Main Campus',
    },
    {
      first: 'Earl', last: 'Jennings', suffix: 'Jr.', gender: 'Male', born: '1963-10-30', marital: 'Single',
      membership: 'Regular Attender', campus: 'Main Campus',
    },
  ] },
  { home: { street: '205 Seerley Boulevard', ...cedarFalls }, members: [
    {
      key: 'merge-keep', first: 'Katherine', last: 'Brandt', nickname: 'Kate', gender: 'Female', born: '1979-03-31',
      marital: 'Single', membership: 'Member', emails: ['kate.brandt@example.org'], phones: ['3195550121'],
      campus: 'Main Campus', checked: true,
    },
    { key: 'merge-remove', first: 'Kate', last: 'Brandt', emails: ['kate.brandt@example.org'] },
  ] },
  { members: [
    { key: 'deleted', first: 'Delia', last: 'Removed' },
  ] },
  { members: [
    {
      key: 'inactive', first: 'Marcus', last: 'Thibodeaux', gender: 'Male', born: { inDays: 0, age: 61 },
      membership: 'Former Member', inactive: 'Moved away', emails: ['marcus.thibodeaux@example.org'],
      phones: ['5045550122'],
    },
    {
      first: 'Renée', last: 'Thibodeaux', gender: 'Female', born: '1966-07-19', membership: 'Former Member',
      inactive: 'Moved away', emails: ['renee.thibodeaux@example.org'],
    },
  ] },
  { home: { street: '19 Maple Terrace', ...waterloo }, members: [
    {
      key: 'leap-day', first: 'Freya', last: 'Larsen', gender: 'Female', born: '1996-02-29', marital: 'Married',
      membership: 'Member', emails: ['freya.larsen@example.org'], phones: ['3195550123'], campus: 'North Campus',
    },
    {
      first: 'Åsa', last: 'Öberg', gender: 'Female', born: '1995-08-08', marital: 'Married',
      membership: 'Regular Attender', emails: ['asa.oberg@example.org'], campus: 'North Campus',
    },
  ] },
  { home: { street: '4 Constitution Plaza', ...cedarFalls }, members: [
    {
      key: 'long-name', first: 'Maximiliana', last: 'Konstantinopoulos-Featherstonehaugh', middle: 'Wilhelmina Seraphina',
      gender: 'Female', born: '1972-06-30', marital: 'Single', membership: 'Member',
      emails: ['maximiliana.konstantinopoulos-featherstonehaugh@a-rather-long-subdomain.example.org'],
      phones: ['3195550124'], campus: 'Main Campus',
    },
  ] },
  { members: [
    {
      key: 'one-name', first: 'Sujatmiko', last: '', gender: 'Male', born: '1992-02-02', membership: 'Visitor',
      emails: ['sujatmiko@example.org'],
    },
  ] },
  { home: { street: '733 Rainbow Drive', ...cedarFalls }, members: [
    {
      first: 'Hồng', last: 'Nguyễn', middle: 'Thị', gender: 'Female', born: '1983-04-12', marital: 'Separated', anniversary: { inDays: 6, years: 18 },
      membership: 'Member', emails: ['hong.nguyen@example.org'], phones: ['3195550125'], campus: 'Main Campus',
      photo: true,
    },
    {
      first: 'Minh', last: 'Nguyễn', gender: 'Male', born: { inDays: 6, age: 45 }, marital: 'Separated',
      anniversary: { inDays: 6, years: 18 },
      membership: 'Member', emails: ['minh.nguyen@example.org'], phones: ['3195550126'], campus: 'Main Campus',
    },
    {
      first: 'Anna', last: 'Nguyen', gender: 'Female', born: '2009-10-02', child: true, grade: 11,
      emails: ['anna.nguyen@example.org'],
    },
  ] },
  { members: [
    {
      key: 'japanese', first: 'さくら', last: '田中', gender: 'Female', born: '2000-03-27', marital: 'Single',
      membership: 'Visitor', emails: ['sakura.tanaka@example.org'], phones: ['3195550127'],
    },
  ] },
  { home: { street: '1500 Hudson Road', ...cedarFalls }, members: [
    {
      first: 'Łukasz', last: 'Wiśniewski', gender: 'Male', born: '1987-12-13', marital: 'Married',
      membership: 'Regular Attender', emails: ['lukasz.wisniewski@example.org'], phones: ['3195550128'],
      campus: 'Main Campus',
    },
    {
      first: 'Zofia', last: 'Wiśniewska', gender: 'Female', born: '1989-05-16', marital: 'Married',
      membership: 'Regular Attender', emails: ['zofia.wisniewska@example.org'], campus: 'Main Campus',
    },
  ] },
  { home: { street: '62 Prairie View', ...waterloo }, members: [
    {
      key: 'zoe', first: 'Zoë', last: 'van der Berg', gender: 'Female', born: '1994-09-14', marital: 'Single',
      membership: 'Member', emails: ['zoe.vanderberg@example.org'], phones: ['3195550129'], campus: 'North Campus',
      photo: true, checked: true,
    },
    {
      key: 'zoe-plain', first: 'Zoe', last: 'Vance', gender: 'Female', born: '1994-09-14', marital: 'Single',
      membership: 'Member', emails: ['zoe.vance@example.org'], phones: ['3195550129'], campus: 'North Campus',
    },
  ] },
  { home: { street: '311 Clay Street', ...cedarFalls }, members: [
    {
      first: 'Clarence', last: 'Washington', gender: 'Male', born: '1951-08-18', anniversary: '1975-11-22',
      marital: 'Married', membership: 'Member', emails: ['clarence.washington@example.org'], phones: ['3195550131'],
      campus: 'Main Campus', photo: true,
    },
    {
      first: 'Dorothy', last: 'Washington', nickname: 'Dot', gender: 'Female', born: { inDays: -4, age: 72 },
      anniversary: '1975-11-22', marital: 'Married', membership: 'Member', emails: ['dot.washington@example.org'],
      phones: ['3195550132'], campus: 'Main Campus', photo: true, remoteId: 40021,
    },
    {
      first: 'Andre', last: 'Washington', gender: 'Male', born: '2007-01-23', child: true, grade: 12,
      emails: ['andre.washington@example.org'], medical: 'MEDNOTE-QUILL-7: epilepsy, see plan in the office',
    },
  ] },
  { home: { street: '24 Orchard Hill', ...cedarFalls }, members: [
    {
      first: 'Grace', last: 'Kim', given: 'Eun-hye', gender: 'Female', born: '1980-10-08', marital: 'Married',
      anniversary: { inDays: 6, years: 20 }, membership: 'Member', emails: ['grace.kim@example.org'], phones: ['3195550133'], campus: 'Main Campus',
      checked: true,
    },
    {
      first: 'Joon', last: 'Kim', gender: 'Male', born: '1978-07-01', marital: 'Married', membership: 'Member',
      anniversary: { inDays: 6, years: 20 }, emails: ['joon.kim@example.org'], phones: ['3195550134'], campus: 'Main Campus',
    },
    { first: 'Noah', last: 'Kim', gender: 'Male', born: '2012-04-19', child: true, grade: 8 },
    { first: 'Emma', last: 'Kim', gender: 'Female', born: '2012-04-19', child: true, grade: 8 },
  ] },
  { home: { street: '470 Viking Road', ...cedarFalls }, members: [
    {
      first: 'Rafael', last: 'Delgado', gender: 'Male', born: '1976-02-14', anniversary: '2001-07-21', marital: 'Married',
      membership: 'Member', emails: ['rafael.delgado@example.org'], phones: ['3195550136'], campus: 'Main Campus',
    },
    {
      first: 'Carmen', last: 'Delgado', gender: 'Female', born: '1978-05-30', anniversary: '2001-07-21',
      marital: 'Married', membership: 'Member', emails: ['carmen.delgado@example.org'], phones: ['3195550137'],
      campus: 'Main Campus', photo: true,
    },
    {
      first: 'Sofía', last: 'Delgado', gender: 'Female', born: '2010-09-06', child: true, grade: 10,
      emails: ['sofia.delgado@example.org'],
    },
  ] },
  { home: { street: '9 Riverside Court', ...waterloo }, members: [
    {
      first: 'Sione', last: 'Tupou', gender: 'Male', born: '1985-03-03', marital: 'Married', anniversary: { inDays: 6, years: 12 },
      membership: 'Regular Attender', emails: ['sione.tupou@example.org'], phones: ['3195550138'], campus: 'North Campus',
    },
    {
      first: 'Mele', last: 'Tupou', gender: 'Female', born: '1987-07-28', marital: 'Married', anniversary: { inDays: 8, years: 12 },
      membership: 'Regular Attender', emails: ['mele.tupou@example.org'], phones: ['3195550139'], campus: 'North Campus',
    },
    { first: 'Amelia', last: 'Tupou', gender: 'Female', born: '2013-12-20', child: true, grade: 7 },
  ] },
  { members: [
    {
      first: 'Ingrid', last: 'Solberg', gender: 'Female', born: '1957-01-11', marital: 'Divorced', membership: 'Member',
      emails: ['ingrid.solberg@example.org'], phones: ['3195550140'], campus: 'Main Campus', checked: true,
    },
  ] },
  { members: [
    {
      key: 'newcomer', first: 'Hannah', last: 'Bright', gender: 'Female', born: '1999-06-25', marital: 'Single',
      membership: 'Visitor', emails: ['hannah.bright@example.org'], phones: ['5155550135'],
    },
  ] },
]
