/** Reads fields of unknown JSON. Whatever does not fit throws {@link UnreadableError}, naming the field. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
}

export type Fields = Readonly<Record<string, unknown>>

export function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableError(`${what} is no object`)
  return value as Fields
}

export function text(from: Fields, name: string): string {
  const value = from[name]
  if (typeof value !== 'string') throw new UnreadableError(`${name} is no text`)
  return value
}

export function textOrNull(from: Fields, name: string): string | null {
  return from[name] === undefined || from[name] === null ? null : text(from, name)
}

/** A whole number that is exact in JavaScript; a larger or fractional one is refused rather than rounded. */
export function whole(from: Fields, name: string): number {
  const value = from[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new UnreadableError(`${name} is no whole number`)
  return value
}

export function wholeOrNull(from: Fields, name: string): number | null {
  return from[name] === undefined || from[name] === null ? null : whole(from, name)
}

/** Any finite number; for shares and averages alone. */
export function decimal(from: Fields, name: string): number {
  const value = from[name]
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new UnreadableError(`${name} is no number`)
  return value
}

export function decimalOrNull(from: Fields, name: string): number | null {
  return from[name] === undefined || from[name] === null ? null : decimal(from, name)
}

/** Yes or no, and nothing that has to be guessed at. */
export function truth(from: Fields, name: string): boolean {
  const value = from[name]
  if (typeof value !== 'boolean') throw new UnreadableError(`${name} is neither true nor false`)
  return value
}

/** False unless it is said to be true. */
export function flag(from: Fields, name: string): boolean {
  return from[name] === true
}

export function list<T>(from: Fields, name: string, read: (item: unknown) => T): readonly T[] {
  const value = from[name]
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw new UnreadableError(`${name} is no list`)
  return value.map(read)
}

/** Undefined for what cannot be read; any other error is a bug and passes through. */
export function readOrSkip<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  try {
    return read(value)
  } catch (error) {
    if (error instanceof UnreadableError) return undefined
    throw error
  }
}
