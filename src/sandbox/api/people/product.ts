import { hasLevel } from '../graph/asker'
import type { Product, Resource } from '../graph/resource'
import { inactiveReason, maritalStatus, membershipType, namePrefix, nameSuffix } from './choices'
import { address, email, phoneNumber } from './contacts'
import { fieldDatum, fieldDefinition, fieldOption, tab } from './custom-fields'
import { household, householdMembership } from './households'
import { list, listResult, listShare, listStar } from './lists'
import { campus, organization, personMerger } from './organization'
import { person } from './person'
import { unusedResources } from './unused'

const resources: readonly Resource[] = [
  address, campus, email, fieldDatum, fieldDefinition, fieldOption, household, householdMembership, inactiveReason, list, listResult,
  listShare, listStar, maritalStatus, membershipType, namePrefix, nameSuffix, organization, person, personMerger, phoneNumber, tab,
  ...unusedResources,
]

/** The People API as Planning Center publishes it. */
export const people: Product = {
  base: '/people/v2',
  versions: ['2018-08-01', '2019-01-14', '2019-10-10', '2020-04-06', '2020-07-22', '2021-08-17', '2022-01-05', '2022-01-28',
    '2022-07-14', '2023-02-15', '2023-03-21', '2024-09-12', '2025-03-20', '2025-07-02', '2025-07-17', '2025-11-10', '2026-06-04'],
  resources: new Map(resources.map(resource => [resource.type, resource])),
  root: organization,
  namesPersonFields: true,
  mayRead: asker => hasLevel(asker, 'Viewer'),
}
