import { describe, expect, it } from 'vitest'
import { arrange, insert, watchOrder } from './stableOrder'

const byStock = { matches: () => true, compare: (a: number, b: number) => a - b }
const stock = (entries: Readonly<Record<string, number>>) => new Map(Object.entries(entries).map(([id, item]) => [id, { item }]))

describe('a sorted list under live changes', () => {
  const before = stock({ a: 1, b: 5, c: 9 })
  const order = arrange(before, byStock)
  const look = watchOrder(order, byStock)

  it('is arranged when it is asked for', () => {
    expect(order).toEqual(['a', 'b', 'c'])
  })

  it('does not move a row whose number changed, but says so', () => {
    expect(look(stock({ a: 7, b: 5, c: 9 }))).toEqual({ arrived: [], misplaced: 1, gone: 0 })
    expect(look(stock({ a: 2, b: 5, c: 9 })).misplaced).toBe(0)
  })

  it('compares only the neighbours of what has changed since', () => {
    let compared = 0
    const counting = watchOrder(order, { ...byStock, compare: (a: number, b: number) => { compared += 1; return a - b } })
    counting(before)
    expect(compared).toBe(2)
    expect(counting(new Map([...before, ['a', { item: 7 }]])).misplaced).toBe(1)
    expect(compared).toBe(3)
  })

  it('tells what arrived and what is gone', () => {
    expect(look(stock({ a: 1, c: 9, d: 3 }))).toEqual({ arrived: ['d'], misplaced: 0, gone: 1 })
  })

  it('counts an arrival only when it passes the filter', () => {
    expect(watchOrder(order, { ...byStock, matches: (item) => item > 4 })(stock({ a: 1, b: 5, c: 9, d: 3 })).arrived).toEqual([])
  })

  it('takes an arrival in without moving the others against each other', () => {
    const now = stock({ a: 7, b: 5, c: 9, d: 6 })
    expect(insert(order, ['d'], now, byStock.compare)).toEqual(['d', 'a', 'b', 'c'])
  })
})
