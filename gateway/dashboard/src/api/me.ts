import { fields, list, text, UnreadableError } from './fields'

/** Whose key this is, and what it may do. */
export interface Me {
  readonly creatorId: string
  readonly name: string
  /** Whether the key's role may change stock. */
  readonly mayEdit: boolean
}

export function decodeMe(value: unknown): Me {
  const from = fields(value, 'me')
  const scopes = list(from, 'scopes', scope)
  return { creatorId: text(from, 'creatorId'), name: text(from, 'name'), mayEdit: scopes.includes('owner') || scopes.includes('staff') }
}

function scope(value: unknown): string {
  if (typeof value !== 'string') throw new UnreadableError('scope is no text')
  return value
}
