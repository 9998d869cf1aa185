// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** services, as of 2018-11-01. */
export interface Services {
  Arrangement: {
    attributes: { archived_at: 'datetime'; bpm: 'number'; chord_chart: 'string'; chord_chart_chord_color: 'integer'; chord_chart_columns: 'integer'; chord_chart_font: 'string'; chord_chart_font_size: 'integer'; chord_chart_key: 'string'; created_at: 'datetime'; has_chord_chart: 'boolean'; has_chords: 'boolean'; isrc: 'integer'; length: 'integer'; lyrics: 'string'; lyrics_enabled: 'boolean'; meter: 'string'; mtid: 'string'; name: 'string'; notes: 'string'; number_chart_enabled: 'boolean'; numeral_chart_enabled: 'boolean'; print_margin: 'string'; print_orientation: 'string'; print_page_size: 'string'; rehearsal_mix_id: 'string'; rehearsal_mix_thumbnail: 'string'; sequence: 'json'; sequence_full: 'json'; sequence_short: 'json'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; song: 'one'; updated_by: 'one' }
    edges: { attachments: ['Attachment', 'many', never]; keys: ['Key', 'many', never]; sections: ['ArrangementSections', 'one', never]; tags: ['Tag', 'many', never] }
    include: 'keys' | 'sections'
    order: never
    where: object
  }
  ArrangementSections: {
    attributes: { sections: 'json' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Attachment: {
    attributes: { allow_mp3_download: 'boolean'; attachable_type: 'string'; content: 'string'; content_type: 'string'; created_at: 'datetime'; deleted_at: 'datetime'; display_name: 'string'; downloadable: 'boolean'; file_size: 'integer'; file_upload_identifier: 'string'; filename: 'string'; filetype: 'string'; has_preview: 'boolean'; import_to_item_details: 'boolean'; licenses_purchased: 'integer'; licenses_remaining: 'integer'; licenses_used: 'integer'; linked_url: 'string'; page_order: 'string'; pco_type: 'string'; remote_link: 'string'; streamable: 'boolean'; thumbnail_url: 'string'; transposable: 'boolean'; updated_at: 'datetime'; url: 'string'; web_streamable: 'boolean' }
    relationships: { administrator: 'one'; attachable: 'one'; attachment_types: 'many'; created_by: 'one'; updated_by: 'one' }
    edges: { zooms: ['Zoom', 'many', never] }
    include: 'zooms'
    order: 'attachable_type' | 'created_at' | 'deleted_at' | 'filename' | 'filetype' | 'size'
    where: { administrator_id: 'integer'; attachable_type: 'string'; filename_like: 'string'; licenses_purchased: 'integer'; type: 'string' }
  }
  AttachmentActivity: {
    attributes: { activity_type: 'string'; attachment_url: 'string'; date: 'date' }
    relationships: { attachment: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  AttachmentType: {
    attributes: { aliases: 'json'; built_in: 'boolean'; capoed_chord_charts: 'boolean'; chord_charts: 'boolean'; exclusions: 'json'; lyrics: 'boolean'; name: 'string'; number_charts: 'boolean'; numeral_charts: 'boolean' }
    relationships: { attachment_type_group: 'one' }
    edges: object
    include: never
    order: 'name'
    where: object
  }
  AttachmentTypeGroup: {
    attributes: { name: 'string'; readonly: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Attendance: {
    attributes: { check_ins_event_id: 'string'; check_ins_event_period_id: 'string'; checked_in_at: 'datetime' }
    relationships: { plan_person: 'one'; plan_time: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  AvailableSignup: {
    attributes: { organization_name: 'string'; planning_center_url: 'string'; service_type_name: 'string'; signups_available: 'boolean' }
    relationships: { organization: 'one'; person: 'one'; service_type: 'one' }
    edges: { signup_sheets: ['SignupSheet', 'many', never] }
    include: 'signup_sheets'
    order: never
    where: object
  }
  Blockout: {
    attributes: { created_at: 'datetime'; description: 'string'; ends_at: 'datetime'; group_identifier: 'string'; organization_name: 'string'; reason: 'string'; repeat_frequency: 'string'; repeat_interval: 'string'; repeat_period: 'string'; repeat_until: 'date'; settings: 'string'; share: 'boolean'; starts_at: 'datetime'; time_zone: 'string'; updated_at: 'datetime' }
    relationships: { organization: 'one'; person: 'one' }
    edges: { blockout_dates: ['BlockoutDate', 'many', never]; blockout_exceptions: ['BlockoutException', 'many', never] }
    include: never
    order: never
    where: { group_identifier: 'string' }
  }
  BlockoutDate: {
    attributes: { ends_at: 'datetime'; ends_at_utc: 'datetime'; group_identifier: 'string'; reason: 'string'; share: 'boolean'; starts_at: 'datetime'; starts_at_utc: 'datetime'; time_zone: 'string' }
    relationships: { blockout: 'one'; person: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  BlockoutException: {
    attributes: { created_at: 'datetime'; date: 'date'; updated_at: 'datetime' }
    relationships: { blockout: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  BlockoutScheduleConflict: {
    attributes: { can_accept_partial: 'boolean'; dates: 'string'; organization_name: 'string'; person_avatar: 'string'; person_name: 'string'; position_display_times: 'string'; service_type_name: 'string'; short_dates: 'string'; sort_date: 'datetime'; status: 'string'; team_name: 'string'; team_position_name: 'string' }
    relationships: { organization: 'one'; person: 'one'; plan: 'one'; plan_person: 'one'; service_type: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Chat: {
    attributes: { group_identifiers: 'json'; my_teams: 'json'; payload: 'string'; people: 'json'; plans: 'json'; teams: 'json'; teams_i_lead: 'json' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Contributor: {
    attributes: { contributable_action: 'string'; contributable_category: 'string'; contributable_type: 'string'; created_at: 'datetime'; full_name: 'string'; photo_thumbnail_url: 'string'; updated_at: 'datetime' }
    relationships: { person: 'one'; plan: 'one' }
    edges: object
    include: never
    order: 'created_at' | 'updated_at'
    where: object
  }
  CustomSlide: {
    attributes: { body: 'string'; enabled: 'boolean'; label: 'string'; order: 'integer' }
    relationships: { attachment: 'one'; item: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Email: {
    attributes: { address: 'string'; primary: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  EmailTemplate: {
    attributes: { created_at: 'datetime'; html_body: 'string'; kind: 'string'; subject: 'string'; updated_at: 'datetime' }
    relationships: { template_owner: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  EmailTemplateRenderedResponse: {
    attributes: { body: 'string'; subject: 'string' }
    relationships: { email_template: 'one'; person: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Folder: {
    attributes: { container: 'string'; created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: { ancestors: 'one'; campus: 'one'; parent: 'one' }
    edges: { folders: ['Folder', 'many', never]; service_types: ['ServiceType', 'many', never] }
    include: 'service_types'
    order: 'name'
    where: { parent_id: 'integer' }
  }
  FolderPath: {
    attributes: { path: 'json' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Item: {
    attributes: { assigned_leader_ids: 'json'; assigned_unfilled_position_ids: 'json'; created_at: 'datetime'; custom_arrangement_sequence: 'json'; custom_arrangement_sequence_full: 'json'; custom_arrangement_sequence_short: 'json'; description: 'string'; html_details: 'string'; item_type: 'string'; key_name: 'string'; length: 'integer'; sequence: 'integer'; service_position: 'string'; title: 'string'; updated_at: 'datetime' }
    relationships: { arrangement: 'one'; key: 'one'; plan: 'one'; selected_background: 'one'; selected_layout: 'one'; song: 'one' }
    edges: { arrangement: ['Arrangement', 'one', never]; attachments: ['Attachment', 'many', never]; custom_slides: ['CustomSlide', 'many', never]; item_assignments: ['ItemAssignment', 'many', never]; item_notes: ['ItemNote', 'many', never]; item_times: ['ItemTime', 'many', never]; key: ['Key', 'one', never]; media: ['Media', 'many', never]; selected_attachment: ['Attachment', 'one', never]; selected_background: ['Attachment', 'one', never]; song: ['Song', 'one', never] }
    include: 'arrangement' | 'item_assignments' | 'item_notes' | 'item_times' | 'key' | 'media' | 'selected_attachment' | 'song'
    order: never
    where: object
  }
  ItemAssignment: {
    attributes: { assignable_type: 'string' }
    relationships: { assignable: 'one'; item: 'one'; plan: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  ItemNote: {
    attributes: { category_name: 'string'; content: 'string'; created_at: 'datetime'; updated_at: 'datetime' }
    relationships: { item: 'one'; item_note_category: 'one' }
    edges: { item_note_category: ['ItemNoteCategory', 'one', never] }
    include: 'item_note_category'
    order: never
    where: object
  }
  ItemNoteCategory: {
    attributes: { created_at: 'datetime'; deleted_at: 'datetime'; frequently_used: 'boolean'; name: 'string'; sequence: 'integer'; updated_at: 'datetime' }
    relationships: { service_type: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  ItemTime: {
    attributes: { exclude: 'boolean'; length: 'integer'; length_offset: 'integer'; live_end_at: 'datetime'; live_start_at: 'datetime' }
    relationships: { item: 'one'; plan: 'one'; plan_time: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Key: {
    attributes: { alternate_keys: 'string'; created_at: 'datetime'; ending_key: 'string'; ending_minor: 'boolean'; name: 'string'; starting_key: 'string'; starting_minor: 'boolean'; updated_at: 'datetime' }
    relationships: { arrangement: 'one' }
    edges: { attachments: ['Attachment', 'many', never] }
    include: never
    order: 'created_at' | 'updated_at'
    where: object
  }
  Live: {
    attributes: { can_chat: 'boolean'; can_control: 'boolean'; can_control_video_feed: 'boolean'; can_take_control: 'boolean'; chat_room_channel: 'string'; dates: 'string'; live_channel: 'string'; series_title: 'string'; title: 'string' }
    relationships: object
    edges: { controller: ['Person', 'one', never]; current_item_time: ['ItemTime', 'one', never]; items: ['Item', 'many', never]; next_item_time: ['ItemTime', 'one', never]; service_type: ['ServiceType', 'one', never] }
    include: 'controller' | 'current_item_time' | 'items' | 'next_item_time' | 'service_type'
    order: never
    where: object
  }
  LiveController: {
    attributes: { created_at: 'datetime'; full_name: 'string'; photo_thumbnail_url: 'string'; updated_at: 'datetime' }
    relationships: { person: 'one' }
    edges: object
    include: never
    order: 'created_at' | 'updated_at'
    where: object
  }
  Media: {
    attributes: { created_at: 'datetime'; creator_name: 'string'; image_url: 'string'; length: 'integer'; media_type: 'string'; media_type_name: 'string'; preview_content_type: 'string'; preview_file_name: 'string'; preview_file_size: 'integer'; preview_updated_at: 'datetime'; preview_url: 'string'; themes: 'string'; thumbnail_content_type: 'string'; thumbnail_file_name: 'string'; thumbnail_file_size: 'integer'; thumbnail_updated_at: 'datetime'; thumbnail_url: 'string'; title: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { attachments: ['Attachment', 'many', never]; media_schedules: ['MediaSchedule', 'many', never]; tags: ['Tag', 'many', never] }
    include: 'attachments'
    order: 'created_at' | 'title' | 'updated_at'
    where: { creator_name: 'string'; hidden: 'string'; id: 'string'; media_tag_group_ids: 'string'; media_tag_ids: 'string'; media_types: 'string'; themes: 'string'; title: 'string' }
  }
  MediaSchedule: {
    attributes: { plan_dates: 'string'; plan_short_dates: 'string'; plan_sort_date: 'datetime'; service_type_name: 'string' }
    relationships: { plan: 'one'; service_type: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  NeededPosition: {
    attributes: { quantity: 'integer'; scheduled_to: 'string'; team_position_name: 'string' }
    relationships: { plan: 'one'; team: 'one'; time: 'one'; time_preference_option: 'one' }
    edges: { team: ['Team', 'one', never]; time: ['PlanTime', 'one', never] }
    include: 'team' | 'time'
    order: never
    where: { team_id: 'string' }
  }
  Organization: {
    attributes: { allow_mp3_download: 'boolean'; beta: 'boolean'; calendar_starts_on_sunday: 'boolean'; ccli: 'string'; ccli_auto_reporting_enabled: 'boolean'; ccli_connected: 'boolean'; ccli_reporting_enabled: 'boolean'; created_at: 'datetime'; date_format: 'string'; extra_file_storage_allowed: 'boolean'; file_storage_exceeded: 'boolean'; file_storage_extra_charges: 'integer'; file_storage_extra_enabled: 'boolean'; file_storage_size: 'integer'; file_storage_size_used: 'integer'; legacy_id: 'string'; music_stand_enabled: 'boolean'; name: 'string'; owner_name: 'string'; people_allowed: 'integer'; people_remaining: 'integer'; projector_enabled: 'boolean'; rehearsal_mix_enabled: 'boolean'; rehearsal_pack_connected: 'boolean'; required_to_set_download_permission: 'string'; secret: 'string'; time_zone: 'string'; twenty_four_hour_time: 'boolean'; updated_at: 'datetime' }
    relationships: object
    edges: { attachment_types: ['AttachmentType', 'many', never]; chat: ['Chat', 'one', never]; email_templates: ['EmailTemplate', 'many', never]; folders: ['Folder', 'many', never]; me: ['Person', 'one', never]; media: ['Media', 'many', 'archived' | 'audio' | 'background_audio' | 'background_image' | 'background_video' | 'countdown' | 'curriculum' | 'document' | 'drama' | 'image' | 'not_archived' | 'powerpoint' | 'song_video' | 'video']; people: ['Person', 'many', never]; plans: ['Plan', 'many', never]; report_templates: ['ReportTemplate', 'many', 'matrix' | 'people' | 'plans' | 'without_defaults']; series: ['Series', 'many', never]; service_types: ['ServiceType', 'many', 'no_parent']; songs: ['Song', 'many', never]; tag_groups: ['TagGroup', 'many', 'arrangement' | 'media' | 'person' | 'song']; teams: ['Team', 'many', 'editable' | 'service_types'] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { access_media_attachments: 'boolean'; access_plan_attachments: 'boolean'; access_song_attachments: 'boolean'; anniversary: 'datetime'; archived: 'boolean'; archived_at: 'datetime'; assigned_to_rehearsal_team: 'boolean'; birthdate: 'datetime'; can_edit_all_people: 'boolean'; can_view_all_people: 'boolean'; created_at: 'datetime'; facebook_id: 'string'; first_name: 'string'; full_name: 'string'; given_name: 'string'; ical_code: 'string'; last_name: 'string'; legacy_id: 'string'; logged_in_at: 'datetime'; max_permissions: 'string'; max_plan_permissions: 'string'; me_tab: 'string'; media_permissions: 'string'; media_tab: 'string'; middle_name: 'string'; name_prefix: 'string'; name_suffix: 'string'; nickname: 'string'; notes: 'string'; onboardings: 'json'; passed_background_check: 'boolean'; people_tab: 'string'; permissions: 'string'; photo_thumbnail_url: 'string'; photo_url: 'string'; plans_tab: 'string'; praise_charts_enabled: 'boolean'; preferred_app: 'string'; preferred_max_plans_per_day: 'integer'; preferred_max_plans_per_month: 'integer'; profile_name: 'string'; signature: 'string'; site_administrator: 'boolean'; song_permissions: 'string'; songs_tab: 'string'; status: 'string'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; current_folder: 'one'; updated_by: 'one' }
    edges: { available_signups: ['AvailableSignup', 'many', 'current_organization']; blockouts: ['Blockout', 'many', 'future' | 'past']; emails: ['Email', 'many', never]; person_team_position_assignments: ['PersonTeamPositionAssignment', 'many', 'not_archived' | 'not_deleted']; plan_people: ['PlanPerson', 'many', never]; schedules: ['Schedule', 'many', 'after' | 'all' | 'before' | 'future' | 'not_across_organizations' | 'past' | 'with_declined']; scheduling_preferences: ['SchedulingPreference', 'many', never]; tags: ['Tag', 'many', never]; team_leaders: ['TeamLeader', 'many', 'not_archived' | 'not_deleted']; text_settings: ['TextSetting', 'many', never] }
    include: 'emails' | 'tags' | 'team_leaders'
    order: 'created_at' | 'first_name' | 'last_name' | 'updated_at'
    where: { any_position_in_service_type_id: 'string'; assigned_to_rehearsal_team: 'boolean'; folder_id: 'string'; hidden: 'string'; legacy_id: 'string'; minimum_permissions: 'string'; name_like: 'string'; service_type_id: 'string'; tag_group_ids: 'string'; tag_ids: 'string'; team_ids: 'string'; team_leader: 'string'; team_leader_team_ids: 'string'; team_position_ids: 'string' }
  }
  PersonTeamPositionAssignment: {
    attributes: { created_at: 'datetime'; preferred_weeks: 'json'; schedule_preference: 'string'; updated_at: 'datetime' }
    relationships: { person: 'one'; team_position: 'one'; time_preference_options: 'many' }
    edges: { person: ['Person', 'one', never]; team_position: ['TeamPosition', 'one', never] }
    include: 'person' | 'team_position'
    order: 'first_name' | 'last_name'
    where: { team_position_id: 'string' }
  }
  Plan: {
    attributes: { can_view_order: 'boolean'; created_at: 'datetime'; dates: 'string'; files_expire_at: 'datetime'; items_count: 'integer'; last_time_at: 'datetime'; multi_day: 'boolean'; needed_positions_count: 'integer'; other_time_count: 'integer'; permissions: 'string'; plan_notes_count: 'integer'; plan_people_count: 'integer'; planning_center_url: 'string'; prefers_order_view: 'boolean'; public: 'boolean'; public_by_schedule: 'boolean'; rehearsable: 'boolean'; rehearsal_time_count: 'integer'; reminders_disabled: 'boolean'; series_title: 'string'; service_time_count: 'integer'; short_dates: 'string'; sort_date: 'datetime'; title: 'string'; total_length: 'integer'; updated_at: 'datetime' }
    relationships: { attachment_types: 'many'; created_by: 'one'; linked_publishing_episode: 'one'; next_plan: 'one'; previous_plan: 'one'; series: 'one'; service_type: 'one'; updated_by: 'one' }
    edges: { all_attachments: ['Attachment', 'many', 'attachable_type' | 'extensions']; attachments: ['Attachment', 'many', never]; attendances: ['Attendance', 'many', never]; contributors: ['Contributor', 'many', never]; items: ['Item', 'many', never]; live: ['Live', 'one', never]; my_schedules: ['Schedule', 'many', never]; needed_positions: ['NeededPosition', 'many', never]; next_plan: ['Plan', 'one', never]; notes: ['PlanNote', 'many', 'team']; plan_times: ['PlanTime', 'many', never]; previous_plan: ['Plan', 'one', never]; series: ['Series', 'one', never]; signup_teams: ['Team', 'many', never]; team_members: ['PlanPerson', 'many', 'confirmed' | 'not_archived' | 'not_declined' | 'not_deleted'] }
    include: 'contributors' | 'my_schedules' | 'plan_times' | 'series'
    order: 'created_at' | 'sort_date' | 'title' | 'updated_at'
    where: { created_at: 'datetime'; id: 'string'; series_title: 'string'; title: 'string'; updated_at: 'datetime' }
  }
  PlanImportMetadata: {
    attributes: { any_plan_people_missing_background_check: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  PlanNote: {
    attributes: { category_name: 'string'; content: 'string'; created_at: 'datetime'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; plan_note_category: 'one'; teams: 'one' }
    edges: { plan_note_category: ['PlanNoteCategory', 'one', never] }
    include: 'plan_note_category'
    order: 'created_at' | 'updated_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  PlanNoteCategory: {
    attributes: { created_at: 'datetime'; deleted_at: 'datetime'; name: 'string'; sequence: 'integer'; updated_at: 'datetime' }
    relationships: { service_type: 'one'; teams: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  PlanPerson: {
    attributes: { can_accept_partial: 'boolean'; created_at: 'datetime'; decline_reason: 'string'; name: 'string'; notes: 'string'; notification_changed_at: 'datetime'; notification_changed_by_name: 'string'; notification_prepared_at: 'datetime'; notification_read_at: 'datetime'; notification_sender_name: 'string'; notification_sent_at: 'datetime'; photo_thumbnail: 'string'; prepare_notification: 'boolean'; scheduled_by_is_eligible_for_responds_to: 'boolean'; scheduled_by_name: 'string'; status: 'string'; status_updated_at: 'datetime'; team_position_name: 'string'; updated_at: 'datetime' }
    relationships: { person: 'one'; plan: 'one'; responds_to: 'one'; scheduled_by: 'one'; service_times: 'many'; service_type: 'one'; team: 'one'; time_preference_options: 'many'; times: 'many' }
    edges: { declined_plan_times: ['PlanTime', 'many', never]; person: ['Person', 'one', never]; plan: ['Plan', 'one', never]; plan_person_times: ['PlanPersonTime', 'many', never]; plan_times: ['PlanTime', 'many', never]; team: ['Team', 'one', never] }
    include: 'declined_plan_times' | 'person' | 'plan' | 'team'
    order: never
    where: { team_id: 'integer' }
  }
  PlanPersonTime: {
    attributes: { created_at: 'datetime'; status: 'string'; updated_at: 'datetime' }
    relationships: { plan: 'one'; plan_person: 'one'; plan_time: 'one' }
    edges: object
    include: never
    order: 'updated_at'
    where: object
  }
  PlanTemplate: {
    attributes: { can_view_order: 'boolean'; created_at: 'datetime'; item_count: 'integer'; multi_day: 'boolean'; name: 'string'; note_count: 'integer'; prefers_order_view: 'boolean'; rehearsable: 'boolean'; team_count: 'integer'; updated_at: 'datetime' }
    relationships: { created_by: 'one'; service_type: 'one'; updated_by: 'one' }
    edges: { items: ['Item', 'many', never]; notes: ['PlanNote', 'many', never]; team_members: ['PlanPerson', 'many', 'confirmed' | 'not_archived' | 'not_declined' | 'not_deleted'] }
    include: never
    order: 'created_at' | 'item_count' | 'name' | 'note_count' | 'team_count' | 'updated_at'
    where: object
  }
  PlanTime: {
    attributes: { created_at: 'datetime'; ends_at: 'datetime'; live_ends_at: 'datetime'; live_starts_at: 'datetime'; name: 'string'; recorded: 'boolean'; scheduled_team_ids: 'json'; starts_at: 'datetime'; team_reminders: 'json'; time_type: 'string'; updated_at: 'datetime' }
    relationships: { assigned_positions: 'many'; assigned_teams: 'many' }
    edges: { split_team_rehearsal_assignments: ['SplitTeamRehearsalAssignment', 'many', never] }
    include: 'split_team_rehearsal_assignments'
    order: 'starts_at'
    where: { time_type: 'string' }
  }
  PublicView: {
    attributes: { amazon: 'boolean'; headers: 'boolean'; item_descriptions: 'boolean'; item_lengths: 'boolean'; itunes: 'boolean'; media_items: 'boolean'; regular_items: 'boolean'; series_and_plan_titles: 'boolean'; series_artwork: 'boolean'; service_times: 'boolean'; song_items: 'boolean'; spotify: 'boolean'; vimeo: 'boolean'; youtube: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  ReportTemplate: {
    attributes: { body: 'string'; default: 'boolean'; title: 'string'; type: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Schedule: {
    attributes: { can_accept_partial: 'boolean'; can_accept_partial_one_time: 'boolean'; can_rehearse: 'boolean'; dates: 'string'; decline_reason: 'string'; organization_name: 'string'; organization_time_zone: 'string'; organization_twenty_four_hour_time: 'boolean'; person_name: 'string'; plan_visible: 'boolean'; plan_visible_to_me: 'boolean'; position_display_times: 'string'; reschedule_declines: 'string'; responds_to_name: 'string'; service_type_name: 'string'; short_dates: 'string'; sort_date: 'datetime'; status: 'string'; team_name: 'string'; team_position_name: 'string' }
    relationships: { organization: 'one'; person: 'one'; plan: 'one'; plan_person: 'one'; responds_to_person: 'one'; service_type: 'one'; team: 'one'; times: 'many' }
    edges: { declined_plan_times: ['PlanTime', 'many', never]; plan_times: ['PlanTime', 'many', never]; respond_to: ['Person', 'one', never]; team: ['Team', 'one', never] }
    include: 'plan_times'
    order: 'starts_at'
    where: { plan_id: 'integer'; team_id: 'string' }
  }
  ScheduledPerson: {
    attributes: { full_name: 'string'; status: 'string'; thumbnail: 'string' }
    relationships: { person: 'one'; signup_sheet: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  SchedulingPreference: {
    attributes: { preference: 'string' }
    relationships: { household_member: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Series: {
    attributes: { artwork_content_type: 'string'; artwork_file_name: 'string'; artwork_file_size: 'integer'; artwork_for_dashboard: 'string'; artwork_for_mobile: 'string'; artwork_for_plan: 'string'; artwork_original: 'string'; created_at: 'datetime'; has_artwork: 'boolean'; title: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { plans: ['Plan', 'many', never] }
    include: never
    order: 'created_at'
    where: { title: 'string' }
  }
  ServiceType: {
    attributes: { archived_at: 'datetime'; attachment_types_enabled: 'boolean'; background_check_permissions: 'string'; comment_permissions: 'string'; created_at: 'datetime'; custom_item_types: 'json'; deleted_at: 'datetime'; frequency: 'string'; last_plan_from: 'string'; name: 'string'; permissions: 'string'; scheduled_publish: 'boolean'; sequence: 'integer'; standard_item_types: 'json'; updated_at: 'datetime' }
    relationships: { parent: 'one' }
    edges: { attachments: ['Attachment', 'many', never]; item_note_categories: ['ItemNoteCategory', 'many', never]; live_controllers: ['LiveController', 'many', never]; plan_note_categories: ['PlanNoteCategory', 'many', never]; plan_person_times: ['PlanPersonTime', 'many', never]; plan_templates: ['PlanTemplate', 'many', never]; plan_times: ['PlanTime', 'many', 'future' | 'named' | 'not_deleted' | 'past']; plans: ['Plan', 'many', 'after' | 'before' | 'future' | 'no_dates' | 'past']; public_view: ['PublicView', 'one', never]; team_positions: ['TeamPosition', 'many', never]; teams: ['Team', 'many', never]; time_preference_options: ['TimePreferenceOption', 'many', never]; unscoped_plans: ['Plan', 'many', 'deleted'] }
    include: 'time_preference_options'
    order: 'name' | 'sequence'
    where: { id: 'string'; name: 'string'; parent_id: 'integer' }
  }
  ServiceTypePath: {
    attributes: { path: 'json' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  SignupSheet: {
    attributes: { display_times: 'string'; group_key: 'string'; plan_title: 'string'; position_name: 'string'; sort_date: 'datetime'; sort_index: 'integer'; team_name: 'string'; title: 'string' }
    relationships: { plan: 'one'; team: 'one'; team_position: 'one' }
    edges: { scheduled_people: ['ScheduledPerson', 'many', never]; signup_sheet_metadata: ['SignupSheetMetadata', 'many', never] }
    include: 'scheduled_people' | 'signup_sheet_metadata'
    order: never
    where: object
  }
  SignupSheetMetadata: {
    attributes: { conflicts: 'json'; ends_at: 'datetime'; starts_at: 'datetime'; time_name: 'string'; time_type: 'string' }
    relationships: { plan_time: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  SkippedAttachment: {
    attributes: { skipped: 'boolean' }
    relationships: { attachment: 'one'; person: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  Song: {
    attributes: { admin: 'string'; author: 'string'; ccli_number: 'integer'; copyright: 'string'; created_at: 'datetime'; hidden: 'boolean'; last_scheduled_at: 'datetime'; last_scheduled_short_dates: 'string'; notes: 'string'; themes: 'string'; title: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { arrangements: ['Arrangement', 'many', never]; attachments: ['Attachment', 'many', never]; last_scheduled_item: ['Item', 'one', never]; song_schedules: ['SongSchedule', 'many', 'after' | 'before' | 'most_recent' | 'most_recent_with_upcoming' | 'three_most_recent']; tags: ['Tag', 'many', never]; unscoped_arrangements: ['Arrangement', 'many', never] }
    include: never
    order: 'created_at' | 'last_scheduled_at' | 'title' | 'updated_at'
    where: { arrangement_name: 'string'; arrangement_rehearsal_mix_id: 'string'; arrangement_tag_group_ids: 'string'; arrangement_tag_ids: 'string'; author: 'string'; bpm_max: 'string'; bpm_min: 'string'; ccli_number: 'integer'; ending_key: 'string'; ending_key_minor: 'string'; folder_id: 'string'; hidden: 'boolean'; key_name: 'string'; lyrics: 'string'; meter: 'string'; service_type_id: 'string'; song_tag_group_ids: 'string'; song_tag_ids: 'string'; starting_key: 'string'; starting_key_minor: 'string'; themes: 'string'; title: 'string' }
  }
  SongSchedule: {
    attributes: { arrangement_name: 'string'; key_name: 'string'; plan_dates: 'string'; plan_sort_date: 'string'; plan_visible: 'boolean'; service_type_name: 'string' }
    relationships: { arrangement: 'one'; item: 'one'; key: 'one'; plan: 'one'; service_type: 'one' }
    edges: object
    include: never
    order: 'plan_sort_date'
    where: object
  }
  SongbookStatus: {
    attributes: { status: 'string'; status_code: 'string'; status_token: 'string'; url: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  SplitTeamRehearsalAssignment: {
    attributes: { schedule_special_service_times: 'boolean' }
    relationships: { team: 'one'; time_preference_options: 'many' }
    edges: { team: ['Team', 'one', never] }
    include: never
    order: never
    where: object
  }
  Tag: {
    attributes: { name: 'string' }
    relationships: { tag_group: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
  TagGroup: {
    attributes: { allow_multiple_selections: 'boolean'; name: 'string'; required: 'boolean'; service_type_folder_name: 'string'; tags_for: 'string' }
    relationships: object
    edges: { folder: ['Folder', 'one', never]; tags: ['Tag', 'many', never] }
    include: 'folder' | 'tags'
    order: never
    where: { name: 'string'; tags_for: 'string' }
  }
  Team: {
    attributes: { archived_at: 'datetime'; assigned_directly: 'boolean'; created_at: 'datetime'; default_prepare_notifications: 'boolean'; default_status: 'string'; deleted_at: 'datetime'; last_plan_from: 'string'; name: 'string'; rehearsal_team: 'boolean'; schedule_to: 'string'; secure_team: 'boolean'; sequence: 'integer'; stage_color: 'string'; stage_variant: 'string'; updated_at: 'datetime'; viewers_see: 'integer' }
    relationships: { default_responds_to: 'one'; service_type: 'one'; service_types: 'many' }
    edges: { people: ['Person', 'many', never]; person_team_position_assignments: ['PersonTeamPositionAssignment', 'many', never]; service_types: ['ServiceType', 'many', never]; team_leaders: ['TeamLeader', 'many', never]; team_positions: ['TeamPosition', 'many', never] }
    include: 'people' | 'person_team_position_assignments' | 'service_types' | 'team_leaders' | 'team_positions'
    order: 'created_at' | 'name' | 'updated_at'
    where: { id: 'string'; name: 'string'; service_type_id: 'string' }
  }
  TeamLeader: {
    attributes: { send_responses_for_accepts: 'boolean'; send_responses_for_blockouts: 'boolean'; send_responses_for_declines: 'boolean' }
    relationships: { person: 'one'; team: 'one' }
    edges: { people: ['Person', 'many', never]; team: ['Team', 'one', never] }
    include: 'people' | 'team'
    order: 'first_name' | 'last_name'
    where: { team_id: 'string' }
  }
  TeamPosition: {
    attributes: { name: 'string'; negative_tag_groups: 'json'; sequence: 'integer'; tag_groups: 'json'; tags: 'json' }
    relationships: { attachment_types: 'many'; tags: 'many'; team: 'one' }
    edges: { person_team_position_assignments: ['PersonTeamPositionAssignment', 'many', 'time_preference_options']; tags: ['Tag', 'many', never]; team: ['Team', 'one', never] }
    include: 'tags' | 'team'
    order: 'name'
    where: object
  }
  TextSetting: {
    attributes: { carrier: 'string'; display_number: 'string'; general_emails_enabled: 'boolean'; normalized_number: 'string'; reminders_enabled: 'boolean'; scheduling_replies_enabled: 'boolean'; scheduling_requests_enabled: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  TimePreferenceOption: {
    attributes: { created_at: 'datetime'; day_of_week: 'integer'; description: 'string'; minute_of_day: 'integer'; sort_index: 'string'; starts_at: 'datetime'; time_type: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: 'day_of_week' | 'hour_of_day'
    where: object
  }
  Zoom: {
    attributes: { aspect_ratio: 'number'; x_offset: 'number'; y_offset: 'number'; zoom_level: 'number' }
    relationships: { attachable: 'one'; attachment: 'one'; person: 'one' }
    edges: object
    include: never
    order: never
    where: object
  }
}
