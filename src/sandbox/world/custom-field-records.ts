export interface TabRecord {
  readonly id: string
  name: string
  slug: string
  sequence: number
  visibleFrom: 'Viewer' | 'Editor' | 'Manager'
}

export interface FieldDefinitionRecord {
  readonly id: string
  readonly tabId: string
  name: string
  slug: string
  sequence: number
  dataType: 'string' | 'text' | 'boolean' | 'select' | 'checkboxes' | 'date' | 'number'
  deletedAt: number | null
}

export interface FieldOptionRecord {
  readonly id: string
  readonly fieldDefinitionId: string
  value: string
  sequence: number
}

export interface FieldDatumRecord {
  readonly id: string
  readonly fieldDefinitionId: string
  readonly personId: string
  value: string
  createdAt: number
  updatedAt: number
}
