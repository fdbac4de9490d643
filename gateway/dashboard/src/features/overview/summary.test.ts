import { describe, expect, it } from 'vitest'
import { applyChanges, emptyReplica } from '../../sync/replica'
import { item, order, orderChange, stockChange } from '../../sync/samples.testing'
import { byPlatform, dayOf, ordersSince, summarise } from './summary'

describe('the overview', () => {
  const replica = applyChanges(emptyReplica, [
    stockChange('1', item('A', 1, { available: 0, updatedAt: '2026-11-21T10:00:05Z' })),
    stockChange('2', item('B', 1, { available: -1 })),
    stockChange('3', item('C', 1, { available: 40 })),
    orderChange('4', order('o1', 1, { oversold: true, status: 'paid' })),
    orderChange('5', order('o2', 1, { oversold: true, status: 'cancelled' })),
    orderChange('6', order('o3', 1, { platform: 'tiktok', placedAt: '2026-11-20T23:00:00Z' })),
  ], null, 0)

  it('lists the worst first and counts what is sold out', () => {
    const { low, soldOut } = summarise(replica)
    expect(low.map((one) => one.sku)).toEqual(['B', 'A'])
    expect(soldOut).toBe(2)
  })

  it('takes an oversold order for a problem only while it can still be helped', () => {
    expect(summarise(replica).oversold.map((one) => one.id)).toEqual(['o1'])
  })

  it('knows when something last changed', () => {
    expect(summarise(replica).lastChangeAt).toBe(Date.parse('2026-11-21T10:00:05Z'))
    expect(summarise(emptyReplica).lastChangeAt).toBeNull()
  })

  it('counts the orders of the day by platform', () => {
    expect(ordersSince(replica.orders, Date.parse('2026-11-21T00:00:00Z'))).toEqual([{ platform: 'shopify', orders: 2 }])
  })

  it('adds up the shops of one platform, each currency for itself', () => {
    const day = { day: '2026-11-21', connectionId: 'a', platform: 'shopify', orders: 2, cancelled: 0, oversold: 0, units: 3, revenue: [{ amountMinor: 500, currency: 'USD' }], refunded: [] }
    const figures = byPlatform([day, { ...day, platform: 'tiktok', orders: 9, revenue: [] }, { ...day, connectionId: 'b', revenue: [{ amountMinor: 5, currency: 'USD' }, { amountMinor: 7, currency: 'EUR' }] }])
    expect(figures).toEqual([
      { platform: 'tiktok', orders: 9, units: 3, revenue: [] },
      { platform: 'shopify', orders: 4, units: 6, revenue: [{ amountMinor: 505, currency: 'USD' }, { amountMinor: 7, currency: 'EUR' }] },
    ])
  })

  it('names the day by this person’s clock', () => {
    expect(dayOf(new Date(2026, 2, 5, 23, 59).getTime())).toBe('2026-03-05')
  })
})
