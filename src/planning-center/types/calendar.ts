// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** calendar, as of 2022-07-07. */
export interface Calendar {
  Attachment: {
    attributes: { content_type: 'string'; created_at: 'datetime'; description: 'string'; file_size: 'integer'; name: 'string'; updated_at: 'datetime'; url: 'string' }
    relationships: { event: 'one' }
    edges: { event: ['Event', 'one', never] }
    include: 'event'
    order: 'content_type' | 'created_at' | 'description' | 'file_size' | 'name' | 'updated_at'
    where: { content_type: 'string'; created_at: 'datetime'; description: 'string'; file_size: 'integer'; name: 'string'; updated_at: 'datetime' }
  }
  Calendar: {
    attributes: { access: 'string'; access_restricted: 'boolean'; color: 'string'; created_at: 'datetime'; default: 'boolean'; description: 'string'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { events: ['Event', 'many', never] }
    include: never
    order: 'name'
    where: object
  }
  Conflict: {
    attributes: { created_at: 'datetime'; note: 'string'; resolved_at: 'datetime'; updated_at: 'datetime' }
    relationships: { resolved_by: 'one'; resource: 'one'; winner: 'one' }
    edges: { resolved_by: ['Person', 'one', never]; resource: ['Resource', 'one', never]; winner: ['Event', 'one', never] }
    include: 'resolved_by' | 'resource' | 'winner'
    order: 'resolved_at'
    where: object
  }
  ContainingResource: {
    attributes: object
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Event: {
    attributes: { approval_status: 'string'; created_at: 'datetime'; description: 'string'; featured: 'boolean'; image_url: 'string'; link_only: 'boolean'; name: 'string'; percent_approved: 'integer'; percent_rejected: 'integer'; registration_url: 'string'; summary: 'string'; updated_at: 'datetime'; visible_in_church_center: 'boolean' }
    relationships: { calendar: 'one'; owner: 'one' }
    edges: { attachments: ['Attachment', 'many', never]; calendar: ['Calendar', 'one', never]; conflicts: ['Conflict', 'many', never]; event_connections: ['EventConnection', 'many', never]; event_instances: ['EventInstance', 'many', 'future']; event_resource_requests: ['EventResourceRequest', 'many', never]; feed: ['Feed', 'one', never]; owner: ['Person', 'one', never]; resource_bookings: ['ResourceBooking', 'many', 'future']; tags: ['Tag', 'many', never] }
    include: 'attachments' | 'calendar' | 'feed' | 'owner' | 'tags'
    order: never
    where: { approval_status: 'string'; created_at: 'datetime'; featured: 'boolean'; feed_id: 'string'; link_only: 'boolean'; name: 'string'; percent_approved: 'integer'; percent_rejected: 'integer'; updated_at: 'datetime'; visible_in_church_center: 'boolean' }
  }
  EventConnection: {
    attributes: { connected_to_id: 'string'; connected_to_name: 'string'; connected_to_type: 'string'; connected_to_url: 'string'; product_name: 'string'; promoted: 'boolean' }
    relationships: { event: 'one' }
    edges: object
    include: never
    order: never
    where: { connected_to_id: 'string'; product_name: 'string'; promoted: 'boolean' }
  }
  EventInstance: {
    attributes: { all_day_event: 'boolean'; church_center_url: 'string'; compact_recurrence_description: 'string'; created_at: 'datetime'; description: 'string'; ends_at: 'datetime'; image_url: 'string'; kind: 'string'; location: 'string'; name: 'string'; published_ends_at: 'string'; published_starts_at: 'string'; recurrence: 'string'; recurrence_description: 'string'; starts_at: 'datetime'; updated_at: 'datetime' }
    relationships: { event: 'one' }
    edges: { event: ['Event', 'one', never]; event_times: ['EventTime', 'many', never]; resource_bookings: ['ResourceBooking', 'many', 'future' | 'resources' | 'rooms']; tags: ['Tag', 'many', never] }
    include: 'event' | 'event_times' | 'resource_bookings' | 'tags'
    order: 'created_at' | 'ends_at' | 'starts_at' | 'updated_at'
    where: { created_at: 'datetime'; ends_at: 'datetime'; event_name: 'string'; kind: 'string'; starts_at: 'datetime'; tag_ids: 'string'; updated_at: 'datetime' }
  }
  EventResourceAnswer: {
    attributes: { answer: 'json'; created_at: 'datetime'; db_answer: 'string'; question: 'json'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; event_resource_request: 'one'; resource_question: 'one'; updated_by: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  EventResourceRequest: {
    attributes: { approval_sent: 'boolean'; approval_status: 'string'; created_at: 'datetime'; notes: 'string'; quantity: 'integer'; updated_at: 'datetime'; visible_on_kiosks: 'boolean' }
    relationships: { created_by: 'one'; event: 'one'; event_resource_request: 'one'; resource: 'one'; room_setup: 'one'; updated_by: 'one' }
    edges: { answers: ['EventResourceAnswer', 'many', never]; created_by: ['Person', 'one', never]; event: ['Event', 'one', never]; resource: ['Resource', 'one', never]; resource_bookings: ['ResourceBooking', 'many', 'approved' | 'approved_pending' | 'approved_pending_rejected' | 'approved_rejected' | 'future' | 'pending' | 'pending_rejected' | 'rejected']; room_setup: ['RoomSetup', 'one', never]; updated_by: ['Person', 'one', never] }
    include: 'created_by' | 'event' | 'resource' | 'room_setup' | 'updated_by'
    order: never
    where: { approval_sent: 'boolean'; approval_status: 'string'; created_at: 'datetime'; updated_at: 'datetime' }
  }
  EventTime: {
    attributes: { ends_at: 'datetime'; name: 'datetime'; starts_at: 'datetime'; visible_on_kiosks: 'boolean'; visible_on_widget_and_ical: 'boolean' }
    relationships: { event: 'one' }
    edges: { event: ['Event', 'one', never] }
    include: 'event'
    order: 'ends_at' | 'starts_at'
    where: { ends_at: 'datetime'; starts_at: 'datetime'; visible_on_kiosks: 'boolean'; visible_on_widget_and_ical: 'boolean' }
  }
  Feed: {
    attributes: { can_delete: 'boolean'; default_church_center_visibility: 'json'; deleting: 'boolean'; feed_type: 'string'; imported_at: 'datetime'; name: 'string'; prefix_event_names: 'boolean'; source_id: 'string'; sync_campus_tags: 'boolean' }
    relationships: { default_calendar: 'one'; event_owner: 'one' }
    edges: object
    include: never
    order: 'name'
    where: { feed_type: 'string'; source_id: 'string' }
  }
  JobStatus: {
    attributes: { errors: 'json'; message: 'string'; retries: 'integer'; started_at: 'datetime'; status: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Organization: {
    attributes: { calendar_starts_on: 'string'; date_format: 'string'; name: 'string'; onboarding: 'boolean'; time_zone: 'string'; twenty_four_hour_time: 'boolean' }
    relationships: object
    edges: { attachments: ['Attachment', 'many', never]; calendars: ['Calendar', 'many', never]; conflicts: ['Conflict', 'many', 'future' | 'resolved' | 'unresolved']; event_instances: ['EventInstance', 'many', 'all' | 'approved' | 'approved_pending' | 'approved_pending_rejected' | 'approved_rejected' | 'approver' | 'approver_subscriber' | 'future' | 'lost' | 'lost_due_to_blockout' | 'manager' | 'manager_approver' | 'manager_approver_subscriber' | 'manager_subscriber' | 'not_pending_event_requests' | 'owner' | 'owner_approver' | 'owner_approver_subscriber' | 'owner_manager' | 'owner_manager_approver' | 'owner_manager_approver_subscriber' | 'owner_manager_subscriber' | 'owner_subscriber' | 'pending' | 'pending_rejected' | 'rejected' | 'shared' | 'subscriber' | 'unresolved']; event_resource_requests: ['EventResourceRequest', 'many', never]; events: ['Event', 'many', 'future']; feeds: ['Feed', 'many', never]; job_statuses: ['JobStatus', 'many', never]; me: ['Person', 'one', never]; people: ['Person', 'many', 'active' | 'event_owners']; report_templates: ['ReportTemplate', 'many', never]; resource_approval_groups: ['ResourceApprovalGroup', 'many', never]; resource_bookings: ['ResourceBooking', 'many', 'approved' | 'approved_pending' | 'approved_pending_rejected' | 'approved_rejected' | 'future' | 'pending' | 'pending_rejected' | 'rejected' | 'resources' | 'rooms']; resource_folders: ['ResourceFolder', 'many', 'resources' | 'rooms']; resource_questions: ['ResourceQuestion', 'many', never]; resources: ['Resource', 'many', 'resources' | 'rooms']; room_setups: ['RoomSetup', 'many', 'shared_room_setups']; tag_groups: ['TagGroup', 'many', 'required']; tags: ['Tag', 'many', 'individual'] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { avatar_url: 'string'; can_edit_people: 'boolean'; can_edit_resources: 'boolean'; can_edit_rooms: 'boolean'; child: 'boolean'; contact_data: 'json'; created_at: 'datetime'; event_permissions_type: 'string'; first_name: 'string'; gender: 'string'; has_access: 'boolean'; has_full_access_to_any_calendar: 'boolean'; last_name: 'string'; member_of_approval_groups: 'boolean'; middle_name: 'string'; name: 'string'; name_prefix: 'string'; name_suffix: 'string'; pending_request_count: 'integer'; people_permissions_type: 'string'; permissions: 'integer'; resolves_conflicts: 'boolean'; resources_permissions_type: 'string'; room_permissions_type: 'string'; site_administrator: 'boolean'; status: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { event_resource_requests: ['EventResourceRequest', 'many', 'awaiting_response' | 'future' | 'not_in_conflict' | 'not_overbooked' | 'overbooked']; organization: ['Organization', 'one', never] }
    include: 'organization'
    order: 'created_at' | 'first_name' | 'last_name' | 'resolves_conflicts' | 'updated_at'
    where: { created_at: 'datetime'; first_name: 'string'; last_name: 'string'; middle_name: 'string'; updated_at: 'datetime' }
  }
  ReportTemplate: {
    attributes: { body: 'string'; created_at: 'string'; description: 'string'; title: 'string'; updated_at: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  RequiredApproval: {
    attributes: object
    relationships: object
    edges: { resource: ['Resource', 'one', never] }
    include: 'resource'
    order: never
    where: object
  }
  Resource: {
    attributes: { created_at: 'datetime'; description: 'string'; expires_at: 'datetime'; home_location: 'string'; image: 'json'; kind: 'string'; name: 'string'; path_name: 'string'; quantity: 'integer'; serial_number: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { conflicts: ['Conflict', 'many', never]; event_resource_requests: ['EventResourceRequest', 'many', never]; required_approvals: ['RequiredApproval', 'many', never]; resource_approval_groups: ['ResourceApprovalGroup', 'many', never]; resource_bookings: ['ResourceBooking', 'many', 'approved' | 'approved_pending' | 'approved_pending_rejected' | 'approved_rejected' | 'future' | 'pending' | 'pending_rejected' | 'rejected']; resource_folder: ['ResourceFolder', 'one', never]; resource_questions: ['ResourceQuestion', 'many', never]; room_setups: ['RoomSetup', 'many', never] }
    include: 'resource_approval_groups' | 'resource_folder' | 'resource_questions' | 'room_setups'
    order: 'created_at' | 'expires_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; id: 'string'; kind: 'string'; name: 'string'; path_name: 'string'; resource_folder_id: 'string'; serial_number: 'string'; updated_at: 'datetime' }
  }
  ResourceApprovalGroup: {
    attributes: { created_at: 'datetime'; form_count: 'integer'; name: 'string'; resource_count: 'integer'; room_count: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { event_resource_requests: ['EventResourceRequest', 'many', 'awaiting_response' | 'future' | 'not_in_conflict' | 'not_overbooked' | 'overbooked']; people: ['Person', 'many', never]; required_approvals: ['RequiredApproval', 'many', 'resources' | 'rooms']; resources: ['Resource', 'many', 'resources' | 'rooms'] }
    include: 'people' | 'resources'
    order: 'created_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; id: 'string'; name: 'string'; updated_at: 'datetime' }
  }
  ResourceBooking: {
    attributes: { created_at: 'datetime'; ends_at: 'datetime'; quantity: 'integer'; starts_at: 'datetime'; updated_at: 'datetime' }
    relationships: { event: 'one'; event_instance: 'one'; resource: 'one' }
    edges: { event_resource_request: ['EventResourceRequest', 'one', never]; resource: ['Resource', 'one', never] }
    include: 'event_resource_request' | 'resource'
    order: 'created_at' | 'ends_at' | 'starts_at' | 'updated_at'
    where: { created_at: 'datetime'; ends_at: 'datetime'; starts_at: 'datetime'; updated_at: 'datetime' }
  }
  ResourceFolder: {
    attributes: { ancestry: 'string'; created_at: 'datetime'; kind: 'string'; name: 'string'; path_name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { resources: ['Resource', 'many', never] }
    include: 'resources'
    order: 'ancestry' | 'created_at' | 'name' | 'updated_at'
    where: { ancestry: 'string'; created_at: 'datetime'; name: 'string'; path_name: 'string'; updated_at: 'datetime' }
  }
  ResourceQuestion: {
    attributes: { choices: 'string'; created_at: 'datetime'; description: 'string'; kind: 'string'; multiple_select: 'boolean'; optional: 'boolean'; position: 'integer'; question: 'string'; updated_at: 'datetime' }
    relationships: { resource: 'one' }
    edges: object
    include: never
    order: never
    where: { created_at: 'datetime'; kind: 'string'; updated_at: 'datetime' }
  }
  ResourceSuggestion: {
    attributes: { created_at: 'datetime'; quantity: 'integer'; updated_at: 'datetime' }
    relationships: { resource: 'one'; room_setup: 'one' }
    edges: { resource: ['Resource', 'one', never] }
    include: 'resource'
    order: never
    where: object
  }
  RoomSetup: {
    attributes: { created_at: 'datetime'; description: 'string'; diagram: 'json'; diagram_thumbnail_url: 'string'; diagram_url: 'string'; name: 'string'; updated_at: 'datetime' }
    relationships: { containing_resource: 'one'; resource_suggestions: 'many'; room_setup: 'one' }
    edges: { containing_resource: ['ContainingResource', 'one', never]; resource_suggestions: ['ResourceSuggestion', 'many', never] }
    include: 'containing_resource' | 'resource_suggestions'
    order: 'created_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
  Tag: {
    attributes: { church_center_category: 'boolean'; color: 'string'; created_at: 'datetime'; name: 'string'; position: 'number'; updated_at: 'datetime' }
    relationships: object
    edges: { event_instances: ['EventInstance', 'many', never]; events: ['Event', 'many', never]; tag_group: ['TagGroup', 'one', never] }
    include: 'tag_group'
    order: 'name' | 'position'
    where: { church_center_category: 'boolean'; color: 'string'; created_at: 'datetime'; id: 'string'; name: 'string'; position: 'number'; tag_group_id: 'string'; updated_at: 'datetime' }
  }
  TagGroup: {
    attributes: { created_at: 'datetime'; name: 'string'; required: 'boolean'; updated_at: 'datetime' }
    relationships: object
    edges: { events: ['Event', 'many', never]; tags: ['Tag', 'many', never] }
    include: 'events' | 'tags'
    order: 'name'
    where: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
}
