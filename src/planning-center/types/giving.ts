// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** giving, as of 2019-10-18. */
export interface Giving {
  Batch: {
    attributes: { committed_at: 'datetime'; created_at: 'datetime'; description: 'string'; donations_count: 'integer'; status: 'string'; total_cents: 'integer'; total_currency: 'string'; updated_at: 'datetime' }
    relationships: { batch_group: 'one' }
    edges: { batch_group: ['BatchGroup', 'one', never]; donations: ['Donation', 'many', never]; owner: ['Person', 'one', never] }
    include: 'batch_group' | 'owner'
    order: 'updated_at'
    where: { updated_at: 'datetime' }
  }
  BatchGroup: {
    attributes: { committed: 'boolean'; created_at: 'datetime'; description: 'string'; status: 'string'; total_cents: 'integer'; total_currency: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { batches: ['Batch', 'many', 'committed' | 'in_progress']; owner: ['Person', 'one', never] }
    include: 'owner'
    order: 'updated_at'
    where: { updated_at: 'datetime' }
  }
  Campus: {
    attributes: { address: 'json'; name: 'string' }
    relationships: object
    edges: { donations: ['Donation', 'many', never] }
    include: never
    order: never
    where: object
  }
  Designation: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; fee_cents: 'integer' }
    relationships: { fund: 'one' }
    edges: { fund: ['Fund', 'one', never] }
    include: 'fund'
    order: never
    where: object
  }
  DesignationRefund: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; fee_cents: 'integer' }
    relationships: { designation: 'one'; fund: 'one' }
    edges: { designation: ['Designation', 'one', never] }
    include: 'designation'
    order: never
    where: object
  }
  Donation: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; completed_at: 'datetime'; created_at: 'datetime'; fee_cents: 'integer'; fee_covered: 'boolean'; fee_currency: 'string'; memo: 'string'; payment_brand: 'string'; payment_channel: 'string'; payment_check_dated_at: 'date'; payment_check_number: 'integer'; payment_identifier: 'string'; payment_last4: 'string'; payment_method: 'string'; payment_method_sub: 'string'; payment_status: 'string'; received_at: 'datetime'; refundable: 'boolean'; refunded: 'boolean'; updated_at: 'datetime' }
    relationships: { batch: 'one'; campus: 'one'; labels: 'many'; payment_source: 'one'; person: 'one'; recurring_donation: 'one' }
    edges: { campus: ['Campus', 'one', never]; designations: ['Designation', 'many', never]; labels: ['Label', 'many', never]; note: ['Note', 'one', never]; refund: ['Refund', 'one', never] }
    include: 'designations' | 'labels' | 'note' | 'refund'
    order: 'completed_at' | 'created_at' | 'received_at' | 'updated_at'
    where: { completed_at: 'datetime'; created_at: 'datetime'; fund_id: 'string'; payment_method: 'string'; received_at: 'datetime'; updated_at: 'datetime' }
  }
  Fund: {
    attributes: { color: 'string'; color_identifier: 'integer'; created_at: 'datetime'; default: 'boolean'; deletable: 'boolean'; description: 'string'; ledger_code: 'string'; name: 'string'; slug: 'string'; updated_at: 'datetime'; visibility: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: { default: 'boolean'; id: 'string'; name: 'string'; visibility: 'string' }
  }
  InKindDonation: {
    attributes: { acknowledgment_last_sent_at: 'datetime'; created_at: 'datetime'; description: 'string'; exchange_details: 'string'; fair_market_value_cents: 'integer'; fair_market_value_currency: 'string'; internal_notes: 'string'; received_on: 'date'; updated_at: 'datetime'; valuation_details: 'string' }
    relationships: { campus: 'one'; fund: 'one'; person: 'one' }
    edges: { campus: ['Campus', 'one', never]; fund: ['Fund', 'one', never]; person: ['Person', 'one', never] }
    include: 'campus' | 'fund' | 'person'
    order: 'created_at' | 'received_on' | 'updated_at'
    where: { campus_id: 'integer'; created_at: 'datetime'; fund_id: 'integer'; received_on: 'date'; updated_at: 'datetime' }
  }
  Label: {
    attributes: { slug: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: { slug: 'string' }
  }
  Note: {
    attributes: { body: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Organization: {
    attributes: { name: 'string'; text2give_enabled: 'boolean'; time_zone: 'string' }
    relationships: object
    edges: { batch_groups: ['BatchGroup', 'many', 'committed' | 'in_progress']; batches: ['Batch', 'many', 'committed' | 'in_progress']; campuses: ['Campus', 'many', never]; donations: ['Donation', 'many', 'succeeded']; funds: ['Fund', 'many', never]; in_kind_donations: ['InKindDonation', 'many', never]; labels: ['Label', 'many', never]; me: ['Person', 'one', never]; payment_sources: ['PaymentSource', 'many', never]; people: ['Person', 'many', 'has_donated']; recurring_donations: ['RecurringDonation', 'many', never] }
    include: never
    order: never
    where: object
  }
  PaymentMethod: {
    attributes: { brand: 'string'; created_at: 'datetime'; expiration: 'string'; last4: 'string'; method_subtype: 'string'; method_type: 'string'; updated_at: 'datetime'; verified: 'boolean' }
    relationships: object
    edges: { recurring_donations: ['RecurringDonation', 'many', never] }
    include: never
    order: never
    where: object
  }
  PaymentSource: {
    attributes: { created_at: 'datetime'; name: 'string'; payment_source_type: 'string'; status: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { donations: ['Donation', 'many', never] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { addresses: 'json'; donor_number: 'integer'; email_addresses: 'json'; first_donated_at: 'datetime'; first_name: 'string'; last_name: 'string'; permissions: 'string'; phone_numbers: 'json' }
    relationships: { primary_campus: 'one' }
    edges: { batch_groups: ['BatchGroup', 'many', 'committed' | 'in_progress']; batches: ['Batch', 'many', 'committed' | 'in_progress']; donations: ['Donation', 'many', never]; in_kind_donations: ['InKindDonation', 'many', never]; payment_methods: ['PaymentMethod', 'many', never]; pledges: ['Pledge', 'many', never]; primary_campus: ['Campus', 'one', never]; recurring_donations: ['RecurringDonation', 'many', never] }
    include: never
    order: never
    where: { first_name: 'string'; last_name: 'string' }
  }
  Pledge: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; created_at: 'datetime'; donated_total_cents: 'integer'; joint_giver_amount_cents: 'integer'; joint_giver_donated_total_cents: 'integer'; updated_at: 'datetime' }
    relationships: { person: 'one'; pledge_campaign: 'one' }
    edges: { joint_giver: ['Person', 'one', never]; pledge_campaign: ['PledgeCampaign', 'one', never] }
    include: 'joint_giver' | 'pledge_campaign'
    order: 'created_at' | 'updated_at'
    where: { created_at: 'datetime'; updated_at: 'datetime' }
  }
  PledgeCampaign: {
    attributes: { created_at: 'datetime'; description: 'string'; ends_at: 'datetime'; goal_cents: 'integer'; goal_currency: 'string'; name: 'string'; received_total_from_pledges_cents: 'integer'; received_total_outside_of_pledges_cents: 'integer'; show_goal_in_church_center: 'boolean'; starts_at: 'datetime'; updated_at: 'datetime' }
    relationships: { fund: 'one' }
    edges: { fund: ['Fund', 'one', never]; pledges: ['Pledge', 'many', never] }
    include: 'fund'
    order: 'ends_at' | 'starts_at'
    where: { ends_at: 'datetime'; fund_id: 'integer'; starts_at: 'datetime' }
  }
  RecurringDonation: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; created_at: 'datetime'; last_donation_received_at: 'datetime'; next_occurrence: 'datetime'; release_hold_at: 'datetime'; schedule: 'json'; status: 'string'; updated_at: 'datetime' }
    relationships: { person: 'one' }
    edges: { designations: ['RecurringDonationDesignation', 'many', never]; payment_method: ['PaymentMethod', 'one', never] }
    include: 'designations'
    order: never
    where: object
  }
  RecurringDonationDesignation: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string' }
    relationships: object
    edges: { fund: ['Fund', 'one', never] }
    include: 'fund'
    order: never
    where: object
  }
  Refund: {
    attributes: { amount_cents: 'integer'; amount_currency: 'string'; created_at: 'datetime'; fee_cents: 'integer'; fee_currency: 'string'; gateway_identifier: 'string'; refunded_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: { designation_refunds: ['DesignationRefund', 'many', never] }
    include: 'designation_refunds'
    order: never
    where: object
  }
}
