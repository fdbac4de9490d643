import type { HeldVersion, RangeSum } from '../api/checksums'

export const ranges = 256
const basis = 2_166_136_261
const secondBasis = 0x9747b28c
const prime = 16_777_619
const utf8 = new TextEncoder()

/** FNV-1a of 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(from: number, bytes: Uint8Array): number {
  let value = from
  for (const byte of bytes) value = Math.imul(value ^ byte, prime)
  return value >>> 0
}

export function rangeOf(id: string): number {
  return hash(basis, utf8.encode(id)) % ranges
}

/** The sums that a copy of these records has, by range; the server computes the same (docs/offline.md). */
export function sumsOf(held: Iterable<HeldVersion>): ReadonlyMap<number, RangeSum> {
  const high = new Uint32Array(ranges)
  const low = new Uint32Array(ranges)
  const counts = new Uint32Array(ranges)
  for (const { id, version } of held) {
    const range = rangeOf(id)
    const entry = utf8.encode(`${id}\0${String(version)}`)
    high[range] = (high[range] ?? 0) ^ hash(basis, entry)
    low[range] = (low[range] ?? 0) ^ hash(secondBasis, entry)
    counts[range] = (counts[range] ?? 0) + 1
  }
  const hex = (value: number | undefined) => (value ?? 0).toString(16).padStart(8, '0')
  const filled = [...counts.keys()].filter((range) => counts[range] !== 0)
  return new Map(filled.map((range) => [range, { range, count: counts[range] ?? 0, sum: hex(high[range]) + hex(low[range]) }]))
}

/** The ranges that do not hold the same on both sides. */
export function differingRanges(ours: ReadonlyMap<number, RangeSum>, theirs: readonly RangeSum[]): readonly number[] {
  const theirRanges = new Map(theirs.map((sum) => [sum.range, sum]))
  const all = new Set([...ours.keys(), ...theirRanges.keys()])
  return [...all].filter((range) => ours.get(range)?.sum !== theirRanges.get(range)?.sum || ours.get(range)?.count !== theirRanges.get(range)?.count)
}
