import type { InventoryItem, Order } from '../../api/shapes'
import type { Replica } from '../../sync/replica'
import { timeOf } from '../listing/times'
import { drifts, isLow } from '../inventory/standing'
import { isOpen, needsStock } from '../orders/status'

export interface Summary {
  readonly skus: number
  readonly orders: number
  readonly oversold: readonly Order[]
  /** Fewest available first. */
  readonly low: readonly InventoryItem[]
  readonly soldOut: number
  readonly drifting: number
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
    drifting: items.filter(drifts).length,
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
