const named = (type: string, ...fields: string[]) => fields.map((field) => `${type}.${field}`)

/**
 * All that the pages of this folder ask Planning Center for, by its own names. The page on privacy says it in words,
 * and its test holds it against what is really asked: whoever asks for more adds it here.
 */
export const directoryReads = [
  ...named('Person', 'name', 'first_name', 'given_name', 'middle_name', 'last_name', 'nickname', 'name_prefix', 'name_suffix', 'avatar'),
  ...named('Person', 'phone_numbers', 'emails', 'addresses', 'households', 'field_data'),
  ...named('Person', 'birthdate', 'anniversary', 'child', 'grade', 'marital_status'),
  ...named('Person', 'status', 'inactivated_at', 'inactive_reason', 'membership', 'primary_campus', 'organization', 'directory_status'),
  ...named('Person', 'created_at', 'updated_at', 'people_permissions', 'site_administrator'),
  ...named('Email', 'address', 'blocked', 'primary', 'location'),
  ...named('PhoneNumber', 'national', 'international', 'e164', 'number', 'primary', 'location'),
  ...named('Address', 'street_line_1', 'street_line_2', 'city', 'state', 'zip', 'country_code', 'country_name', 'primary', 'location'),
  ...named('Household', 'name', 'primary_contact_id', 'people'),
  ...named('HouseholdMembership', 'household_role', 'pending', 'household', 'person'),
  ...named('FieldDatum', 'value', 'file_name', 'field_definition', 'tab'),
  ...named('FieldDefinition', 'name', 'data_type', 'sequence', 'deleted_at', 'tab_id', 'tab'),
  ...named('Tab', 'name', 'sequence'),
  ...named('List', 'name', 'name_or_description', 'description', 'total_people', 'refreshed_at', 'starred', 'automations_active', 'invalid', 'created_by'),
  ...named('ListResult', 'person'),
  ...named('MembershipType', 'value'),
  ...named('Campus', 'name'),
  ...named('Organization', 'time_zone'),
  ...named('PersonMerger', 'person_to_keep_id', 'person_to_remove_id'),
]
