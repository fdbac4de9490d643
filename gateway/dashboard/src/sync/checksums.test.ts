import { describe, expect, it } from 'vitest'
import { differingRanges, rangeOf, sumsOf } from './checksums'

const many = Array.from({ length: 1_000 }, (_, at) => ({ id: `SKU-${String(at)}`, version: at + 1 }))

describe('the sums of a copy', () => {
  it('are those that the server documents', () => {
    expect([...sumsOf([{ id: 'a', version: 1 }]).values()]).toEqual([{ range: 44, count: 1, sum: '5ff4282f6a0ad54c' }])
  })

  it('take letters of any alphabet as UTF-8', () => {
    expect(rangeOf('ä')).not.toBe(rangeOf('a'))
    expect(sumsOf([{ id: '帽子', version: 2 }]).size).toBe(1)
  })

  it('do not depend on the order', () => {
    expect(sumsOf([...many].reverse())).toEqual(sumsOf(many))
  })

  it('differ in the range of what differs, and in no other', () => {
    const theirs = [...sumsOf(many).values()]
    expect(differingRanges(sumsOf(many), theirs)).toEqual([])
    const older = many.map((one) => (one.id === 'SKU-17' ? { ...one, version: 1 } : one))
    expect(differingRanges(sumsOf(older), theirs)).toEqual([rangeOf('SKU-17')])
    expect(differingRanges(sumsOf(many.slice(1)), theirs)).toEqual([rangeOf('SKU-0')])
    expect(differingRanges(sumsOf([...many, { id: 'more', version: 1 }]), theirs)).toEqual([rangeOf('more')])
    expect(differingRanges(new Map(), theirs)).toHaveLength(theirs.length)
  })
})
