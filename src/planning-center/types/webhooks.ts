// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** webhooks, as of 2022-10-20. */
export interface Webhooks {
  AvailableEvent: {
    attributes: { action: 'string'; app: 'string'; name: 'string'; resource: 'string'; type: 'string'; version: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Delivery: {
    attributes: { created_at: 'datetime'; object_url: 'string'; request_body: 'string'; request_headers: 'string'; response_body: 'string'; response_headers: 'string'; status: 'integer'; timing: 'number'; updated_at: 'datetime' }
    relationships: { event: 'one' }
    edges: object
    include: never
    order: 'created_at'
    where: object
  }
  Event: {
    attributes: { created_at: 'datetime'; payload: 'string'; status: 'string'; updated_at: 'datetime'; uuid: 'string' }
    relationships: { person: 'one'; subscription: 'one' }
    edges: { deliveries: ['Delivery', 'many', never] }
    include: never
    order: 'created_at'
    where: { status: 'string'; uuid: 'string' }
  }
  Organization: {
    attributes: object
    relationships: object
    edges: { available_events: ['AvailableEvent', 'many', never]; webhook_subscriptions: ['WebhookSubscription', 'many', never] }
    include: never
    order: never
    where: object
  }
  WebhookSubscription: {
    attributes: { active: 'boolean'; application_id: 'string'; authenticity_secret: 'string'; created_at: 'datetime'; name: 'string'; updated_at: 'datetime'; url: 'string' }
    relationships: object
    edges: { events: ['Event', 'many', never] }
    include: never
    order: never
    where: { application_id: 'string' }
  }
}
