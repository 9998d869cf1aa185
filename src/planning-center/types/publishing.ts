// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** publishing, as of 2024-03-25. */
export interface Publishing {
  Channel: {
    attributes: { activate_episode_minutes_before: 'integer'; archived: 'boolean'; art: 'json'; can_enable_chat: 'boolean'; church_center_url: 'string'; created_at: 'datetime'; default_video_duration: 'integer'; default_video_embed_code: 'string'; default_video_url: 'string'; description: 'string'; enable_audio: 'boolean'; enable_on_demand_video: 'boolean'; enable_watch_live: 'boolean'; general_chat_enabled: 'boolean'; group_chat_enabled: 'boolean'; name: 'string'; podcast_art: 'json'; podcast_feed_url: 'string'; podcast_settings: 'json'; position: 'integer'; published: 'boolean'; sermon_notes_enabled: 'boolean'; services_service_type_remote_identifier: 'string'; updated_at: 'datetime'; url: 'string' }
    relationships: object
    edges: { channel_default_episode_resources: ['ChannelDefaultEpisodeResource', 'many', never]; channel_default_times: ['ChannelDefaultTime', 'many', never]; current_episode: ['Episode', 'one', never]; episodes: ['Episode', 'many', 'connected_to_services' | 'not_connected_to_services' | 'not_published' | 'published' | 'published_to_library']; next_times: ['ChannelNextTime', 'many', never]; series: ['Series', 'one', never]; statistics: ['EpisodeStatistics', 'many', never] }
    include: 'channel_default_episode_resources' | 'channel_default_times' | 'current_episode'
    order: 'name' | 'position'
    where: { search: 'string' }
  }
  ChannelDefaultEpisodeResource: {
    attributes: { featured: 'boolean'; icon: 'string'; kind: 'string'; position: 'integer'; title: 'string'; type: 'string'; url: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  ChannelDefaultTime: {
    attributes: { day_of_week: 'integer'; frequency: 'string'; hour: 'integer'; minute: 'integer'; position: 'integer' }
    relationships: object
    edges: object
    include: never
    order: 'position'
    where: object
  }
  ChannelNextTime: {
    attributes: { starts_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Episode: {
    attributes: { art: 'json'; church_center_url: 'string'; created_at: 'datetime'; description: 'string'; library_audio_url: 'string'; library_streaming_service: 'string'; library_video_embed_code: 'string'; library_video_thumbnail_url: 'string'; library_video_url: 'string'; needs_library_audio_or_video_url: 'boolean'; needs_notes_template: 'boolean'; needs_video_url: 'boolean'; page_actions: 'json'; published_live_at: 'datetime'; published_to_library_at: 'datetime'; sermon_audio: 'json'; services_plan_remote_identifier: 'string'; services_service_type_remote_identifier: 'string'; stream_type: 'string'; streaming_service: 'string'; title: 'string'; updated_at: 'datetime'; video_embed_code: 'string'; video_thumbnail_url: 'string'; video_url: 'string' }
    relationships: { series: 'one' }
    edges: { channel: ['Channel', 'one', never]; episode_resources: ['EpisodeResource', 'many', never]; episode_times: ['EpisodeTime', 'many', never]; note_template: ['NoteTemplate', 'one', never]; series: ['Series', 'one', never]; speakerships: ['Speakership', 'many', never] }
    include: 'channel' | 'episode_resources' | 'episode_times' | 'series' | 'speakerships'
    order: 'published_live_at' | 'published_to_library_at' | 'stream_type' | 'title'
    where: { search: 'string'; series_id: 'integer'; services_plan_remote_identifier: 'string'; services_service_type_remote_identifier: 'string' }
  }
  EpisodeResource: {
    attributes: { featured: 'boolean'; icon: 'string'; kind: 'string'; position: 'integer'; title: 'string'; type: 'string'; url: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'position'
    where: object
  }
  EpisodeStatistics: {
    attributes: { library_watch_count: 'boolean'; live_watch_count: 'boolean'; published_live_at: 'datetime'; published_to_library_at: 'datetime'; times: 'json'; title: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  EpisodeTime: {
    attributes: { caveats: 'json'; current_state: 'string'; current_timestamp: 'number'; ends_at: 'datetime'; starts_at: 'datetime'; streaming_service: 'string'; video_embed_code: 'string'; video_url: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'starts_at'
    where: object
  }
  NoteTemplate: {
    attributes: { auto_create_free_form_notes: 'boolean'; enabled: 'boolean'; published_at: 'datetime'; template: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Organization: {
    attributes: { downloads_used: 'integer'; name: 'string'; subdomain: 'string' }
    relationships: object
    edges: { channels: ['Channel', 'many', 'archived' | 'not_archived' | 'podcast_enabled' | 'published']; episodes: ['Episode', 'many', 'connected_to_services' | 'not_connected_to_services' | 'not_published_live' | 'published_live' | 'published_on_church_center']; series: ['Series', 'many', 'not_published' | 'published' | 'published_on_church_center']; speakers: ['Speaker', 'many', never] }
    include: never
    order: never
    where: object
  }
  Series: {
    attributes: { art: 'json'; church_center_url: 'string'; created_at: 'datetime'; description: 'string'; ended_at: 'datetime'; episodes_count: 'integer'; published: 'boolean'; started_at: 'datetime'; title: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { channel: ['Channel', 'one', never] }
    include: 'channel'
    order: 'ended_at' | 'episodes_count' | 'started_at' | 'title'
    where: { id: 'string'; search: 'string' }
  }
  Speaker: {
    attributes: { avatar_url: 'string'; episodes_count: 'integer'; first_name: 'string'; formatted_name: 'string'; last_name: 'string'; name_prefix: 'string'; name_suffix: 'string'; speaker_type: 'string' }
    relationships: object
    edges: object
    include: never
    order: 'first_name'
    where: object
  }
  Speakership: {
    attributes: object
    relationships: { speaker: 'one' }
    edges: { speaker: ['Speaker', 'one', never] }
    include: 'speaker'
    order: never
    where: object
  }
}
