import { fields, list, text, UnreadableError } from './fields'

/** Whose key this is, and what it may do. */
export interface Me {
  readonly creatorId: string
  readonly name: string
  readonly scopes: readonly string[]
}

export function decodeMe(value: unknown): Me {
  const from = fields(value, 'me')
  return { creatorId: text(from, 'creatorId'), name: text(from, 'name'), scopes: list(from, 'scopes', scope) }
}

function scope(value: unknown): string {
  if (typeof value !== 'string') throw new UnreadableError('scope is no text')
  return value
}
