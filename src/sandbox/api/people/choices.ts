import type { ChoiceRecord } from '../../world/world'
import { text, whole, type Resource } from '../graph/resource'

/** The short lists of values a church keeps: all have one shape, some can be put in the church's own order. */
export const membershipType = choice('MembershipType', 'membership_types', ['sequence', 'value'])
export const maritalStatus = choice('MaritalStatus', 'marital_statuses', ['sequence', 'value'])
export const inactiveReason = choice('InactiveReason', 'inactive_reasons', ['value'])
export const namePrefix = choice('NamePrefix', 'name_prefixes', ['value'])
export const nameSuffix = choice('NameSuffix', 'name_suffixes', ['value'])

function choice(type: string, collection: string, order: string[]): Resource<ChoiceRecord> {
  return {
    type,
    path: ({ id }) => `/${collection}/${id}`,
    attributes: { value: text(({ value }) => value) },
    keys: { sequence: whole(({ sequence }) => sequence) },
    order,
    where: ['value'],
  }
}
