import type { Change, InventoryItem, Order, OrderStatus } from '../api/shapes'

interface EntryStamp {
  readonly key: string
  /** The platform's time of the change, when the server knows it. */
  readonly occurredAt: string | null
  readonly recordedAt: string | null
  /** Milliseconds of this page's clock. */
  readonly receivedAt: number
}

/** One line of the live feed: what was, what is. */
export type FeedEntry =
  | (EntryStamp & {
      readonly topic: 'inventory'
      readonly item: InventoryItem
      /** Available units before; null when the SKU was not held before. */
      readonly availableBefore: number | null
      readonly reservedBefore: number | null
      /** The channel whose report brought the change; null when it was an order or a person. */
      readonly platform: string | null
      /** Platforms told of the new quantity with this change. */
      readonly told: readonly string[]
    })
  | (EntryStamp & { readonly topic: 'orders'; readonly item: Order; readonly statusBefore: OrderStatus | null; readonly platform: string })

type KnownChange = Exclude<Change, { topic: 'other' | 'removed' }>

export function feedEntry(change: KnownChange, before: InventoryItem | Order | undefined, receivedAt: number): FeedEntry {
  const stamp = { occurredAt: change.occurredAt, recordedAt: change.recordedAt, receivedAt }
  if (change.topic === 'orders') {
    const key = `orders ${change.item.id} ${String(change.item.version)}`
    const statusBefore = before !== undefined && 'status' in before ? before.status : null
    return { ...stamp, key, topic: 'orders', item: change.item, statusBefore, platform: change.item.platform }
  }
  const was = before !== undefined && 'sku' in before ? before : undefined
  return {
    ...stamp,
    key: `inventory ${change.item.sku} ${String(change.item.version)}`,
    topic: 'inventory',
    item: change.item,
    availableBefore: was?.available ?? null,
    reservedBefore: was?.reserved ?? null,
    platform: reporter(change.item, was),
    told: told(change.item, was),
  }
}

function reporter(item: InventoryItem, before: InventoryItem | undefined): string | null {
  const reported = item.channels.find((channel) => channel.reportedAt !== null && channel.reportedAt !== channelBefore(before, channel.connectionId)?.reportedAt)
  return before === undefined ? null : (reported?.platform ?? null)
}

function told(item: InventoryItem, before: InventoryItem | undefined): readonly string[] {
  if (before === undefined) return []
  return item.channels
    .filter((channel) => channel.pushedAt !== null && channel.pushedAt !== channelBefore(before, channel.connectionId)?.pushedAt)
    .map((channel) => channel.platform)
}

function channelBefore(before: InventoryItem | undefined, connectionId: string) {
  return before?.channels.find((channel) => channel.connectionId === connectionId)
}
