import { HOUR, since, type Sowing } from './sowing'

export function sowCheckIns({ shelf, church, adults, children, adult, adultNamed, sunday }: Sowing): void {
  for (const person of [...adults, ...children]) shelf.person(person)
  const since0 = since(church.createdAt)
  const event = shelf.add('Event', { name: 'Sunday School', frequency: 'Weekly', location_times_enabled: false, enable_services_integration: true, ...since0 })
  shelf.add('Event', { name: 'Summer Camp', frequency: 'None', archived_at: sunday(-20), ...since0 })
  const rooms = ['Nursery', 'Preschool', 'Elementary'].map((name, position) => shelf.add('Location', {
    name, position: position + 1, kind: 'Location', child_or_adult: 'child', opened: true, age_min_in_months: position * 36, age_max_in_months: position * 48 + 36, ...since0,
  }, { event }, { under: event, as: 'locations' }))
  const station = shelf.add('Station', { name: 'Front door', mode: 'manned', online: true, input_type: 'touchscreen', check_in_count: 0, ...since0 }, { event })
  shelf.add('Label', { name: 'Name tag', prints_for: 'regular', roll: 'dymo', ...since0 })

  for (let week = -3; week <= 0; week += 1) {
    const starts = sunday(week, 9.5)
    const period = shelf.add('EventPeriod', { starts_at: starts, ends_at: starts + 2 * HOUR, regular_count: children.length, guest_count: 0, volunteer_count: 1, ...since(starts) }, { event }, { under: event, as: 'event_periods' })
    const time = shelf.add('EventTime', { name: null, starts_at: starts, shows_at: starts - HOUR / 2, hides_at: starts + HOUR, total_count: children.length + 1, regular_count: children.length, volunteer_count: 1, hour: 9, minute: 30, ...since(starts) }, { event, event_period: period })
    const checkIn = (nth: number, values: object, to: object) => shelf.add('CheckIn', { number: nth + 1, security_code: code(week, nth), ...since(starts - HOUR / 4 + nth * 30_000), ...values },
      { event, event_period: period, event_times: [time], checked_in_at: station, ...to })
    for (const [nth, child] of children.entries()) {
      checkIn(nth, {
        first_name: child.firstName, last_name: child.lastName, kind: 'Regular', medical_notes: child.medicalNotes, emergency_contact_name: adultNamed(nth), emergency_contact_phone_number: null,
        checked_out_at: nth % 5 === 4 ? null : starts + 1.5 * HOUR,
      }, { person: shelf.person(child), locations: [rooms[nth % rooms.length]], checked_in_by: adult(nth) })
    }
    const helper = adults[(week + 4) % adults.length]
    if (helper) checkIn(children.length, { first_name: helper.firstName, last_name: helper.lastName, kind: 'Volunteer' }, { person: shelf.person(helper), locations: rooms.slice(0, 1) })
  }
}

/** What is printed on the tags of a child and of whoever fetches it. */
const code = (week: number, nth: number) => ((week + 9) * 46_656 + nth * 1_321 + 400_000).toString(36).toUpperCase().slice(-4)
