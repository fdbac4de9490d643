import { describe, expect, it } from 'vitest'
import { ago, count, milliseconds, money, signed } from './format'

const now = Date.parse('2026-11-21T10:00:00Z')

describe('what people read', () => {
  it('tells times coarsely', () => {
    expect(['2026-11-21T10:00:02Z', '2026-11-21T09:59:57Z', '2026-11-21T09:55:00Z', '2026-11-21T07:00:00Z', '2026-11-19T10:00:00Z']
      .map((time) => ago(time, now))).toEqual(['just now', '3 s ago', '5 min ago', '3 h ago', '2 d ago'])
    expect(ago('no time', now)).toBe('unknown')
  })

  it('writes money exactly, by its currency', () => {
    expect(money({ amountMinor: 123_456, currency: 'USD' })).toContain('1,234.56')
    expect(money({ amountMinor: 5, currency: 'USD' })).toContain('0.05')
    expect(money({ amountMinor: 1_500, currency: 'JPY' })).toContain('1,500')
    expect(money({ amountMinor: 9_007_199_254_740_991, currency: 'USD' })).toContain('90,071,992,547,409.91')
    expect(money({ amountMinor: 7, currency: '??' })).toBe('7 ??')
  })

  it('writes changes with their sign', () => {
    expect([2, -3, 0].map(signed)).toEqual(['+2', '−3', '±0'])
  })

  it('counts in the singular and the plural', () => {
    expect([count(1, 'order'), count(2, 'order')]).toEqual(['1 order', '2 orders'])
  })

  it('writes durations in the unit that fits', () => {
    expect([84.4, 2_310, 120_000].map(milliseconds)).toEqual(['84 ms', '2.3 s', '2 min'])
  })
})
