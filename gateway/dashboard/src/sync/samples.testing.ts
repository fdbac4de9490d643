import type { Change, InventoryItem, Order } from '../api/shapes'

/** Records for tests; every field can be overridden. */
export function item(sku: string, version: number, over: Partial<InventoryItem> = {}): InventoryItem {
  return {
    sku, version, title: null, onHand: 10, reserved: 0, backordered: 0, available: 10, lowStockBelow: 0, unlinked: false, bundle: false, movedTo: null,
    updatedAt: '2026-11-21T10:00:00Z', locations: [], channels: [], ...over,
  }
}

export function order(id: string, version: number, over: Partial<Order> = {}): Order {
  return {
    id, version, platform: 'shopify', platformOrderId: id, connectionId: 'c1', name: null, status: 'created', oversold: false,
    incomplete: false, lines: [], placedAt: '2026-11-21T10:00:00Z', updatedAt: '2026-11-21T10:00:00Z', ...over,
  }
}

const stamp = { occurredAt: '2026-11-21T10:00:00Z', recordedAt: '2026-11-21T10:00:01Z', traced: false }

export function stockChange(cursor: string, changed: InventoryItem): Change {
  return { ...stamp, cursor, topic: 'inventory', item: changed }
}

export function orderChange(cursor: string, changed: Order): Change {
  return { ...stamp, cursor, topic: 'orders', item: changed }
}

export function unknownChange(cursor: string): Change {
  return { ...stamp, cursor, topic: 'other', unreadable: false, sessions: false }
}

export function sessionChange(cursor: string): Change {
  return { ...stamp, cursor, topic: 'other', unreadable: false, sessions: true }
}

export function removal(cursor: string, of: 'inventory' | 'orders', id: string): Change {
  return { ...stamp, cursor, topic: 'removed', of, id }
}
