import { HOUR, since, type Sowing } from './sowing'

const GROUPS = [
  ['Tuesday Bible Study', 'Small Groups', 'Tuesdays at 7 pm'],
  ['Young Families', 'Small Groups', 'Fridays at 6 pm'],
  ['Men at Breakfast', 'Small Groups', 'First Saturday at 8 am'],
  ['Food Pantry', 'Serving', 'Thursdays at 3 pm'],
  ['Grief Support', 'Care', 'Mondays at 6 pm'],
] as const

export function sowGroups({ shelf, church, adults, adult, sunday }: Sowing): void {
  for (const person of adults) shelf.person(person)
  const campuses = [...church.campuses.values()].map(({ name }) => shelf.add('Campus', { name }))
  const types = new Map(['Small Groups', 'Serving', 'Care'].map((name, position) => [
    name, shelf.add('GroupType', { name, position: position + 1, church_center_visible: name !== 'Care', color: '#4c7a5d', description: null }),
  ]))
  const topics = shelf.add('TagGroup', { name: 'Topic', position: 1, display_publicly: true, multiple_options_enabled: true })
  const study = shelf.add('Tag', { name: 'Study', position: 1 }, { tag_group: topics }, { under: topics, as: 'tags' })
  const service = shelf.add('Tag', { name: 'Service', position: 2 }, { tag_group: topics }, { under: topics, as: 'tags' })

  for (const [place, [name, type, schedule]] of GROUPS.entries()) {
    const members = Array.from({ length: Math.min(4 + place, adults.length) }, (_, nth) => adult(place * 3 + nth))
    const group = shelf.add('Group', {
      name, schedule, description: `<p>${name}: everybody is welcome.</p>`, description_as_plain_text: `${name}: everybody is welcome.`, listed: type !== 'Care',
      members_are_confidential: type === 'Care', memberships_count: members.length, events_visibility: 'members', location_type_preference: 'physical', ...since(sunday(-60 + place)),
    }, { group_type: types.get(type) ?? null, campuses: campuses.slice(0, 1), tags: [type === 'Serving' ? service : study], people: members, leaders_and_members: members })
    shelf.add('Enrollment', { status: place === 2 ? 'full' : 'open', strategy: place === 4 ? 'closed' : 'request_to_join', member_limit: place === 2 ? members.length : null, member_limit_reached: place === 2 }, { group }, { under: group, as: 'enrollment' })
    const memberships = members.map((person, nth) => shelf.add('Membership', { role: nth === 0 ? 'leader' : 'member', joined_at: sunday(-50 + nth) }, { group, person }, { under: group, as: 'memberships' }))
    for (let week = -2; week <= 3; week += 1) {
      const starts = sunday(week, 19) + (place + 1) * 24 * HOUR
      const event = shelf.add('Event', { name, starts_at: starts, ends_at: starts + 2 * HOUR, canceled: week === 2 && place === 1, repeating: true, visitors_count: 0, attendance_requests_enabled: true }, { group })
      if (week >= 0) continue
      for (const [nth, { to }] of memberships.entries()) {
        shelf.add('Attendance', { attended: (nth + week) % 3 !== 0, role: nth === 0 ? 'leader' : 'member' }, { person: to['person'] ?? null, event }, { under: event, as: 'attendances' })
      }
    }
  }
  const [study1] = shelf.rows('Group')
  if (study1) shelf.add('GroupApplication', { applied_at: sunday(0, 15), status: 'pending', message: 'A neighbor told me about you.' }, { group: study1, person: adult(11) })
}
