import { sql, type Kysely, type Migration } from 'kysely'

/** The copy of a church's people: typed columns for what is searched and reported, beside the record as received. */
export const mirror: Migration = {
  async up(db) {
    await sql`create schema mirror`.execute(db)
    for (const [name, columns] of Object.entries(tables)) await createTable(db, name, columns)
    for (const statement of indexes) await sql.raw(statement).execute(db)
    await sql`create table mirror.removed_person (
      organization_id text not null, id text not null, removed_at timestamptz not null, survivor_id text,
      primary key (organization_id, id))`.execute(db)
  },
}

const dated = 'created_at timestamptz, updated_at timestamptz'
const contact = `person_id text not null, location text, is_primary boolean not null, ${dated}`

const tables = {
  person: `name text not null, first_name text, last_name text, given_name text, middle_name text, nickname text,
    sort_name text not null collate "C", status text not null, inactivated_at timestamptz, membership text, gender text,
    birthdate date, anniversary date, child boolean not null, grade smallint, graduation_year smallint, school_type text,
    marital_status_id text, primary_campus_id text, avatar text, directory_status text, directory_shared_info jsonb, ${dated}`,
  email: `${contact}, address text not null, blocked boolean not null`,
  phone_number: `${contact}, number text not null, e164 text, international text, national text, country_code text`,
  address: `${contact}, street_line_1 text, street_line_2 text, city text, state text, zip text, country_code text, country_name text`,
  household: `name text not null, primary_contact_id text, ${dated}`,
  household_person: 'household_id text not null, person_id text not null',
  campus: `name text not null, ${dated}`,
  marital_status: 'value text not null',
  list: `name text, description text, refreshed_at timestamptz, ${dated}`,
  list_person: 'list_id text not null, person_id text not null',
  tab: 'name text not null, slug text, sequence integer',
  field_definition: 'tab_id text not null, name text not null, data_type text not null, sequence integer',
  field_datum: `person_id text not null, field_definition_id text not null, value text, ${dated}`,
}

async function createTable(db: Kysely<unknown>, name: string, columns: string): Promise<void> {
  await sql
    .raw(
      `create table mirror.${name} (organization_id text not null, id text not null collate "C", ${columns}, record jsonb not null, seen_at timestamptz not null,
        primary key (organization_id, id))`,
    )
    .execute(db)
}

const indexes = [
  ...['email', 'phone_number', 'address', 'household_person', 'list_person', 'field_datum'].map(
    (name) => `create index ${name}_of_person on mirror.${name} (organization_id, person_id)`,
  ),
  'create index person_in_order on mirror.person (organization_id, sort_name, id)',
  'create index person_by_birthday on mirror.person (organization_id, (extract(month from birthdate)), (extract(day from birthdate)))',
  'create index person_by_created on mirror.person (organization_id, created_at)',
  'create index email_by_address on mirror.email (organization_id, lower(address))',
  'create index household_person_of_household on mirror.household_person (organization_id, household_id)',
  'create index list_person_of_list on mirror.list_person (organization_id, list_id)',
  'create index field_datum_of_definition on mirror.field_datum (organization_id, field_definition_id)',
]
