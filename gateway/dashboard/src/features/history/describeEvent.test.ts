import { describe, expect, it } from 'vitest'
import { describeEvent } from './describeEvent'

function effect(type: string, data: Readonly<Record<string, unknown>>): string {
  const time = '2026-11-21T10:00:00Z'
  const { title, effect: what } = describeEvent({
    id: '1', stream: 's', version: 1, type, occurredAt: time, recordedAt: time, source: null, correlationId: null, causationId: null, traceId: null, data,
  })
  return `${title}: ${what}`
}

describe('an event in words', () => {
  it('says what a stock update did', () => {
    expect(effect('inventory.stock_updated', { location: 'main', effect: 'set', set: 12, delta: 2, onHand: 12 })).toBe('Counted: Set to 12 on hand at main (+2)')
    expect(effect('inventory.stock_updated', { location: 'main', effect: 'echo', reported: 12, onHand: 12, delta: 0 })).toBe('Confirmed: The channel shows 12, as expected')
    expect(effect('inventory.stock_updated', { location: 'main', effect: 'difference', delta: -3, onHand: 9, undoneForOrder: null })).toBe('Changed: −3, now 9 on hand at main')
  })

  it('reads the stored PascalCase too', () => {
    expect(effect('inventory.reserved', { OrderId: 'tiktok-7', Quantity: 2, Location: 'main' })).toBe('Reserved: 2 promised to order tiktok-7 at main')
  })

  it('shows the plain fields of an event it does not know', () => {
    expect(effect('moon.risen', { height: 3, nested: {} })).toBe('moon.risen: height 3')
  })
})
