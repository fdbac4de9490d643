import { fields, list, text, whole } from './fields'

/** What the server holds of a topic at one moment of the feed, in sums by range. */
export interface Checksums {
  readonly cursor: string
  readonly count: number
  readonly ranges: readonly RangeSum[]
}

export interface RangeSum {
  readonly range: number
  readonly count: number
  /** 16 hexadecimal digits. */
  readonly sum: string
}

export interface HeldVersion {
  readonly id: string
  readonly version: number
}

export function decodeChecksums(value: unknown): Checksums {
  const from = fields(value, 'checksums')
  return { cursor: text(from, 'cursor'), count: whole(from, 'count'), ranges: list(from, 'ranges', decodeRange) }
}

function decodeRange(value: unknown): RangeSum {
  const from = fields(value, 'range')
  return { range: whole(from, 'range'), count: whole(from, 'count'), sum: text(from, 'sum') }
}

export function decodeVersions(value: unknown): readonly HeldVersion[] {
  return list(fields(value, 'versions'), 'items', (one) => {
    const from = fields(one, 'version')
    return { id: text(from, 'id'), version: whole(from, 'version') }
  })
}
