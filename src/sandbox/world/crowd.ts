import { createArrivals } from './crowd-arrivals'
import { enrol, type Enrolment, type Sketch } from './enrolment'
import { settle } from './households'
import type { PersonRecord } from './records'
import { createChance, type Chance } from './seeded'

const lastNames = ['Adams', 'Bailey', 'Castillo', 'Dubois', 'Edwards', 'Fischer', 'Gupta', 'Hughes', 'Ibrahim', 'Jensen', 'Kowalski',
  'Lopez', 'McCarthy', 'Nakamura', 'Owusu', 'Petrov', 'Quinn', 'Rossi', 'Schmidt', 'Tran', 'Underwood', 'Vega', 'Williams', 'Young',
  'Zhang', 'Álvarez', 'Brown', 'Coleman', 'Diaz', 'Evans', 'Flores', 'Green', 'Hernández', 'Johnson', 'Lee', 'Martin', 'Nelson',
  'Park', 'Reyes', 'Singh', 'Taylor', 'Walker'] as const
const womensNames = ['Abigail', 'Beatriz', 'Carol', 'Diana', 'Esther', 'Fatima', 'Gloria', 'Helen', 'Ivy', 'Joyce', 'Kavya', 'Linda',
  'Marisol', 'Nora', 'Olivia', 'Patricia', 'Rosa', 'Susan', 'Tabitha', 'Wen'] as const
const mensNames = ['Aaron', 'Benjamín', 'Charles', 'Dmitri', 'Emeka', 'Frank', 'George', 'Hiroshi', 'Isaac', 'James', 'Kevin', 'Luis',
  'Matthew', 'Nathan', 'Omar', 'Paul', 'Rajesh', 'Stephen', 'Timothy', 'Victor'] as const
const streets = ['Ash Street', 'Bluff Street', 'Cedar Heights Drive', 'Division Street', 'Elmwood Avenue', 'Fourth Street'] as const

/** Fills the church up to a number of people, household by household. */
export function addCrowd(enrolment: Enrolment, total: number): PersonRecord[] {
  const chance = createChance(20_000)
  const arrivals = createArrivals(total - enrolment.church.people.size, enrolment.now)
  const crowd: PersonRecord[] = []
  while (enrolment.church.people.size < total) {
    const last = chance.pick(lastNames)
    const size = Math.min(1 + chance.below(5), total - enrolment.church.people.size)
    const members = Array.from({ length: size }, (_, index) => {
      const sketch = sketchOf(chance, last, index >= 2)
      return enrol(enrolment, sketch, arrivals.next(sketch))
    })
    settle(enrolment, members, {
      street: `${1 + chance.below(4000)} ${chance.pick(streets)}`, city: 'Cedar Falls', state: 'IA', zip: '50613',
    })
    crowd.push(...members)
  }
  return crowd
}

function sketchOf(chance: Chance, last: string, child: boolean): Sketch {
  const gender = chance.happens(0.5) ? 'Female' as const : 'Male' as const
  const first = gender === 'Female' ? chance.pick(womensNames) : chance.pick(mensNames)
  const age = child ? chance.below(18) : 18 + chance.below(72)
  const born = chance.happens(0.9) ? { born: { inDays: chance.below(365), age: age + 1 } } : {}
  const name = `${first}.${last}`.normalize('NFD').replace(/[^A-Za-z.]/g, '').toLowerCase()
  return {
    first, last, gender, child, ...born,
    ...child && age >= 5 ? { grade: Math.min(age - 5, 12) } : {},
    ...!child && chance.happens(0.8) ? { emails: [`${name}${chance.below(10_000)}@example.org`] } : {},
    ...!child && chance.happens(0.7) ? { phones: [phone(chance)] } : {},
    ...chance.happens(0.15) ? { inactive: 'No contact' } : {},
    membership: chance.pick(['Member', 'Regular Attender', 'Visitor']),
    campus: chance.pick(['Main Campus', 'North Campus']),
  }
}

/** 555-0100 to 555-0199 are kept free for stories, in every area code. */
function phone(chance: Chance): string {
  return `${200 + chance.below(700)}55501${String(chance.below(100)).padStart(2, '0')}`
}
