import type { Described } from '../../api/online'
import type { InventoryItem, Money, Order } from '../../api/shapes'
import type { Replica } from '../../sync/replica'
import { timeOf } from '../listing/times'
import { drifts, isLow, isSettling } from '../inventory/standing'
import { isOpen, needsStock } from '../orders/status'

export interface Summary {
  readonly skus: number
  readonly orders: number
  readonly oversold: readonly Order[]
  /** Fewest available first. */
  readonly low: readonly InventoryItem[]
  readonly soldOut: number
  /** Since when each SKU that drifts does, in milliseconds. */
  readonly driftingSince: readonly number[]
  /** SKUs of which a channel was told a newer number than it has confirmed. */
  readonly settling: number
  readonly toShip: number
  /** Milliseconds; null when there is nothing. */
  readonly lastChangeAt: number | null
}

export function summarise(replica: Pick<Replica, 'inventory' | 'orders'>): Summary {
  const items = [...replica.inventory.values()].map((held) => held.item)
  const orders = [...replica.orders.values()].map((held) => held.item)
  const low = items.filter(isLow).sort((a, b) => a.available - b.available)
  const lastChangeAt = [...items, ...orders].reduce((last, record) => Math.max(last, timeOf(record.updatedAt)), 0)
  return {
    skus: items.length,
    orders: orders.length,
    oversold: orders.filter(needsStock),
    low,
    soldOut: low.filter((item) => item.available <= 0).length,
    driftingSince: items.filter(drifts).map((item) => timeOf(item.updatedAt)),
    settling: items.filter(isSettling).length,
    toShip: orders.filter(isOpen).length,
    lastChangeAt: lastChangeAt === 0 ? null : lastChangeAt,
  }
}

export interface PlatformCount { readonly platform: string; readonly orders: number }

/** Orders placed since the start of this person's day, the busiest platform first. */
export function ordersSince(orders: Replica['orders'], dayStart: number): readonly PlatformCount[] {
  const counts = new Map<string, number>()
  for (const { item } of orders.values()) {
    if (item.placedAt === null || timeOf(item.placedAt) < dayStart) continue
    counts.set(item.platform, (counts.get(item.platform) ?? 0) + 1)
  }
  return [...counts].map(([platform, count]) => ({ platform, orders: count })).sort((a, b) => b.orders - a.orders)
}

export interface PlatformDay extends PlatformCount {
  /** Null where only orders are known. */
  readonly units: number | null
  readonly revenue: readonly Money[]
}

/** A day's figures by platform, the busiest first: two shops of one platform are one line. */
export function byPlatform(days: readonly Described['DayOfOrders'][]): readonly PlatformDay[] {
  const found = new Map<string, PlatformDay>()
  for (const { platform, orders, units, revenue } of days) {
    const before = found.get(platform)
    found.set(platform, { platform, orders: orders + (before?.orders ?? 0), units: units + (before?.units ?? 0), revenue: added([...(before?.revenue ?? []), ...revenue]) })
  }
  return [...found.values()].sort((a, b) => b.orders - a.orders)
}

function added(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amountMinor } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor)
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }))
}

/** The day of this person's clock as the server wants it. */
export function dayOf(time: number): string {
  const date = new Date(time)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
