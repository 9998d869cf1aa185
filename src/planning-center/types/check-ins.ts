// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** check-ins, as of 2025-05-28. */
export interface CheckIns {
  AttendanceType: {
    attributes: { color: 'string'; created_at: 'datetime'; limit: 'integer'; name: 'string'; updated_at: 'datetime' }
    relationships: { event: 'one' }
    edges: { event: ['Event', 'one', never]; headcounts: ['Headcount', 'many', never] }
    include: 'event'
    order: never
    where: { id: 'string'; name: 'string' }
  }
  CheckIn: {
    attributes: { checked_out_at: 'datetime'; confirmed: 'boolean'; confirmed_at: 'datetime'; created_at: 'datetime'; emergency_contact_name: 'string'; emergency_contact_phone_number: 'string'; first_name: 'string'; kind: 'string'; last_name: 'string'; medical_notes: 'string'; number: 'integer'; one_time_guest: 'boolean'; security_code: 'string'; updated_at: 'datetime' }
    relationships: { event_period: 'one'; person: 'one' }
    edges: { check_in_group: ['CheckInGroup', 'one', never]; check_in_times: ['CheckInTime', 'many', never]; checked_in_at: ['Station', 'one', never]; checked_in_by: ['Person', 'one', never]; checked_out_by: ['Person', 'one', never]; event: ['Event', 'one', never]; event_period: ['EventPeriod', 'one', never]; event_times: ['EventTime', 'many', never]; locations: ['Location', 'many', never]; options: ['Option', 'many', never]; person: ['Person', 'one', never] }
    include: 'check_in_times' | 'checked_in_at' | 'checked_in_by' | 'checked_out_by' | 'event' | 'event_period' | 'event_times' | 'locations' | 'options' | 'person'
    order: 'checked_out_at' | 'created_at' | 'first_name' | 'last_name' | 'number' | 'updated_at'
    where: { account_center_person_id: 'integer'; created_at: 'datetime'; event_id: 'string'; location_ids: 'string'; security_code: 'string'; updated_at: 'datetime' }
  }
  CheckInGroup: {
    attributes: { check_ins_count: 'integer'; created_at: 'datetime'; name_labels_count: 'integer'; print_status: 'string'; security_labels_count: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', never]; event_period: ['EventPeriod', 'one', never]; print_station: ['Station', 'one', never] }
    include: 'check_ins' | 'event_period' | 'print_station'
    order: never
    where: object
  }
  CheckInTime: {
    attributes: { alerts: 'json'; has_validated: 'boolean'; kind: 'string'; services_integrated: 'boolean' }
    relationships: { check_in: 'one'; event_time: 'one'; location: 'one'; pre_check: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Event: {
    attributes: { app_source: 'string'; archived_at: 'datetime'; created_at: 'datetime'; enable_services_integration: 'boolean'; frequency: 'string'; integration_key: 'string'; location_times_enabled: 'boolean'; name: 'string'; pre_select_enabled: 'boolean'; updated_at: 'datetime' }
    relationships: { campuses: 'many' }
    edges: { attendance_types: ['AttendanceType', 'many', never]; check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; current_event_times: ['EventTime', 'many', never]; event_labels: ['EventLabel', 'many', never]; event_periods: ['EventPeriod', 'many', never]; integration_links: ['IntegrationLink', 'many', never]; locations: ['Location', 'many', 'locations' | 'root']; person_events: ['PersonEvent', 'many', never] }
    include: 'attendance_types'
    order: 'created_at' | 'name'
    where: { id: 'string'; name: 'string'; registration_event_id: 'string' }
  }
  EventLabel: {
    attributes: { created_at: 'datetime'; for_guest: 'boolean'; for_regular: 'boolean'; for_volunteer: 'boolean'; quantity: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { event: ['Event', 'one', never]; label: ['Label', 'one', never] }
    include: 'event' | 'label'
    order: never
    where: object
  }
  EventPeriod: {
    attributes: { created_at: 'datetime'; ends_at: 'datetime'; guest_count: 'integer'; note: 'string'; regular_count: 'integer'; starts_at: 'datetime'; updated_at: 'datetime'; volunteer_count: 'integer' }
    relationships: { event: 'one' }
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event: ['Event', 'one', never]; event_times: ['EventTime', 'many', 'available']; location_event_periods: ['LocationEventPeriod', 'many', never] }
    include: 'event' | 'event_times'
    order: 'starts_at'
    where: { ends_at: 'datetime'; starts_at: 'datetime' }
  }
  EventTime: {
    attributes: { created_at: 'datetime'; day_of_week: 'integer'; guest_count: 'integer'; hides_at: 'datetime'; hour: 'integer'; minute: 'integer'; name: 'string'; regular_count: 'integer'; shows_at: 'datetime'; starts_at: 'datetime'; total_count: 'integer'; updated_at: 'datetime'; volunteer_count: 'integer' }
    relationships: { event: 'one'; event_period: 'one' }
    edges: { available_locations: ['Location', 'many', 'for_current_station']; check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event: ['Event', 'one', never]; event_period: ['EventPeriod', 'one', never]; headcounts: ['Headcount', 'many', never]; location_event_times: ['LocationEventTime', 'many', never] }
    include: 'event' | 'event_period' | 'headcounts'
    order: 'shows_at' | 'starts_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  Headcount: {
    attributes: { created_at: 'datetime'; total: 'integer'; updated_at: 'datetime' }
    relationships: { attendance_type: 'one'; event_time: 'one' }
    edges: { attendance_type: ['AttendanceType', 'one', never]; event_time: ['EventTime', 'one', never] }
    include: 'attendance_type' | 'event_time'
    order: 'created_at' | 'total' | 'updated_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  IntegrationLink: {
    attributes: { remote_app: 'string'; remote_gid: 'string'; remote_id: 'string'; remote_type: 'string'; sync_future_assignment_types: 'boolean' }
    relationships: { local: 'one' }
    edges: object
    include: never
    order: never
    where: { remote_gid: 'string' }
  }
  Label: {
    attributes: { created_at: 'datetime'; name: 'string'; prints_for: 'string'; roll: 'string'; updated_at: 'datetime'; xml: 'string' }
    relationships: object
    edges: { event_labels: ['EventLabel', 'many', never]; location_labels: ['LocationLabel', 'many', never] }
    include: never
    order: never
    where: object
  }
  Location: {
    attributes: { age_max_in_months: 'integer'; age_min_in_months: 'integer'; age_on: 'date'; age_range_by: 'string'; attendees_per_volunteer: 'integer'; child_or_adult: 'string'; created_at: 'datetime'; effective_date: 'date'; gender: 'string'; grade_max: 'integer'; grade_min: 'integer'; kind: 'string'; max_occupancy: 'integer'; milestone: 'string'; min_volunteers: 'integer'; name: 'string'; opened: 'boolean'; position: 'integer'; questions: 'json'; updated_at: 'datetime' }
    relationships: { parent: 'one' }
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event: ['Event', 'one', never]; integration_links: ['IntegrationLink', 'many', never]; location_event_periods: ['LocationEventPeriod', 'many', never]; location_event_times: ['LocationEventTime', 'many', never]; location_labels: ['LocationLabel', 'many', never]; locations: ['Location', 'many', never]; options: ['Option', 'many', never]; parent: ['Location', 'one', never] }
    include: 'event' | 'locations' | 'options' | 'parent'
    order: 'kind' | 'name' | 'position'
    where: object
  }
  LocationEventPeriod: {
    attributes: { created_at: 'datetime'; guest_count: 'integer'; regular_count: 'integer'; updated_at: 'datetime'; volunteer_count: 'integer' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event_period: ['EventPeriod', 'one', never]; location: ['Location', 'one', never] }
    include: 'event_period' | 'location'
    order: never
    where: object
  }
  LocationEventTime: {
    attributes: { created_at: 'datetime'; guest_count: 'integer'; regular_count: 'integer'; updated_at: 'datetime'; volunteer_count: 'integer' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event_time: ['EventTime', 'one', never]; location: ['Location', 'one', never] }
    include: 'event_time' | 'location'
    order: never
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  LocationLabel: {
    attributes: { created_at: 'datetime'; for_guest: 'boolean'; for_regular: 'boolean'; for_volunteer: 'boolean'; quantity: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { label: ['Label', 'one', never]; location: ['Location', 'one', never] }
    include: 'label' | 'location'
    order: never
    where: object
  }
  Option: {
    attributes: { body: 'string'; created_at: 'datetime'; quantity: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', never]; label: ['Label', 'one', never] }
    include: 'label'
    order: never
    where: object
  }
  Organization: {
    attributes: { avatar_url: 'string'; created_at: 'datetime'; daily_check_ins: 'integer'; date_format_pattern: 'string'; name: 'string'; time_zone: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event_times: ['EventTime', 'many', never]; events: ['Event', 'many', 'archived' | 'for_campus' | 'for_headcounts' | 'for_registrations' | 'not_archived']; headcounts: ['Headcount', 'many', never]; integration_links: ['IntegrationLink', 'many', never]; labels: ['Label', 'many', never]; me: ['Person', 'one', never]; options: ['Option', 'many', never]; passes: ['Pass', 'many', never]; people: ['Person', 'many', never]; stations: ['Station', 'many', never]; themes: ['Theme', 'many', never] }
    include: never
    order: never
    where: object
  }
  Pass: {
    attributes: { code: 'string'; created_at: 'datetime'; kind: 'string'; send_to: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: never
    where: { code: 'string' }
  }
  Person: {
    attributes: { addresses: 'json'; avatar_url: 'string'; birthdate: 'date'; check_in_count: 'integer'; child: 'boolean'; created_at: 'datetime'; demographic_avatar_url: 'string'; email_addresses: 'json'; first_name: 'string'; gender: 'string'; grade: 'integer'; headcounter: 'boolean'; ignore_filters: 'boolean'; last_checked_in_at: 'datetime'; last_name: 'string'; medical_notes: 'string'; middle_name: 'string'; name: 'string'; name_prefix: 'string'; name_suffix: 'string'; passed_background_check: 'boolean'; permission: 'string'; phone_numbers: 'json'; search_name: 'string'; top_permission: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; organization: ['Organization', 'one', never]; passes: ['Pass', 'many', never]; person_events: ['PersonEvent', 'many', never] }
    include: 'organization'
    order: 'check_in_count' | 'first_name' | 'last_checked_in_at' | 'last_name'
    where: { headcounter: 'boolean'; ignore_filters: 'boolean'; permission: 'string'; search_name: 'string' }
  }
  PersonEvent: {
    attributes: { check_in_count: 'integer'; created_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: { event: ['Event', 'one', never]; first_check_in: ['CheckIn', 'one', never]; last_check_in: ['CheckIn', 'one', never]; person: ['Person', 'one', never] }
    include: 'event' | 'first_check_in' | 'last_check_in' | 'person'
    order: never
    where: object
  }
  PreCheck: {
    attributes: object
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  RosterListPerson: {
    attributes: { birthdate: 'datetime'; demographic_avatar_url: 'string'; first_name: 'string'; gender: 'string'; grade: 'string'; last_name: 'string'; medical_notes: 'string'; name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Station: {
    attributes: { check_in_count: 'integer'; closes_at: 'datetime'; created_at: 'datetime'; input_type: 'string'; input_type_options: 'string'; mode: 'integer'; name: 'string'; next_shows_at: 'datetime'; online: 'boolean'; open_for_check_in: 'boolean'; timeout_seconds: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { check_in_groups: ['CheckInGroup', 'many', 'canceled' | 'printed' | 'ready' | 'skipped']; checked_in_at_check_ins: ['CheckIn', 'many', 'attendee' | 'checked_out' | 'first_time' | 'guest' | 'not_checked_out' | 'not_one_time_guest' | 'one_time_guest' | 'regular' | 'volunteer']; event: ['Event', 'one', never]; location: ['Location', 'one', never]; print_station: ['Station', 'one', never]; theme: ['Theme', 'one', never] }
    include: 'event' | 'location' | 'print_station' | 'theme'
    order: never
    where: object
  }
  Theme: {
    attributes: { background_color: 'string'; color: 'string'; created_at: 'datetime'; image: 'json'; image_thumbnail: 'string'; mode: 'string'; name: 'string'; text_color: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
}
