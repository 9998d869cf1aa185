import { cedarFalls, waterloo, type Family } from './family'

/** Those who can log in, with their families. */
export const staffFamilies: readonly Family[] = [
  { home: { street: '118 Larkspur Lane', ...cedarFalls }, members: [
    {
      key: 'secretary', first: 'Ruth', last: 'Abernathy', prefix: 'Mrs.', gender: 'Female', born: '1962-03-14',
      anniversary: '1985-06-08', marital: 'Widowed', membership: 'Member',
      emails: ['ruth.abernathy@example.org', 'office@firstchurch.example'], phones: ['3195550101', '3195550102'],
      permissions: 'Editor', campus: 'Main Campus', photo: true, checked: true, directory: 'has_access',
    },
    {
      key: 'deceased', first: 'Walter', last: 'Abernathy', suffix: 'Sr.', gender: 'Male', born: '1958-11-30',
      anniversary: '1985-06-08', marital: 'Married', membership: 'Member', inactive: 'Deceased', campus: 'Main Campus',
    },
  ] },
  { home: { street: '7 Parsonage Road', ...cedarFalls }, members: [
    {
      key: 'pastor', first: 'Daniel', last: 'Okafor', prefix: 'Rev.', middle: 'Chukwuemeka', gender: 'Male',
      born: '1975-09-02', anniversary: '2004-08-14', marital: 'Married', membership: 'Member',
      emails: ['daniel.okafor@example.org'], phones: ['3195550103'], permissions: 'Manager', campus: 'Main Campus',
      photo: true, checked: true,
    },
    {
      key: 'ngozi', first: 'Ngozi', last: 'Okafor', gender: 'Female', born: { inDays: 1, age: 46 },
      anniversary: '2004-08-14', marital: 'Married', membership: 'Member', emails: ['ngozi.okafor@example.org'],
      phones: ['3195550104'], campus: 'Main Campus', photo: true, checked: true,
    },
    {
      key: 'chidi', first: 'Chidi', last: 'Okafor', gender: 'Male', born: { inDays: 3, age: 11 }, child: true, grade: 5,
      medical: 'MEDNOTE-QUILL-1: severe peanut allergy, EpiPen in the green bag',
    },
    {
      first: 'Adaeze', last: 'Okafor', gender: 'Female', born: '2019-05-21', child: true, grade: 0,
      medical: 'MEDNOTE-QUILL-2: asthma, inhaler with her teacher',
    },
    { first: 'Zim', last: 'Okafor', child: true, grade: -1 },
  ] },
  { home: { street: '2240 Grand Avenue', secondLine: 'Apt 5B', ...waterloo }, members: [
    {
      key: 'administrator', first: 'Mei-Ling', last: 'Chen', gender: 'Female', born: '1981-01-19', marital: 'Married',
      membership: 'Member', emails: ['meiling.chen@example.org'], phones: ['3195550105'], permissions: 'Manager',
      administrator: true, campus: 'North Campus', photo: true, checked: true,
    },
    {
      first: 'David', last: 'Chen', gender: 'Male', born: { inDays: 0, age: 44 }, marital: 'Married',
      membership: 'Member', emails: ['david.chen@example.org'], phones: ['3195550106'], campus: 'North Campus',
    },
    { key: 'no-birthdate', first: 'Lily', last: 'Chen', gender: 'Female', child: true, grade: 2 },
  ] },
  { home: { street: '41 Mill Street', ...cedarFalls }, members: [
    {
      key: 'volunteer', first: 'Tom', last: "O'Neil", given: 'Thomas', gender: 'Male', born: '1990-07-07',
      marital: 'Married', membership: 'Member', emails: ['tom.oneil@example.org'], phones: ['3195550107'],
      permissions: 'Viewer', campus: 'Main Campus', photo: true, checked: true,
    },
    {
      first: 'Siobhán', last: "O'Neil", gender: 'Female', born: '1991-12-24', marital: 'Married', membership: 'Member',
      emails: ['siobhan.oneil@example.org'], phones: ['3195550108'], campus: 'Main Campus', directory: 'pending',
    },
    {
      first: 'Finn', last: "O'Neil", gender: 'Male', born: { inDays: -1, age: 7 }, child: true, grade: 2,
      medical: 'MEDNOTE-QUILL-3: coeliac disease',
    },
  ] },
  { home: { street: '903 Tremont Street', ...cedarFalls }, members: [
    {
      key: 'no-access', first: 'Priya', last: 'Raman', gender: 'Female', born: '1998-04-03', marital: 'Single',
      membership: 'Regular Attender', emails: ['priya.raman@example.org'], phones: ['3195550109'],
      permissions: 'No access', campus: 'Main Campus',
    },
    {
      first: 'Arjun', last: 'Raman', gender: 'Male', born: '2001-10-11', marital: 'Single', membership: 'Visitor',
      emails: ['arjun.raman@example.org'],
    },
  ] },
  { home: { street: '16 Olive Court', ...waterloo }, members: [
    {
      key: 'two-churches', first: 'Samuel', last: 'Haddad', gender: 'Male', born: '1969-02-26', anniversary: '1994-05-28',
      marital: 'Married', membership: 'Member', emails: ['samuel.haddad@example.org'], phones: ['3195550110'],
      permissions: 'Viewer', campus: 'North Campus', photo: true, checked: true,
    },
    {
      first: 'Leila', last: 'Haddad', gender: 'Female', born: { inDays: 2, age: 53 }, anniversary: '1994-05-28',
      marital: 'Married', membership: 'Member', emails: ['leila.haddad@example.org'], phones: ['3195550111'],
      campus: 'North Campus',
    },
  ] },
]
