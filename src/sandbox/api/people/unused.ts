import type { Edge, Resource, Row } from '../graph/resource'

const none: readonly Row[] = []

/** An edge that leads nowhere: the sample churches keep no notes, forms, workflows or messages. */
export function unused(to: string, { many }: { many: boolean } = { many: true }): Edge {
  return { to, many, rows: () => none }
}

type Words = string

const appearances: Readonly<Record<string, { order?: Words; where?: Words; include?: Words }>> = {
  App: { order: 'name url', where: 'name url' },
  BackgroundCheck: {
    order: 'expires_on status_updated_at', where: 'expires_on status_updated_at', include: 'created_by person',
  },
  Carrier: { order: 'international name' },
  ConnectedPerson: {},
  CustomSender: { order: 'created_at name updated_at verification_requested_at verified_at' },
  Form: {
    order: 'active archived_at campus category created_at deleted_at description name submission_count updated_at',
    where: 'active id', include: 'campus category',
  },
  FormCategory: { order: 'created_at name updated_at', where: 'created_at name updated_at' },
  Grade: {},
  ListCategory: {
    order: 'created_at name organization_id updated_at', where: 'created_at name organization_id updated_at', include: 'lists',
  },
  MailchimpSyncStatus: {},
  Message: {
    order: 'app_name bounced_at created_at delivery_status file from_address from_name kind reject_reason '
      + 'rejection_notification_sent_at sent_at subject to_addresses',
    where: 'app_name bounced_at created_at delivery_status file from_address kind reject_reason '
      + 'rejection_notification_sent_at sent_at subject to_addresses',
    include: 'message_group to',
  },
  MessageGroup: {
    order: 'contains_user_generated_content created_at from_address message_count message_type reply_to_address reply_to_name '
      + 'subject system_message transactional_message uuid',
    where: 'contains_user_generated_content created_at from_address message_count message_type reply_to_address reply_to_name '
      + 'subject system_message transactional_message uuid',
    include: 'app from messages',
  },
  Note: {
    order: 'created_at display_date id note note_category_id updated_at', where: 'note note_category_id',
    include: 'category created_by person',
  },
  NoteCategory: {
    order: 'created_at locked name organization_id updated_at', where: 'created_at locked name organization_id updated_at',
    include: 'shares subscribers subscriptions',
  },
  NoteCategorySubscription: { order: 'created_at updated_at', where: 'created_at updated_at', include: 'person' },
  PeopleImport: { where: 'status' },
  PersonApp: { include: 'app' },
  PlatformNotification: {},
  Report: { order: 'body created_at name updated_at', where: 'body created_at name updated_at', include: 'created_by updated_by' },
  Rule: { order: 'created_at subset updated_at', where: 'created_at subset updated_at', include: 'conditions' },
  SchoolOption: {
    order: 'beginning_grade ending_grade sequence value', where: 'beginning_grade ending_grade school_types sequence value',
  },
  ServiceTime: { order: 'time' },
  SocialProfile: {
    order: 'created_at site updated_at url verified', where: 'created_at site updated_at url verified', include: 'person',
  },
  SpamEmailAddress: {},
  Workflow: {
    order: 'archived_at campus_id campus_name created_at deleted_at my_ready_card_count name total_overdue_card_count '
      + 'total_ready_card_count total_unassigned_card_count updated_at workflow_category_id workflow_category_name',
    where: 'archived_at campus_id created_at deleted_at id name updated_at workflow_category_id',
    include: 'category shares steps',
  },
  WorkflowAssigneeSummary: { order: 'first_name last_name name overdue_count ready_count snoozed_count' },
  WorkflowAssigneeWorkflowSummary: { order: 'overdue_count ready_count snoozed_count workflow_name' },
  WorkflowCard: {
    order: 'completed_at created_at first_name flagged_for_notification_at last_name moved_to_step_at removed_at stage updated_at',
    where: 'assignee_id overdue stage', include: 'assignee current_step person workflow',
  },
  WorkflowShare: { where: 'permission', include: 'person' },
}

/** What a collection without rows still says about itself. */
export const unusedResources: readonly Resource[] = Object.entries(appearances).map(([type, { order, where, include }]) => ({
  type,
  path: () => '',
  attributes: {},
  order: words(order),
  where: words(where),
  include: words(include),
}))

function words(text: Words | undefined): string[] {
  return text === undefined ? [] : text.split(' ')
}
