import type { DescribedRow } from '../shelf'
import { HOUR, since, type Sowing } from './sowing'

const POSITIONS = {
  'Worship Team': ['Worship Leader', 'Vocals', 'Piano', 'Drums'],
  'Welcome Team': ['Greeter', 'Usher'],
  'Tech Team': ['Sound', 'Slides'],
}
const SONGS = [
  ['Amazing Grace', 'John Newton'],
  ['Be Thou My Vision', 'Traditional Irish'],
  ['Holy, Holy, Holy', 'Reginald Heber'],
  ['It Is Well', 'Horatio Spafford'],
  ['Come Thou Fount', 'Robert Robinson'],
] as const
const ORDER = ['Welcome', 'Song', 'Prayer', 'Song', 'Message', 'Song', 'Blessing']

export function sowServices(sowing: Sowing): void {
  const { shelf, church, sunday, adults } = sowing
  for (const person of adults) shelf.person(person)
  const songs = SONGS.map(([title, author]) => {
    const song = shelf.add('Song', { title, author, ccli_number: null, copyright: 'Public Domain', ...since(church.createdAt) })
    shelf.add('Arrangement', { name: 'Default Arrangement', bpm: 72, length: 260, ...since(church.createdAt) }, { song }, { under: song, as: 'arrangements' })
    return song
  })
  const series = shelf.add('Series', { title: 'The Gospel of Mark', ...since(sunday(-6)) })
  const morning = shelf.add('ServiceType', { name: 'Sunday Morning', sequence: 1, frequency: 'Weekly', permissions: 'Administrator', ...since(church.createdAt) })
  shelf.add('ServiceType', { name: 'Youth Night', sequence: 2, frequency: 'Monthly', permissions: 'Administrator', ...since(church.createdAt) })
  const positions = teamsOf(sowing, morning)
  for (let week = -4; week <= 6; week += 1) plan(sowing, { week, type: morning, series, positions, songs })
}

type Position = { team: DescribedRow; name: string }

function teamsOf({ shelf, church, adult }: Sowing, type: DescribedRow): Position[] {
  return Object.entries(POSITIONS).flatMap(([name, names], sequence) => {
    const team = shelf.add('Team', { name, sequence: sequence + 1, schedule_to: 'plan', default_status: 'U', ...since(church.createdAt) }, { service_type: type, service_types: [type] })
    shelf.add('TeamLeader', { send_responses_for_accepts: true }, { team, person: adult(sequence), people: [adult(sequence)] }, { under: team, as: 'team_leaders' })
    for (const [place, position] of names.entries()) shelf.add('TeamPosition', { name: position, sequence: place + 1 }, { team, type }, { under: type, as: 'team_positions' })
    return names.map(position => ({ team, name: position }))
  })
}

interface Planning {
  week: number
  type: DescribedRow
  series: DescribedRow
  positions: readonly Position[]
  songs: readonly DescribedRow[]
}

/** Everybody serves in turn; of those asked for what is to come some have not answered, and one cannot. */
function plan({ shelf, now, sunday, adult, adultNamed }: Sowing, { week, type, series, positions, songs }: Planning): void {
  const at = sunday(week)
  // All of a Sunday: that it has begun answers nobody.
  const isAhead = at > now - 14 * HOUR
  const dates = new Date(at).toUTCString().slice(5, 16)
  const row = shelf.add('Plan', {
    title: week % 4 === 0 ? 'Communion' : null, series_title: 'The Gospel of Mark', sort_date: at, last_time_at: at, dates, short_dates: dates,
    items_count: ORDER.length, plan_people_count: positions.length, needed_positions_count: isAhead ? 1 : 0, service_time_count: 1, total_length: 4200, public: true, ...since(sunday(week - 4)),
  }, { service_type: type, series })
  const time = shelf.add('PlanTime', { name: 'Morning service', time_type: 'service', starts_at: at, ends_at: at + 1.25 * HOUR, ...since(sunday(week - 4)) }, { plan: row, type }, { under: row, as: 'plan_times' })
  for (const [place, { team, name }] of positions.entries()) {
    const nth = place + (week + 4) * 3
    const status = !isAhead || place % 3 !== 1 ? 'C' : place === 4 ? 'D' : 'U'
    shelf.add('PlanPerson', { name: adultNamed(nth), team_position_name: name, status, decline_reason: status === 'D' ? 'Away that weekend' : null, ...since(sunday(week - 3)) },
      { person: adult(nth), plan: row, service_type: type, team, times: [time] }, { under: row, as: 'team_members' })
  }
  if (isAhead) shelf.add('NeededPosition', { quantity: 1, team_position_name: 'Bass', scheduled_to: 'plan' }, { plan: row, team: positions[0]?.team ?? null }, { under: row, as: 'needed_positions' })
  for (const [place, title] of ORDER.entries()) {
    const song = title === 'Song' ? songs[(week + 4 + place) % songs.length] ?? null : null
    shelf.add('Item', { title: song && typeof song.values === 'object' ? song.values['title'] : title, item_type: song ? 'song' : 'item', sequence: place + 1, length: 300, service_position: 'during', ...since(sunday(week - 2)) },
      { plan: row, song }, { under: row, as: 'items' })
  }
}
