// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** people, as of 2026-06-04. */
export interface People {
  Address: {
    attributes: { city: 'string'; country_code: 'string'; country_name: 'string'; created_at: 'datetime'; location: 'string'; primary: 'boolean'; state: 'string'; street_line_1: 'string'; street_line_2: 'string'; updated_at: 'datetime'; zip: 'string' }
    relationships: { person: 'one' }
    edges: object
    include: never
    order: 'city' | 'country_code' | 'created_at' | 'location' | 'primary' | 'state' | 'street_line_1' | 'street_line_2' | 'updated_at' | 'zip'
    where: { city: 'string'; country_code: 'string'; location: 'string'; primary: 'boolean'; state: 'string'; street_line_1: 'string'; street_line_2: 'string'; zip: 'string' }
  }
  App: {
    attributes: { name: 'string'; url: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'name' | 'url'
    where: { name: 'string'; url: 'string' }
  }
  BackgroundCheck: {
    attributes: { completed_at: 'datetime'; current: 'boolean'; expires_on: 'date'; note: 'string'; report_url: 'string'; status: 'string'; status_updated_at: 'datetime' }
    relationships: { created_by: 'one'; person: 'one' }
    edges: { created_by: ['Person', 'one', never]; person: ['Person', 'one', never] }
    include: 'created_by' | 'person'
    order: 'expires_on' | 'status_updated_at'
    where: { expires_on: 'date'; status_updated_at: 'datetime' }
  }
  BirthdayPeople: {
    attributes: object
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Campus: {
    attributes: { avatar_url: 'string'; church_center_enabled: 'boolean'; city: 'string'; contact_email_address: 'string'; country: 'string'; created_at: 'datetime'; date_format: 'string'; description: 'string'; geolocation_set_manually: 'boolean'; latitude: 'number'; longitude: 'number'; name: 'string'; phone_number: 'string'; state: 'string'; street: 'string'; time_zone: 'string'; time_zone_raw: 'string'; twenty_four_hour_time: 'boolean'; updated_at: 'datetime'; website: 'string'; zip: 'string' }
    relationships: { organization: 'one' }
    edges: { lists: ['List', 'many', never]; service_times: ['ServiceTime', 'many', never] }
    include: 'lists' | 'service_times'
    order: 'created_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; id: 'string'; updated_at: 'datetime' }
  }
  Carrier: {
    attributes: { international: 'boolean'; name: 'string'; value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'international' | 'name'
    where: object
  }
  Condition: {
    attributes: { application: 'string'; comparison: 'string'; created_at: 'datetime'; definition_class: 'string'; definition_identifier: 'string'; description: 'string'; settings: 'json'; updated_at: 'datetime' }
    relationships: { created_by: 'one' }
    edges: { created_by: ['Person', 'one', never] }
    include: 'created_by'
    order: 'application' | 'comparison' | 'created_at' | 'definition_class' | 'definition_identifier' | 'description' | 'settings' | 'updated_at'
    where: { application: 'string'; comparison: 'string'; created_at: 'datetime'; definition_class: 'string'; definition_identifier: 'string'; description: 'string'; settings: 'string'; updated_at: 'datetime' }
  }
  ConnectedPerson: {
    attributes: { first_name: 'string'; gender: 'string'; given_name: 'string'; last_name: 'string'; middle_name: 'string'; nickname: 'string'; organization_id: 'string'; organization_name: 'string' }
    relationships: { organization: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  CustomSender: {
    attributes: { created_at: 'datetime'; email_address: 'string'; expired: 'boolean'; name: 'string'; updated_at: 'datetime'; verification_requested_at: 'datetime'; verification_status: 'string'; verified: 'boolean'; verified_at: 'datetime' }
    relationships: { custom_sender_shares: 'one' }
    edges: object
    include: never
    order: 'created_at' | 'name' | 'updated_at' | 'verification_requested_at' | 'verified_at'
    where: object
  }
  Email: {
    attributes: { address: 'string'; blocked: 'boolean'; created_at: 'datetime'; location: 'string'; primary: 'boolean'; updated_at: 'datetime' }
    relationships: { person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: never
    order: 'address' | 'created_at' | 'location' | 'primary' | 'updated_at'
    where: { address: 'string'; blocked: 'boolean'; created_at: 'datetime'; location: 'string'; primary: 'boolean'; updated_at: 'datetime' }
  }
  FieldDatum: {
    attributes: { created_at: 'datetime'; file: 'json'; file_content_type: 'string'; file_name: 'string'; file_size: 'integer'; updated_at: 'datetime'; value: 'string' }
    relationships: { customizable: 'one'; field_definition: 'one' }
    edges: { field_definition: ['FieldDefinition', 'one', never]; field_option: ['FieldOption', 'one', never]; person: ['Person', 'one', never]; tab: ['Tab', 'one', never] }
    include: 'field_definition' | 'field_option' | 'tab'
    order: 'created_at' | 'file' | 'file_content_type' | 'file_name' | 'file_size' | 'updated_at' | 'value'
    where: { created_at: 'datetime'; field_definition_id: 'integer'; file: 'string'; file_content_type: 'string'; file_name: 'string'; file_size: 'integer'; updated_at: 'datetime'; value: 'string' }
  }
  FieldDefinition: {
    attributes: { config: 'string'; data_type: 'string'; deleted_at: 'datetime'; name: 'string'; sequence: 'integer'; slug: 'string'; tab_id: 'integer' }
    relationships: { tab: 'one' }
    edges: { field_options: ['FieldOption', 'many', never]; tab: ['Tab', 'one', never] }
    include: 'field_options' | 'tab'
    order: 'config' | 'data_type' | 'deleted_at' | 'name' | 'sequence' | 'slug' | 'tab_id'
    where: { config: 'string'; data_type: 'string'; deleted_at: 'datetime'; name: 'string'; sequence: 'integer'; slug: 'string'; tab_id: 'string' }
  }
  FieldOption: {
    attributes: { sequence: 'integer'; value: 'string' }
    relationships: { field_definition: 'one' }
    edges: object
    include: never
    order: 'sequence' | 'value'
    where: { sequence: 'integer'; value: 'string' }
  }
  Form: {
    attributes: { active: 'boolean'; archived: 'boolean'; archived_at: 'datetime'; can_manage: 'boolean'; created_at: 'datetime'; deleted_at: 'datetime'; description: 'string'; login_required: 'boolean'; name: 'string'; public_url: 'string'; recently_viewed: 'boolean'; send_submission_notification_to_submitter: 'boolean'; submission_count: 'integer'; updated_at: 'datetime' }
    relationships: { campus: 'one'; form_category: 'one' }
    edges: { campus: ['Campus', 'one', never]; category: ['FormCategory', 'one', never]; fields: ['FormField', 'many', never]; form_submissions: ['FormSubmission', 'many', never] }
    include: 'campus' | 'category'
    order: 'active' | 'archived_at' | 'campus' | 'category' | 'created_at' | 'deleted_at' | 'description' | 'name' | 'submission_count' | 'updated_at'
    where: { active: 'boolean'; id: 'string' }
  }
  FormCategory: {
    attributes: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: 'created_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
  FormField: {
    attributes: { created_at: 'datetime'; description: 'string'; field_type: 'string'; label: 'string'; required: 'boolean'; sequence: 'integer'; settings: 'json'; updated_at: 'datetime' }
    relationships: { fieldable: 'one'; form: 'one'; form_field_conditions: 'many'; options: 'one' }
    edges: { options: ['FormFieldOption', 'many', never] }
    include: 'options'
    order: 'created_at' | 'sequence' | 'updated_at'
    where: object
  }
  FormFieldOption: {
    attributes: { created_at: 'datetime'; label: 'string'; sequence: 'integer'; updated_at: 'datetime' }
    relationships: { form_field: 'one'; optionable: 'one' }
    edges: object
    include: never
    order: 'created_at' | 'sequence' | 'updated_at'
    where: object
  }
  FormSubmission: {
    attributes: { created_at: 'datetime'; requires_verification: 'boolean'; updated_at: 'datetime'; verified: 'boolean' }
    relationships: { form: 'one'; person: 'one' }
    edges: { form: ['Form', 'one', never]; form_fields: ['FormField', 'many', never]; form_submission_values: ['FormSubmissionValue', 'many', never]; person: ['Person', 'one', never] }
    include: 'form' | 'form_fields' | 'form_submission_values' | 'person'
    order: 'created_at' | 'person.first_name' | 'person.last_name' | 'updated_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  FormSubmissionValue: {
    attributes: { attachments: 'json'; display_value: 'string' }
    relationships: { form_field: 'one'; form_field_option: 'one'; form_submission: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Grade: {
    attributes: { key: 'integer'; value: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Household: {
    attributes: { avatar: 'string'; created_at: 'datetime'; member_count: 'integer'; name: 'string'; primary_contact_id: 'string'; primary_contact_name: 'string'; updated_at: 'datetime' }
    relationships: { people: 'many'; primary_contact: 'one' }
    edges: { household_memberships: ['HouseholdMembership', 'many', never]; people: ['Person', 'many', 'non_pending' | 'without_deceased'] }
    include: 'people'
    order: 'created_at' | 'member_count' | 'name' | 'primary_contact_name' | 'updated_at'
    where: { created_at: 'datetime'; member_count: 'integer'; name: 'string'; primary_contact_name: 'string'; updated_at: 'datetime' }
  }
  HouseholdMembership: {
    attributes: { household_role: 'string'; pending: 'boolean'; person_name: 'string' }
    relationships: { person: 'one' }
    edges: { household: ['Household', 'one', never]; person: ['Person', 'one', never] }
    include: 'household' | 'person'
    order: 'pending' | 'person_name'
    where: { pending: 'boolean'; person_name: 'string' }
  }
  InactiveReason: {
    attributes: { value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'value'
    where: { value: 'string' }
  }
  List: {
    attributes: { active_automations_count: 'integer'; auto_generated_name: 'boolean'; auto_refresh: 'boolean'; auto_refresh_frequency: 'string'; automations_active: 'boolean'; automations_count: 'integer'; batch_completed_at: 'datetime'; created_at: 'datetime'; description: 'string'; has_inactive_results: 'boolean'; include_inactive: 'boolean'; invalid: 'boolean'; name: 'string'; name_or_description: 'string'; paused_automations_count: 'integer'; recently_viewed: 'boolean'; refreshed_at: 'datetime'; return_original_if_none: 'boolean'; returns: 'string'; starred: 'boolean'; status: 'string'; subset: 'string'; total_people: 'integer'; updated_at: 'datetime' }
    relationships: object
    edges: { campus: ['Campus', 'one', never]; category: ['ListCategory', 'one', never]; created_by: ['Person', 'one', never]; list_results: ['ListResult', 'many', never]; mailchimp_sync_status: ['MailchimpSyncStatus', 'many', never]; people: ['Person', 'many', never]; rules: ['Rule', 'many', never]; shares: ['ListShare', 'many', never]; star: ['ListStar', 'one', never]; updated_by: ['Person', 'one', never] }
    include: 'campus' | 'category' | 'created_by' | 'mailchimp_sync_status' | 'people' | 'rules' | 'shares' | 'updated_by'
    order: 'active_automations_count' | 'auto_refresh_frequency' | 'automations_count' | 'batch_completed_at' | 'campus_id' | 'campuses.name' | 'created_at' | 'list_categories.name' | 'list_category_id' | 'name' | 'name_or_description' | 'refreshed_at' | 'starred' | 'total_people' | 'updated_at'
    where: { batch_completed_at: 'datetime'; created_at: 'datetime'; id: 'string'; name: 'string'; updated_at: 'datetime' }
  }
  ListCategory: {
    attributes: { created_at: 'datetime'; name: 'string'; organization_id: 'string'; updated_at: 'datetime' }
    relationships: { organization: 'one' }
    edges: { lists: ['List', 'many', never] }
    include: 'lists'
    order: 'created_at' | 'name' | 'organization_id' | 'updated_at'
    where: { created_at: 'datetime'; name: 'string'; organization_id: 'string'; updated_at: 'datetime' }
  }
  ListResult: {
    attributes: { created_at: 'datetime'; updated_at: 'datetime' }
    relationships: { list: 'one'; person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: 'created_at' | 'updated_at'
    where: { person_id: 'integer' }
  }
  ListShare: {
    attributes: { created_at: 'datetime'; group: 'string'; name: 'string'; permission: 'string' }
    relationships: { person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: 'created_at' | 'group'
    where: { created_at: 'datetime'; group: 'string'; name: 'string'; permission: 'string' }
  }
  ListStar: {
    attributes: { created_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  MailchimpSyncStatus: {
    attributes: { completed_at: 'datetime'; error: 'string'; progress: 'integer'; segment_id: 'integer'; status: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  MaritalStatus: {
    attributes: { value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'sequence' | 'value'
    where: { value: 'string' }
  }
  MembershipType: {
    attributes: { value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'sequence' | 'value'
    where: { value: 'string' }
  }
  Message: {
    attributes: { app_name: 'string'; bounced_at: 'datetime'; created_at: 'datetime'; delivery_status: 'string'; file: 'json'; from_address: 'string'; from_name: 'string'; kind: 'string'; message_type: 'string'; read_at: 'datetime'; reject_reason: 'string'; rejection_notification_sent_at: 'datetime'; sent_at: 'datetime'; subject: 'string'; to_addresses: 'string' }
    relationships: { from: 'one'; message_group: 'one'; to: 'one' }
    edges: { message_group: ['MessageGroup', 'one', never]; to: ['Person', 'one', never] }
    include: 'message_group' | 'to'
    order: 'app_name' | 'bounced_at' | 'created_at' | 'delivery_status' | 'file' | 'from_address' | 'from_name' | 'kind' | 'reject_reason' | 'rejection_notification_sent_at' | 'sent_at' | 'subject' | 'to_addresses'
    where: { app_name: 'string'; bounced_at: 'datetime'; created_at: 'datetime'; delivery_status: 'string'; file: 'string'; from_address: 'string'; kind: 'string'; reject_reason: 'string'; rejection_notification_sent_at: 'datetime'; sent_at: 'datetime'; subject: 'string'; to_addresses: 'string' }
  }
  MessageGroup: {
    attributes: { contains_user_generated_content: 'boolean'; created_at: 'datetime'; from_address: 'string'; message_count: 'integer'; message_type: 'string'; reply_to_address: 'string'; reply_to_name: 'string'; subject: 'string'; system_message: 'boolean'; transactional_message: 'boolean'; uuid: 'string' }
    relationships: object
    edges: { app: ['App', 'one', never]; from: ['Person', 'one', never]; messages: ['Message', 'many', never] }
    include: 'app' | 'from' | 'messages'
    order: 'contains_user_generated_content' | 'created_at' | 'from_address' | 'message_count' | 'message_type' | 'reply_to_address' | 'reply_to_name' | 'subject' | 'system_message' | 'transactional_message' | 'uuid'
    where: { contains_user_generated_content: 'boolean'; created_at: 'datetime'; from_address: 'string'; message_count: 'integer'; message_type: 'string'; reply_to_address: 'string'; reply_to_name: 'string'; subject: 'string'; system_message: 'boolean'; transactional_message: 'boolean'; uuid: 'string' }
  }
  NamePrefix: {
    attributes: { value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'value'
    where: { value: 'string' }
  }
  NameSuffix: {
    attributes: { value: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'value'
    where: { value: 'string' }
  }
  Note: {
    attributes: { created_at: 'datetime'; created_by_id: 'string'; display_date: 'datetime'; note: 'string'; note_category_id: 'string'; organization_id: 'string'; person_id: 'string'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; note_category: 'one'; organization: 'one'; person: 'one' }
    edges: { category: ['NoteCategory', 'one', never]; created_by: ['Person', 'one', never]; person: ['Person', 'one', never] }
    include: 'category' | 'created_by' | 'person'
    order: 'created_at' | 'display_date' | 'id' | 'note' | 'note_category_id' | 'updated_at'
    where: { note: 'string'; note_category_id: 'string' }
  }
  NoteCategory: {
    attributes: { created_at: 'datetime'; locked: 'boolean'; name: 'string'; organization_id: 'string'; updated_at: 'datetime' }
    relationships: { organization: 'one' }
    edges: { shares: ['NoteCategoryShare', 'many', never]; subscribers: ['Person', 'many', never]; subscriptions: ['NoteCategorySubscription', 'many', never] }
    include: 'shares' | 'subscribers' | 'subscriptions'
    order: 'created_at' | 'locked' | 'name' | 'organization_id' | 'updated_at'
    where: { created_at: 'datetime'; locked: 'boolean'; name: 'string'; organization_id: 'string'; updated_at: 'datetime' }
  }
  NoteCategoryShare: {
    attributes: { group: 'string'; permission: 'string'; person_id: 'string' }
    relationships: { note_category: 'one'; person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: never
    where: { permission: 'string' }
  }
  NoteCategorySubscription: {
    attributes: { created_at: 'datetime'; updated_at: 'datetime' }
    relationships: { note_category: 'one'; person: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: 'created_at' | 'updated_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  Organization: {
    attributes: { avatar_url: 'string'; church_center_subdomain: 'string'; contact_website: 'string'; country_code: 'string'; created_at: 'datetime'; date_format: 'string'; grades: 'json'; name: 'string'; time_zone: 'string' }
    relationships: object
    edges: { addresses: ['Address', 'many', never]; apps: ['App', 'many', never]; background_checks: ['BackgroundCheck', 'many', 'awaiting_applicant' | 'canceled' | 'complete_clear' | 'complete_not_clear' | 'current' | 'expired' | 'expired_invitation' | 'needs_review' | 'not_expired' | 'report_processing']; birthday_people: ['BirthdayPeople', 'one', never]; campuses: ['Campus', 'many', never]; carriers: ['Carrier', 'many', never]; custom_senders: ['CustomSender', 'many', never]; emails: ['Email', 'many', never]; field_data: ['FieldDatum', 'many', never]; field_definitions: ['FieldDefinition', 'many', 'include_deleted']; form_categories: ['FormCategory', 'many', never]; forms: ['Form', 'many', 'archived' | 'closed' | 'not_archived' | 'open' | 'recently_deleted' | 'recently_viewed' | 'unassigned' | 'with_recoverable']; grades: ['Grade', 'many', never]; households: ['Household', 'many', never]; inactive_reasons: ['InactiveReason', 'many', never]; list_categories: ['ListCategory', 'many', never]; lists: ['List', 'many', 'auto_refresh_enabled' | 'can_manage' | 'has_active_automations' | 'mailchimp_connected' | 'needs_attention' | 'recently_viewed' | 'starred' | 'unassigned']; marital_statuses: ['MaritalStatus', 'many', never]; me: ['Person', 'one', never]; membership_types: ['MembershipType', 'many', never]; message_groups: ['MessageGroup', 'many', never]; messages: ['Message', 'many', 'created_after']; name_prefixes: ['NamePrefix', 'many', never]; name_suffixes: ['NameSuffix', 'many', never]; note_categories: ['NoteCategory', 'many', 'view_creatable']; note_category_subscriptions: ['NoteCategorySubscription', 'many', never]; notes: ['Note', 'many', never]; people: ['Person', 'many', 'admins' | 'created_since' | 'organization_admins']; people_imports: ['PeopleImport', 'many', never]; person_mergers: ['PersonMerger', 'many', never]; phone_numbers: ['PhoneNumber', 'many', never]; reports: ['Report', 'many', never]; school_options: ['SchoolOption', 'many', never]; social_profiles: ['SocialProfile', 'many', never]; spam_email_addresses: ['SpamEmailAddress', 'many', never]; stats: ['OrganizationStatistics', 'one', never]; tabs: ['Tab', 'many', 'with_field_definitions']; workflow_assignee_summaries: ['WorkflowAssigneeSummary', 'many', never]; workflows: ['Workflow', 'many', 'archived' | 'has_my_cards' | 'manage_cards_allowed' | 'needs_attention' | 'not_archived' | 'only_deleted' | 'recently_deleted' | 'recently_viewed' | 'unassigned' | 'with_deleted' | 'with_recoverable' | 'with_steps'] }
    include: never
    order: never
    where: object
  }
  OrganizationStatistics: {
    attributes: object
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  PeopleImport: {
    attributes: { attribs: 'json'; created_at: 'datetime'; processed_at: 'datetime'; status: 'string'; undone_at: 'datetime'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; undone_by: 'one' }
    edges: { conflicts: ['PeopleImportConflict', 'many', 'creates' | 'creates_and_updates' | 'errors' | 'household_creates' | 'household_updates' | 'identical' | 'ignored' | 'not_ignored' | 'updates']; histories: ['PeopleImportHistory', 'many', 'creates' | 'household_creates' | 'household_updates' | 'identical' | 'updates'] }
    include: never
    order: never
    where: { status: 'string' }
  }
  PeopleImportConflict: {
    attributes: { conflicting_changes: 'string'; created_at: 'datetime'; data: 'string'; ignore: 'boolean'; kind: 'string'; message: 'string'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: { kind: 'string'; name: 'string' }
  }
  PeopleImportHistory: {
    attributes: { conflicting_changes: 'json'; created_at: 'datetime'; kind: 'string'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { household: ['Household', 'one', never]; person: ['Person', 'one', never] }
    include: 'household' | 'person'
    order: never
    where: { name: 'string' }
  }
  Person: {
    attributes: { accounting_administrator: 'boolean'; anniversary: 'date'; avatar: 'string'; birthdate: 'date'; can_create_forms: 'boolean'; can_email_lists: 'boolean'; child: 'boolean'; created_at: 'datetime'; demographic_avatar_url: 'string'; directory_shared_info: 'json'; directory_status: 'string'; first_name: 'string'; gender: 'string'; given_name: 'string'; grade: 'integer'; graduation_year: 'integer'; inactivated_at: 'datetime'; last_name: 'string'; login_identifier: 'string'; medical_notes: 'string'; membership: 'string'; mfa_configured: 'boolean'; middle_name: 'string'; name: 'string'; nickname: 'string'; passed_background_check: 'boolean'; people_permissions: 'string'; primary_email_address: 'string'; remote_id: 'integer'; resource_permission_flags: 'json'; school_type: 'string'; site_administrator: 'boolean'; status: 'string'; stripe_account_identifier: 'string'; stripe_customer_identifier: 'string'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; primary_campus: 'one' }
    edges: { addresses: ['Address', 'many', never]; apps: ['App', 'many', never]; background_checks: ['BackgroundCheck', 'many', 'awaiting_applicant' | 'canceled' | 'complete_clear' | 'complete_not_clear' | 'current' | 'expired' | 'expired_invitation' | 'needs_review' | 'not_expired' | 'report_processing']; connected_people: ['ConnectedPerson', 'many', never]; emails: ['Email', 'many', never]; field_data: ['FieldDatum', 'many', never]; household_memberships: ['HouseholdMembership', 'many', never]; households: ['Household', 'many', never]; inactive_reason: ['InactiveReason', 'one', never]; marital_status: ['MaritalStatus', 'one', never]; message_groups: ['MessageGroup', 'many', never]; messages: ['Message', 'many', 'created_after' | 'received' | 'sent' | 'unread']; name_prefix: ['NamePrefix', 'one', never]; name_suffix: ['NameSuffix', 'one', never]; notes: ['Note', 'many', never]; organization: ['Organization', 'one', never]; person_apps: ['PersonApp', 'many', never]; phone_numbers: ['PhoneNumber', 'many', never]; platform_notifications: ['PlatformNotification', 'many', never]; primary_campus: ['Campus', 'one', never]; school: ['SchoolOption', 'one', never]; social_profiles: ['SocialProfile', 'many', never]; workflow_assignee_workflow_summaries: ['WorkflowAssigneeWorkflowSummary', 'many', never]; workflow_cards: ['WorkflowCard', 'many', 'assigned']; workflow_shares: ['WorkflowShare', 'many', never] }
    include: 'addresses' | 'emails' | 'field_data' | 'households' | 'inactive_reason' | 'marital_status' | 'name_prefix' | 'name_suffix' | 'organization' | 'person_apps' | 'phone_numbers' | 'platform_notifications' | 'primary_campus' | 'school' | 'social_profiles'
    order: 'accounting_administrator' | 'anniversary' | 'birthdate' | 'child' | 'created_at' | 'first_name' | 'gender' | 'given_name' | 'grade' | 'graduation_year' | 'inactivated_at' | 'last_name' | 'membership' | 'middle_name' | 'nickname' | 'people_permissions' | 'remote_id' | 'site_administrator' | 'status' | 'updated_at'
    where: { accounting_administrator: 'boolean'; anniversary: 'date'; birthdate: 'date'; child: 'boolean'; created_at: 'datetime'; first_name: 'string'; gender: 'string'; given_name: 'string'; grade: 'integer'; graduation_year: 'integer'; id: 'string'; inactivated_at: 'datetime'; last_name: 'string'; medical_notes: 'string'; membership: 'string'; mfa_configured: 'boolean'; middle_name: 'string'; nickname: 'string'; people_permissions: 'string'; primary_campus_id: 'integer'; remote_id: 'integer'; search_name: 'string'; search_name_or_email: 'string'; search_name_or_email_or_phone_number: 'string'; search_phone_number: 'string'; search_phone_number_e164: 'string'; site_administrator: 'boolean'; status: 'string'; updated_at: 'datetime' }
  }
  PersonApp: {
    attributes: { allow_pco_login: 'boolean'; people_permissions: 'string' }
    relationships: { app: 'one'; person: 'one' }
    edges: { app: ['App', 'one', never] }
    include: 'app'
    order: never
    where: object
  }
  PersonMerger: {
    attributes: { created_at: 'datetime'; person_to_keep_id: 'string'; person_to_remove_id: 'string' }
    relationships: { person_to_keep: 'one'; person_to_remove: 'one' }
    edges: object
    include: never
    order: 'created_at'
    where: { created_at: 'datetime'; person_to_keep_id: 'string'; person_to_remove_id: 'string' }
  }
  PhoneNumber: {
    attributes: { carrier: 'string'; country_code: 'string'; created_at: 'datetime'; e164: 'string'; international: 'string'; location: 'string'; national: 'string'; number: 'string'; primary: 'boolean'; updated_at: 'datetime' }
    relationships: { person: 'one' }
    edges: object
    include: never
    order: 'carrier' | 'created_at' | 'location' | 'number' | 'primary' | 'updated_at'
    where: { carrier: 'string'; created_at: 'datetime'; location: 'string'; number: 'string'; primary: 'boolean'; updated_at: 'datetime' }
  }
  PlatformNotification: {
    attributes: { html: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Report: {
    attributes: { body: 'string'; created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { created_by: ['Person', 'one', never]; updated_by: ['Person', 'one', never] }
    include: 'created_by' | 'updated_by'
    order: 'body' | 'created_at' | 'name' | 'updated_at'
    where: { body: 'string'; created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
  Rule: {
    attributes: { created_at: 'datetime'; subset: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { conditions: ['Condition', 'many', never] }
    include: 'conditions'
    order: 'created_at' | 'subset' | 'updated_at'
    where: { created_at: 'datetime'; subset: 'string'; updated_at: 'datetime' }
  }
  SchoolOption: {
    attributes: { beginning_grade: 'string'; ending_grade: 'string'; school_types: 'json'; sequence: 'integer'; value: 'string' }
    relationships: object
    edges: { promotes_to_school: ['SchoolOption', 'one', never] }
    include: never
    order: 'beginning_grade' | 'ending_grade' | 'sequence' | 'value'
    where: { beginning_grade: 'string'; ending_grade: 'string'; school_types: 'json'; sequence: 'integer'; value: 'string' }
  }
  ServiceTime: {
    attributes: { day: 'string'; description: 'string'; start_time: 'integer' }
    relationships: { campus: 'one'; organization: 'one' }
    edges: object
    include: never
    order: 'time'
    where: object
  }
  SocialProfile: {
    attributes: { created_at: 'datetime'; site: 'string'; updated_at: 'datetime'; url: 'string'; verified: 'boolean' }
    relationships: object
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: 'created_at' | 'site' | 'updated_at' | 'url' | 'verified'
    where: { created_at: 'datetime'; site: 'string'; updated_at: 'datetime'; url: 'string'; verified: 'boolean' }
  }
  SpamEmailAddress: {
    attributes: { address: 'string'; created_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Tab: {
    attributes: { name: 'string'; sequence: 'integer'; slug: 'string' }
    relationships: object
    edges: { field_definitions: ['FieldDefinition', 'many', 'with_deleted']; field_options: ['FieldOption', 'many', never] }
    include: 'field_definitions' | 'field_options'
    order: 'name' | 'sequence' | 'slug'
    where: { name: 'string'; sequence: 'integer'; slug: 'string' }
  }
  Workflow: {
    attributes: { archived_at: 'datetime'; campus_id: 'string'; completed_card_count: 'integer'; created_at: 'datetime'; deleted_at: 'datetime'; my_due_soon_card_count: 'integer'; my_overdue_card_count: 'integer'; my_ready_card_count: 'integer'; name: 'string'; recently_viewed: 'boolean'; total_cards_count: 'integer'; total_overdue_card_count: 'integer'; total_ready_and_snoozed_card_count: 'integer'; total_ready_card_count: 'integer'; total_steps_count: 'integer'; total_unassigned_card_count: 'integer'; total_unassigned_steps_count: 'integer'; updated_at: 'datetime'; workflow_category_id: 'string' }
    relationships: { campus: 'one'; workflow_category: 'one' }
    edges: { cards: ['WorkflowCard', 'many', never]; category: ['WorkflowCategory', 'one', never]; shared_people: ['Person', 'many', never]; shares: ['WorkflowShare', 'many', never]; steps: ['WorkflowStep', 'many', never] }
    include: 'category' | 'shares' | 'steps'
    order: 'archived_at' | 'campus_id' | 'campus_name' | 'created_at' | 'deleted_at' | 'my_ready_card_count' | 'name' | 'total_overdue_card_count' | 'total_ready_card_count' | 'total_unassigned_card_count' | 'updated_at' | 'workflow_category_id' | 'workflow_category_name'
    where: { archived_at: 'datetime'; campus_id: 'string'; created_at: 'datetime'; deleted_at: 'datetime'; id: 'string'; name: 'string'; updated_at: 'datetime'; workflow_category_id: 'string' }
  }
  WorkflowAssigneeSummary: {
    attributes: { overdue_count: 'integer'; ready_count: 'integer'; snoozed_count: 'integer' }
    relationships: { person: 'one' }
    edges: object
    include: never
    order: 'first_name' | 'last_name' | 'name' | 'overdue_count' | 'ready_count' | 'snoozed_count'
    where: object
  }
  WorkflowAssigneeWorkflowSummary: {
    attributes: { overdue_count: 'integer'; ready_count: 'integer'; snoozed_count: 'integer'; workflow_name: 'string' }
    relationships: { person: 'one'; workflow: 'one' }
    edges: object
    include: never
    order: 'overdue_count' | 'ready_count' | 'snoozed_count' | 'workflow_name'
    where: object
  }
  WorkflowCard: {
    attributes: { calculated_due_at_in_days_ago: 'integer'; completed_at: 'datetime'; created_at: 'datetime'; flagged_for_notification_at: 'datetime'; moved_to_step_at: 'datetime'; overdue: 'boolean'; removed_at: 'datetime'; snooze_until: 'datetime'; stage: 'string'; sticky_assignment: 'boolean'; updated_at: 'datetime' }
    relationships: { assignee: 'one'; current_step: 'one'; person: 'one'; workflow: 'one' }
    edges: { activities: ['WorkflowCardActivity', 'many', never]; assignee: ['Person', 'one', never]; current_step: ['WorkflowStep', 'one', never]; notes: ['WorkflowCardNote', 'many', never]; person: ['Person', 'one', never]; workflow: ['Workflow', 'one', never] }
    include: 'assignee' | 'current_step' | 'person' | 'workflow'
    order: 'completed_at' | 'created_at' | 'first_name' | 'flagged_for_notification_at' | 'last_name' | 'moved_to_step_at' | 'removed_at' | 'stage' | 'updated_at'
    where: { assignee_id: 'integer'; overdue: 'boolean'; stage: 'string' }
  }
  WorkflowCardActivity: {
    attributes: { attachments_meta: 'json'; attachments_urls: 'json'; automation_url: 'string'; comment: 'string'; content: 'string'; content_is_html: 'boolean'; created_at: 'datetime'; form_submission_url: 'string'; person_avatar_url: 'string'; person_name: 'string'; reassigned_to_avatar_url: 'string'; reassigned_to_name: 'string'; subject: 'string'; type: 'string' }
    relationships: { workflow_card: 'one'; workflow_step: 'one' }
    edges: object
    include: never
    order: 'id'
    where: object
  }
  WorkflowCardNote: {
    attributes: { created_at: 'datetime'; note: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'created_at'
    where: object
  }
  WorkflowCategory: {
    attributes: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: 'created_at' | 'name' | 'updated_at'
    where: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
  WorkflowShare: {
    attributes: { group: 'string'; permission: 'string'; person_id: 'string' }
    relationships: { person: 'one'; workflow: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: never
    where: { permission: 'string' }
  }
  WorkflowStep: {
    attributes: { auto_snooze_days: 'integer'; auto_snooze_interval: 'string'; auto_snooze_value: 'integer'; created_at: 'datetime'; default_assignee_id: 'string'; description: 'string'; expected_response_time_in_days: 'integer'; my_ready_card_count: 'integer'; name: 'string'; sequence: 'integer'; total_ready_card_count: 'integer'; updated_at: 'datetime' }
    relationships: { default_assignee: 'one'; workflow: 'one' }
    edges: { assignee_summaries: ['WorkflowStepAssigneeSummary', 'many', never]; default_assignee: ['Person', 'one', never] }
    include: 'default_assignee'
    order: 'created_at' | 'name' | 'sequence' | 'updated_at'
    where: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
  }
  WorkflowStepAssigneeSummary: {
    attributes: { ready_count: 'integer'; snoozed_count: 'integer' }
    relationships: { person: 'one'; step: 'one' }
    edges: { person: ['Person', 'one', never] }
    include: 'person'
    order: never
    where: object
  }
}
