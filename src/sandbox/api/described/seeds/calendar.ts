import { HOUR, since, type Sowing } from './sowing'

const EVENTS = [
  ['Sunday Morning Worship', 'Sanctuary', 0, 10],
  ['Choir Rehearsal', 'Music Room', 3, 19],
  ['Staff Meeting', 'Conference Room', 1, 9],
  ['Food Pantry', 'Fellowship Hall', 4, 15],
] as const

export function sowCalendar({ shelf, church, adults, adult, sunday }: Sowing): void {
  for (const person of adults.slice(0, 12)) shelf.person(person)
  const since0 = since(church.createdAt)
  const calendar = shelf.add('Calendar', { name: 'Church calendar', default: true, access: 'everyone', color: '#335577', ...since0 })
  const kinds = shelf.add('TagGroup', { name: 'Ministry', required: false, ...since0 })
  const tags = ['Worship', 'Office', 'Outreach'].map((name, position) => shelf.add('Tag', { name, color: '#335577', position: position + 1, ...since0 }, { tag_group: kinds }))
  const room = new Map(EVENTS.map(([, name]) => [name, shelf.add('Resource', { name, kind: 'Room', quantity: 1, path_name: 'Main building', ...since0 })]))
  shelf.add('Resource', { name: 'Projector', kind: 'Resource', quantity: 2, ...since0 })

  for (const [place, [name, where, day, hour]] of EVENTS.entries()) {
    const event = shelf.add('Event', { name, approval_status: 'A', percent_approved: 100, percent_rejected: 0, visible_in_church_center: place !== 2, summary: null, description: `<p>${name}</p>`, ...since0 },
      { owner: adult(place), calendar, tags: [tags[place === 0 || place === 1 ? 0 : place === 2 ? 1 : 2] ?? kinds] })
    const resource = room.get(where) ?? null
    shelf.add('EventResourceRequest', { approval_status: 'A', quantity: 1, approval_sent: true, ...since0 }, { event, resource, created_by: adult(place) })
    for (let week = -4; week <= 8; week += 1) {
      const starts = sunday(week, hour) + day * 24 * HOUR
      const instance = shelf.add('EventInstance', { name, location: where, starts_at: starts, ends_at: starts + 1.5 * HOUR, published_starts_at: starts, published_ends_at: starts + 1.5 * HOUR, all_day_event: false, recurrence: 'weekly', recurrence_description: 'Every week', compact_recurrence_description: 'Weekly', ...since0 }, { event, tags: event.to['tags'] ?? [] })
      shelf.add('ResourceBooking', { starts_at: starts - HOUR / 2, ends_at: starts + 2 * HOUR, quantity: 1, ...since0 }, { event, event_instance: instance, resource })
    }
  }
}
