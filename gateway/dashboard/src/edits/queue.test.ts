import { describe, expect, it } from 'vitest'
import { failureOf, localFailure } from '../api/failure'
import { undoWay } from './edit'
import { readQuantity } from './quantity'
import { answered, classify, nextBatch, toMutation } from './queue'
import { change, edit, resolution, set, settings } from './samples.testing'
import { uuid7 } from './uuid7'

describe('the next batch', () => {
  const order = (...edits: Parameters<typeof nextBatch>[0]) => nextBatch(edits, 100).map(({ sequence }) => sequence)

  it('takes stock before decisions before settings', () => {
    expect(order(edit(1, settings('A')), edit(2, resolution('B')), edit(3, set('C', 1)))).toEqual([3, 2, 1])
  })

  it('keeps the order within a SKU, whatever is more urgent', () => {
    expect(order(edit(4, set('A', 1)), edit(2, settings('A')), edit(3, change('B', 1)))).toEqual([2, 4, 3])
  })

  it('leaves out what is answered, and takes no more than asked', () => {
    const edits = [edit(1, set('A', 1), { kind: 'synced', answeredAt: 0 }), edit(2, set('A', 2)), edit(3, set('A', 3))]
    expect(nextBatch(edits, 1).map(({ sequence }) => sequence)).toEqual([2])
  })
})

describe('an edit on the wire', () => {
  it('says the same each time, and names nothing that it does not have', () => {
    expect(toMutation(edit(1, set('TEE', 40)))).toEqual({ id: 'edit-1', kind: 'inventory.adjust', sku: 'TEE', madeAt: '2026-11-21T09:12:00.000Z', set: 40, baseVersion: 1 })
    expect(toMutation({ ...edit(1, set('TEE', 40)), baseVersion: null })).not.toHaveProperty('baseVersion')
    expect(toMutation(edit(1, { ...change('TEE', -2), location: 'studio' }))).toEqual({ id: 'edit-1', kind: 'inventory.adjust', sku: 'TEE', madeAt: '2026-11-21T09:12:00.000Z', delta: -2, location: 'studio' })
    expect(toMutation(edit(1, settings('TEE')))).toEqual({ id: 'edit-1', kind: 'inventory.change_settings', sku: 'TEE', madeAt: '2026-11-21T09:12:00.000Z', lowStockBelow: 5 })
  })

  it('is retired by nothing but a final answer', () => {
    expect(answered({ id: 'x', result: 'accepted' }, null, 5)).toBeNull()
    expect(answered({ id: 'x', result: 'duplicate' }, null, 5)).toEqual({ kind: 'synced', answeredAt: 5 })
    expect(answered({ id: 'x', result: 'refused', code: 'c' }, null, 5)).toEqual({ kind: 'refused', answeredAt: 5, code: 'c' })
  })

  it('is kept through every failure that is not about itself', () => {
    for (const failure of [localFailure('unreachable'), localFailure('timedOut'), localFailure('unreadable'), failureOf(503, {}, null), failureOf(429, {}, '3'), failureOf(404, {}, null)])
      expect(classify(failure)).toBe('again')
    expect(classify(failureOf(403, {}, null))).toBe('blocked')
    expect(classify(failureOf(400, { code: 'mutations.invalid' }, null))).toBe('narrow')
  })
})

describe('the way back', () => {
  it('is to withdraw what nobody has heard of', () => {
    expect(undoWay(edit(1, set('A', 4)))).toEqual({ kind: 'withdraw' })
  })

  it('is the opposite difference of what the server may have', () => {
    const sent = { kind: 'pending', attempts: 1, heldOnHand: 10 } as const
    expect(undoWay(edit(1, set('A', 40, 37), sent))).toEqual({ kind: 'opposite', wanted: { kind: 'change', sku: 'A', location: null, units: -3, before: 40 } })
    expect(undoWay(edit(1, change('A', -2), { kind: 'synced', answeredAt: 0 }))).toMatchObject({ wanted: { kind: 'change', units: 2, before: 8 } })
  })

  it('leads nowhere from a refusal', () => {
    expect(undoWay(edit(1, set('A', 4), { kind: 'refused', answeredAt: 0, code: 'c' }))).toEqual({ kind: 'none' })
  })
})

describe('what is typed', () => {
  it('is a count, or a change with its sign', () => {
    expect(readQuantity('40', 12)).toEqual({ kind: 'set', quantity: 40 })
    expect(readQuantity(' 1 204 ', 12)).toEqual({ kind: 'set', quantity: 1204 })
    expect(readQuantity('0', 12)).toEqual({ kind: 'set', quantity: 0 })
    expect(readQuantity('+3', 12)).toEqual({ kind: 'change', units: 3 })
    expect(readQuantity('−2', 12)).toEqual({ kind: 'change', units: -2 })
  })

  it('is nothing when it changes nothing, and unusable when it is no whole number', () => {
    for (const text of ['', '  ', '12', '+0', '-0']) expect(readQuantity(text, 12).kind).toBe('nothing')
    for (const text of ['1.5', '1,5', 'x', '--1', '1e3', '9999999999']) expect(readQuantity(text, 12).kind).toBe('unusable')
  })
})

it('an id sorts by its time and carries version and variant', () => {
  const id = uuid7(0x0123456789ab, new Uint8Array(10).fill(0xff))
  expect(id).toBe('01234567-89ab-7fff-bfff-ffffffffffff')
  expect(uuid7(1_000, new Uint8Array(10).fill(0xff)) < uuid7(2_000, new Uint8Array(10))).toBe(true)
})
