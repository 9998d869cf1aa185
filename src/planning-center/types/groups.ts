// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** groups, as of 2023-07-10. */
export interface Groups {
  Attendance: {
    attributes: { attended: 'boolean'; role: 'string' }
    relationships: { event: 'one'; person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: 'first_name' | 'last_name' | 'role'
    where: { role: 'string' }
  }
  Campus: {
    attributes: { name: 'string' }
    relationships: object
    edges: { groups: ['Group', 'many', never] }
    include: never
    order: 'name'
    where: { id: 'string'; name: 'string' }
  }
  Enrollment: {
    attributes: { auto_closed: 'boolean'; auto_closed_reason: 'string'; date_limit: 'string'; date_limit_reached: 'boolean'; member_limit: 'integer'; member_limit_reached: 'boolean'; status: 'string'; strategy: 'string' }
    relationships: { group: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Event: {
    attributes: { attendance_requests_enabled: 'boolean'; automated_reminder_enabled: 'boolean'; canceled: 'boolean'; canceled_at: 'datetime'; description: 'string'; ends_at: 'datetime'; image: 'json'; location_type_preference: 'string'; multi_day: 'boolean'; name: 'string'; reminders_sent: 'boolean'; reminders_sent_at: 'datetime'; repeating: 'boolean'; starts_at: 'datetime'; virtual_location_url: 'string'; visitors_count: 'integer' }
    relationships: { attendance_submitter: 'one'; group: 'one'; location: 'one'; repeating_event: 'one' }
    edges: { attendances: ['Attendance', 'many', 'attended']; group: ['Group', 'one', never]; location: ['Location', 'one', never]; notes: ['EventNote', 'many', never]; rsvps: ['RSVP', 'many', never] }
    include: 'group' | 'location'
    order: 'ends_at' | 'name' | 'starts_at'
    where: { ends_at: 'datetime'; name: 'string'; starts_at: 'datetime' }
  }
  EventNote: {
    attributes: { body: 'string' }
    relationships: { annotatable: 'one'; owner: 'one' }
    edges: { owner: ['Owner', 'one', never] }
    include: 'owner'
    order: never
    where: object
  }
  Group: {
    attributes: { archive_status: 'string'; archived_at: 'datetime'; can_create_conversation: 'boolean'; can_create_conversation_reason_code: 'string'; chat_enabled: 'boolean'; contact_email: 'string'; created_at: 'datetime'; description: 'string'; description_as_plain_text: 'string'; direct_messages_enabled: 'boolean'; events_listed: 'boolean'; events_visibility: 'string'; header_image: 'json'; leaders_can_search_people_database: 'boolean'; listed: 'boolean'; location_type_preference: 'string'; members_are_confidential: 'boolean'; memberships_count: 'integer'; name: 'string'; public_church_center_web_url: 'string'; schedule: 'string'; tag_ids: 'integer'; virtual_location_url: 'string'; widget_status: 'json' }
    relationships: { group_type: 'one'; location: 'one' }
    edges: { applications: ['GroupApplication', 'many', never]; campuses: ['Campus', 'many', never]; enrollment: ['Enrollment', 'one', never]; events: ['Event', 'many', 'canceled' | 'not_canceled']; group_type: ['GroupType', 'one', never]; location: ['Location', 'one', never]; memberships: ['Membership', 'many', never]; my_membership: ['Membership', 'one', never]; people: ['Person', 'many', never]; resources: ['Resource', 'many', 'leaders']; tags: ['Tag', 'many', never] }
    include: 'enrollment' | 'group_type' | 'location'
    order: 'chat_enabled' | 'contact_email' | 'created_at' | 'enrollment_limit' | 'listed' | 'members_are_confidential' | 'memberships_count' | 'name'
    where: { archive_status: 'string'; name: 'string' }
  }
  GroupApplication: {
    attributes: { applied_at: 'datetime'; message: 'string'; status: 'string' }
    relationships: { group: 'one'; person: 'one' }
    edges: { group: ['Group', 'one', never]; person: ['Person', 'one', never] }
    include: 'group' | 'person'
    order: 'applied_at' | 'status'
    where: { applied_at: 'datetime'; status: 'string' }
  }
  GroupType: {
    attributes: { church_center_map_visible: 'boolean'; church_center_visible: 'boolean'; color: 'string'; default_group_settings: 'json'; description: 'string'; name: 'string'; position: 'integer'; public_church_center_web_url: 'string' }
    relationships: object
    edges: { events: ['Event', 'many', 'canceled' | 'not_canceled' | 'upcoming']; groups: ['Group', 'many', never]; resources: ['Resource', 'many', never] }
    include: never
    order: 'name' | 'position'
    where: { id: 'string' }
  }
  Location: {
    attributes: { display_preference: 'string'; full_formatted_address: 'string'; latitude: 'number'; longitude: 'number'; name: 'string'; radius: 'integer'; strategy: 'string' }
    relationships: object
    edges: { group: ['Group', 'one', never] }
    include: 'group'
    order: never
    where: object
  }
  Membership: {
    attributes: { joined_at: 'datetime'; role: 'string' }
    relationships: { group: 'one'; person: 'one' }
    edges: { group: ['Group', 'one', never]; person: ['Person', 'one', never] }
    include: 'person'
    order: 'first_name' | 'joined_at' | 'last_name' | 'role'
    where: { role: 'string' }
  }
  Organization: {
    attributes: { name: 'string'; time_zone: 'string' }
    relationships: object
    edges: { campuses: ['Campus', 'many', never]; events: ['Event', 'many', 'campus' | 'canceled' | 'group' | 'group_type' | 'my_groups' | 'not_canceled' | 'upcoming']; group_applications: ['GroupApplication', 'many', never]; group_types: ['GroupType', 'many', 'church_center_visible' | 'not_church_center_visible']; groups: ['Group', 'many', 'campus' | 'enrollment' | 'group' | 'group_type' | 'hidden' | 'meeting_schedule' | 'my_groups' | 'people_database_searchable' | 'published' | 'tag']; me: ['Person', 'one', never]; people: ['Person', 'many', never]; tag_groups: ['TagGroup', 'many', 'public'] }
    include: never
    order: never
    where: object
  }
  Owner: {
    attributes: { avatar_url: 'string'; first_name: 'string'; last_name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { addresses: 'json'; avatar_url: 'string'; child: 'boolean'; created_at: 'datetime'; email_addresses: 'json'; first_name: 'string'; gender: 'string'; last_name: 'string'; permissions: 'string'; phone_numbers: 'json' }
    relationships: object
    edges: { events: ['Event', 'many', 'canceled' | 'not_canceled']; groups: ['Group', 'many', never]; memberships: ['Membership', 'many', never] }
    include: never
    order: 'first_name' | 'last_name'
    where: { first_name: 'string'; last_name: 'string' }
  }
  RSVP: {
    attributes: { response: 'string' }
    relationships: { event: 'one'; group: 'one'; person: 'one' }
    edges: object
    include: never
    order: 'response'
    where: { response: 'string' }
  }
  Resource: {
    attributes: { description: 'string'; last_updated: 'datetime'; name: 'string'; type: 'string'; visibility: 'string' }
    relationships: { created_by: 'one' }
    edges: { download: ['Resource', 'one', never]; visit: ['Resource', 'one', never] }
    include: never
    order: 'last_updated' | 'name'
    where: object
  }
  Tag: {
    attributes: { name: 'string'; position: 'integer' }
    relationships: { tag_group: 'one' }
    edges: { groups: ['Group', 'many', never] }
    include: never
    order: 'name' | 'position'
    where: { id: 'string'; name: 'string' }
  }
  TagGroup: {
    attributes: { display_publicly: 'boolean'; multiple_options_enabled: 'boolean'; name: 'string'; position: 'integer' }
    relationships: object
    edges: { tags: ['Tag', 'many', never] }
    include: never
    order: 'name' | 'position'
    where: { name: 'string' }
  }
}
