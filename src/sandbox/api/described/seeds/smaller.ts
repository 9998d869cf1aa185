import { HOUR, since, type Sowing } from './sowing'

export function sowRegistrations({ shelf, church, adults, adult, sunday }: Sowing): void {
  for (const person of adults) shelf.person(person)
  const since0 = since(church.createdAt)
  const campuses = [...church.campuses.values()].map(({ name, street, city, state, zip }) => shelf.add('Campus', { name, street, city, state, zip, country: 'US', full_formatted_address: `${street}, ${city}, ${state} ${zip}`, ...since0 }))
  const family = shelf.add('Category', { name: 'Families', ...since0 })
  for (const [place, [name, weeks]] of ([['Family Retreat', 7], ['Marriage Evening', 3], ['Spring Picnic', -28]] as const).entries()) {
    const starts = sunday(weeks, 17)
    const past = weeks < 0
    const location = { name: 'Lake Camp', formatted_address: '12 Lake Road', full_formatted_address: '12 Lake Road, Cedar Falls, IA 50613', location_type: 'address', latitude: '42.53', longitude: '-92.44', ...since0 }
    const signup = shelf.add('Signup', { name, description: `<p>${name}</p>`, archived: past, open: !past, closed: past, open_at: sunday(weeks - 8), close_at: sunday(weeks - 1), ...since(sunday(weeks - 9)) }, { campuses, categories: [family] })
    const when = shelf.add('SignupTime', { starts_at: starts, ends_at: starts + 4 * HOUR, all_day: false, ...since0 }, { signup }, { under: signup, as: 'signup_times' })
    Object.assign(signup.to, { next_signup_time: past ? null : when, signup_location: shelf.add('SignupLocation', location, {}, { under: signup, as: 'signup_location' }) })
    const type = shelf.add('SelectionType', { name: 'Adult', price_cents: 3500, price_currency: 'USD', price_currency_symbol: '$', price_formatted: '$35.00', publicly_available: true, ...since0 }, { signup }, { under: signup, as: 'selection_types' })
    for (let nth = 0; nth < 4; nth += 1) {
      const person = adult(place * 5 + nth)
      const at = sunday(weeks - 6 + nth)
      const registration = shelf.add('Registration', since(at), { signup, created_by: person, registrant_contact: person })
      shelf.add('Attendee', { active: nth !== 3, canceled: nth === 3, complete: true, waitlisted: false, ...since(at) }, { signup, person, registration, selection_type: type })
    }
  }
}

export function sowPublishing({ shelf, church, adult, adultNamed, sunday }: Sowing): void {
  const channel = shelf.add('Channel', { name: 'Sunday Services', position: 1, published: true, podcast_enabled: true, enable_on_demand_video: true, enable_audio: true, url: `${church.website}/watch`, church_center_url: `${church.website}/channels`, ...since(church.createdAt) })
  const series = shelf.add('Series', { title: 'The Gospel of Mark', published: true, episodes_count: 6, started_at: sunday(-6), ...since(sunday(-7)) }, { channel })
  const [first = '', last = ''] = adultNamed(2).split(' ')
  const speaker = shelf.add('Speaker', { first_name: first, last_name: last, formatted_name: adultNamed(2), speaker_type: 'speaker', episodes_count: 6 }, { about: adult(2) })
  for (let week = -5; week <= 0; week += 1) {
    const episode = shelf.add('Episode', { title: `Mark ${week + 6}`, description: null, stream_type: 'channel_default_livestream', published_live_at: sunday(week), published_to_library_at: sunday(week, 15), ...since(sunday(week - 1)) }, { channel, series })
    shelf.add('Speakership', {}, { speaker, episode }, { under: episode, as: 'speakerships' })
    shelf.add('EpisodeTime', { starts_at: sunday(week), ends_at: sunday(week) + 1.25 * HOUR }, { episode }, { under: episode, as: 'episode_times' })
  }
}

export function sowWebhooks({ shelf }: Sowing): void {
  const names: Readonly<Record<string, readonly string[]>> = { address: [], email: [], field_datum: [], household: [], person: [], phone_number: [], list: ['refreshed'] }
  for (const [resource, further] of Object.entries(names)) {
    for (const action of ['created', 'updated', 'destroyed', ...further]) {
      shelf.add('AvailableEvent', { name: `people.v2.events.${resource}.${action}`, app: 'people', version: 'v2', type: 'event', resource, action })
    }
  }
  shelf.add('AvailableEvent', { name: 'people.v2.events.person_merger.created', app: 'people', version: 'v2', type: 'event', resource: 'person_merger', action: 'created' })
}

export function sowApi({ shelf, church, adults, now }: Sowing): void {
  const application = shelf.add('ConnectedApplication', { name: 'The application of this sandbox', description: 'Reads people', url: church.website })
  for (const { id, firstName, lastName, peoplePermissions } of adults) {
    if (peoplePermissions === null || peoplePermissions === 'No access') continue
    shelf.add('ConnectedApplicationPerson', { first_name: firstName, last_name: lastName, connected_at: now - Number(id.slice(-2)) * 24 * HOUR }, { application }, { under: application, as: 'people' })
  }
  const own = shelf.add('OauthApplication', { name: 'Website', description: 'Shows the calendar', url: church.website })
  const month = new Date(now)
  shelf.add('OauthApplicationMau', { count: 14, month: month.getUTCMonth() + 1, year: month.getUTCFullYear() }, { oauth_application: own }, { under: own, as: 'mau' })
}
