import type { PersonRecord } from '../../world/world'

export function fullName({ firstName, nickname, lastName }: PersonRecord): string {
  return `${nickname ?? firstName} ${lastName}`.trim()
}

/** The two letters of the picture that stands in for a photo. */
export function initials({ firstName, lastName }: PersonRecord): string {
  return `${firstName.slice(0, 1)}${lastName.slice(0, 1)}`.toUpperCase()
}
