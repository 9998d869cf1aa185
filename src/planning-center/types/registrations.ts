// Written by `npm run describe` from the descriptions beside it; not to be changed by hand.

/** registrations, as of 2025-05-01. */
export interface Registrations {
  Attendee: {
    attributes: { active: 'boolean'; canceled: 'boolean'; complete: 'boolean'; created_at: 'datetime'; name: 'string'; updated_at: 'datetime'; waitlisted: 'boolean'; waitlisted_at: 'datetime' }
    relationships: object
    edges: { emergency_contact: ['EmergencyContact', 'one', never]; person: ['Person', 'one', never]; registration: ['Registration', 'one', never]; selection_type: ['SelectionType', 'one', never] }
    include: 'emergency_contact' | 'person' | 'registration' | 'selection_type'
    order: 'created_at'
    where: { registration_id: 'string' }
  }
  Campus: {
    attributes: { city: 'string'; country: 'string'; created_at: 'datetime'; full_formatted_address: 'string'; name: 'string'; state: 'string'; street: 'string'; updated_at: 'datetime'; zip: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Category: {
    attributes: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  EmergencyContact: {
    attributes: { name: 'string'; phone_number: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Organization: {
    attributes: { created_at: 'datetime'; name: 'string'; updated_at: 'datetime' }
    relationships: object
    edges: { attendees: ['Attendee', 'many', never]; campuses: ['Campus', 'many', never]; categories: ['Category', 'many', never]; me: ['Person', 'one', never]; people: ['Person', 'many', never]; registrations: ['Registration', 'many', never]; signups: ['Signup', 'many', 'archived' | 'unarchived'] }
    include: never
    order: never
    where: object
  }
  Person: {
    attributes: { first_name: 'string'; last_name: 'string'; name: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Registration: {
    attributes: { created_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: { created_by: ['Person', 'one', never]; registrant_contact: ['Person', 'one', never] }
    include: 'created_by' | 'registrant_contact'
    order: 'created_at' | 'updated_at'
    where: object
  }
  SelectionType: {
    attributes: { at_maximum_capacity: 'boolean'; available_capacity: 'integer'; created_at: 'datetime'; maximum_capacity: 'integer'; name: 'string'; price_cents: 'integer'; price_currency: 'string'; price_currency_symbol: 'string'; price_formatted: 'string'; publicly_available: 'boolean'; updated_at: 'datetime'; waitlist: 'boolean' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  Signup: {
    attributes: { archived: 'boolean'; at_maximum_capacity: 'boolean'; close_at: 'datetime'; closed: 'boolean'; created_at: 'datetime'; description: 'string'; logo_url: 'string'; maximum_capacity: 'integer'; name: 'string'; new_registration_url: 'string'; open: 'boolean'; open_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: { attendees: ['Attendee', 'many', 'active' | 'canceled' | 'waitlist']; campuses: ['Campus', 'many', never]; categories: ['Category', 'many', never]; next_signup_time: ['SignupTime', 'one', never]; registrations: ['Registration', 'many', never]; selection_types: ['SelectionType', 'many', 'publicly_available']; signup_location: ['SignupLocation', 'one', never]; signup_times: ['SignupTime', 'many', 'future' | 'past'] }
    include: 'campuses' | 'categories' | 'next_signup_time' | 'selection_types' | 'signup_location' | 'signup_times'
    order: 'created_at' | 'updated_at'
    where: { campuses: 'string'; categories: 'string'; id: 'string'; name: 'string' }
  }
  SignupLocation: {
    attributes: { address_data: 'json'; created_at: 'datetime'; formatted_address: 'string'; full_formatted_address: 'string'; latitude: 'string'; location_type: 'string'; longitude: 'string'; name: 'string'; subpremise: 'string'; updated_at: 'datetime'; url: 'string' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
  SignupTime: {
    attributes: { all_day: 'boolean'; created_at: 'datetime'; ends_at: 'datetime'; starts_at: 'datetime'; updated_at: 'datetime' }
    relationships: object
    edges: object
    include: never
    order: never
    where: object
  }
}
