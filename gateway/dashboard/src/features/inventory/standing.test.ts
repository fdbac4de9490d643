import { describe, expect, it } from 'vitest'
import { item } from '../../sync/samples.testing'
import { channelStanding, drifts, isLow, stockStanding } from './standing'

const channel = { connectionId: 'c', platform: 'shopify', listingId: 'l', reported: 3, reportedAt: '2026-11-21T10:00:00Z', pushed: null, pushedAt: null, inSync: false }

describe('how a channel stands', () => {
  it('is waiting when it was told after it last reported', () => {
    expect(channelStanding({ ...channel, pushed: 4, pushedAt: '2026-11-21T10:00:01Z' })).toBe('waiting')
    expect(channelStanding({ ...channel, reported: null, reportedAt: null, pushed: 4, pushedAt: '2026-11-21T10:00:01Z' })).toBe('waiting')
  })

  it('drifts when it reported another number after it was told', () => {
    expect(channelStanding({ ...channel, pushed: 4, pushedAt: '2026-11-21T09:59:59Z' })).toBe('drift')
    expect(drifts(item('A', 1, { channels: [channel] }))).toBe(true)
  })

  it('has not reported when it never did', () => {
    expect(channelStanding({ ...channel, reported: null, reportedAt: null })).toBe('unreported')
  })
})

describe('how stock stands', () => {
  it('goes from fine to low to out to oversold', () => {
    expect([4, 3, 0, -1].map((available) => stockStanding(item('A', 1, { available, lowStockBelow: 4 })))).toEqual(['fine', 'low', 'out', 'oversold'])
  })

  it('is low by its own threshold alone', () => {
    expect(isLow(item('A', 1, { available: 1, lowStockBelow: 0 }))).toBe(false)
    expect(isLow(item('A', 1, { available: 40, lowStockBelow: 50 }))).toBe(true)
  })
})
