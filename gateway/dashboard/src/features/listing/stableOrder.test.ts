import { describe, expect, it } from 'vitest'
import { arrange, insert, pendingIn } from './stableOrder'

const byStock = { matches: () => true, compare: (a: number, b: number) => a - b }
const stock = (entries: Readonly<Record<string, number>>) => new Map(Object.entries(entries).map(([id, item]) => [id, { item }]))

describe('a sorted list under live changes', () => {
  const before = stock({ a: 1, b: 5, c: 9 })
  const order = arrange(before, byStock)

  it('is arranged when it is asked for', () => {
    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('does not move a row whose number changed, but says so', () => {
    expect(pendingIn(order, stock({ a: 7, b: 5, c: 9 }), byStock)).toEqual({ arrived: [], misplaced: 1, gone: 0 })
    expect(pendingIn(order, stock({ a: 2, b: 5, c: 9 }), byStock).misplaced).toBe(0)
  })

  it('tells what arrived and what is gone', () => {
    expect(pendingIn(order, stock({ a: 1, c: 9, d: 3 }), byStock)).toEqual({ arrived: ['d'], misplaced: 0, gone: 1 })
  })

  it('counts an arrival only when it passes the filter', () => {
    expect(pendingIn(order, stock({ a: 1, b: 5, c: 9, d: 3 }), { ...byStock, matches: (item) => item > 4 }).arrived).toEqual([])
  })

  it('takes an arrival in without moving the others against each other', () => {
    const now = stock({ a: 7, b: 5, c: 9, d: 6 })
    expect(insert(order, ['d'], now, byStock.compare)).toEqual(['d', 'a', 'b', 'c'])
  })
})
