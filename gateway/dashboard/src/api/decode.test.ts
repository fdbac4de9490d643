import { describe, expect, it } from 'vitest'
import { decodeInventoryItem, decodeOrder, decodePage } from './decode'
import { decodeChange } from './decodeChange'
import { failureOf } from './failure'

const stock = { sku: 'A', onHand: 3, reserved: 1, available: 2, version: 4, updatedAt: '2026-11-21T10:00:00Z', locations: [], channels: [] }

describe('decoding', () => {
  it('takes absent fields as null and ignores those it does not know', () => {
    expect(decodeInventoryItem({ ...stock, colour: 'red' })).toEqual({ ...stock, title: null, unlinked: false, backordered: 0, lowStockBelow: 0, bundle: false, movedTo: null })
  })

  it('refuses a number that JavaScript cannot hold exactly', () => {
    expect(() => decodeInventoryItem({ ...stock, onHand: 2 ** 53 })).toThrow('onHand')
    expect(() => decodeInventoryItem({ ...stock, onHand: 1.5 })).toThrow('onHand')
  })

  it('leaves out and counts the records of a page that cannot be read', () => {
    const page = decodePage({ items: [stock, { sku: 'B' }], nextCursor: 'n' }, decodeInventoryItem)
    expect(page).toMatchObject({ nextCursor: 'n', unreadable: 1 })
    expect(page.items).toHaveLength(1)
  })

  it('does not guess at a status it does not know', () => {
    expect(() => decodeOrder({ id: 'x', platform: 'p', platformOrderId: 'x', connectionId: 'c', status: 'lost' })).toThrow('lost')
  })

  it('keeps the place in the feed of a change it cannot read', () => {
    expect(decodeChange({ cursor: '5', topic: 'inventory', data: {} })).toMatchObject({ topic: 'other', unreadable: true, cursor: '5' })
    expect(decodeChange({ cursor: '6', topic: 'moon', data: {} })).toMatchObject({ topic: 'other', unreadable: false, cursor: '6' })
    expect(decodeChange({ cursor: '7', topic: 'sessions', data: {} })).toMatchObject({ topic: 'other', unreadable: false, sessions: true, cursor: '7' })
  })

  it('reads a problem, and makes do without one', () => {
    expect(failureOf(401, { code: 'auth.key_unknown', title: 'No such key.' }, null)).toMatchObject({ kind: 'unauthorized', code: 'auth.key_unknown' })
    expect(failureOf(502, undefined, '3')).toMatchObject({ kind: 'serverError', code: 'http.502', retryAfterMs: 3_000 })
  })
})
