import type { Change, InventoryItem, Order, Page, Topic } from '../api/shapes'
import { feedEntry, type FeedEntry } from './feed'

/** A record with the moment its last live change reached this page; null when it came with a snapshot. */
export interface Held<T> {
  readonly item: T
  readonly changedAt: number | null
}

/** This page's copy of the creator's data, together with how far into the change feed it reaches. */
export interface Replica {
  /** Null until a snapshot is complete. Everything up to here is in the maps, nothing beyond is missing. */
  readonly cursor: string | null
  readonly inventory: ReadonlyMap<string, Held<InventoryItem>>
  readonly orders: ReadonlyMap<string, Held<Order>>
  /** Connection id to platform, in the order first seen: the channel columns. */
  readonly connections: ReadonlyMap<string, string>
  /** Live changes, newest first, at most {@link feedLength}. */
  readonly feed: readonly FeedEntry[]
  /** Records that this version could not read and that are therefore missing here. */
  readonly unreadable: number
  /** Where the feed last told of work sessions, which are read from the server; null while it has not. */
  readonly sessionsAt: string | null
  /** True when there are more orders than are held; the newest are. */
  readonly ordersCut: boolean
}

export const feedLength = 100

export const emptyReplica: Replica = {
  cursor: null,
  inventory: new Map(),
  orders: new Map(),
  connections: new Map(),
  feed: [],
  unreadable: 0,
  sessionsAt: null,
  ordersCut: false,
}

/** Adds one page of a snapshot. A record that is already held in the same or a newer version stays. */
export function addInventoryPage(replica: Replica, page: Page<InventoryItem>): Replica {
  const inventory = new Map(replica.inventory)
  for (const item of page.items) putIfNewer(inventory, item.sku, item, null)
  const connections = withConnections(replica.connections, page.items)
  return { ...replica, inventory, connections, unreadable: replica.unreadable + page.unreadable }
}

export function addOrderPage(replica: Replica, page: Page<Order>): Replica {
  const orders = new Map(replica.orders)
  for (const order of page.items) putIfNewer(orders, order.id, order, null)
  return { ...replica, orders, unreadable: replica.unreadable + page.unreadable }
}

/** Puts records in that are newer than what is held, outside the feed's order. */
export function absorb(replica: Replica, items: readonly InventoryItem[], orders: readonly Order[], now: number): Replica {
  const draft = { inventory: new Map(replica.inventory), orders: new Map(replica.orders) }
  const newItems = items.filter((item) => putIfNewer(draft.inventory, item.sku, item, now))
  const newOrders = orders.filter((order) => putIfNewer(draft.orders, order.id, order, now))
  return {
    ...replica,
    inventory: newItems.length === 0 ? replica.inventory : draft.inventory,
    orders: newOrders.length === 0 ? replica.orders : draft.orders,
    connections: withConnections(replica.connections, newItems),
  }
}

/** A copy from the disk; `changedAt` stays null: nothing of it has just happened. */
export function fromRows(inventory: readonly InventoryItem[], orders: readonly Order[]): Replica {
  return {
    ...emptyReplica,
    inventory: new Map(inventory.map((item) => [item.sku, { item, changedAt: null }])),
    orders: new Map(orders.map((item) => [item.id, { item, changedAt: null }])),
    connections: withConnections(new Map(), inventory),
  }
}

export function drop(replica: Replica, topic: Topic, ids: readonly string[]): Replica {
  const without = <T>(map: ReadonlyMap<string, T>) => new Map([...map].filter(([id]) => !ids.includes(id)))
  return topic === 'inventory' ? { ...replica, inventory: without(replica.inventory) } : { ...replica, orders: without(replica.orders) }
}

/**
 * Applies changes in the order given and moves the cursor behind the last one. A change that is not newer than
 * what is held changes nothing, so that a repeated or late one does no harm.
 * @param cursor Where the feed stands after these changes when the server said so beside them.
 * @param now When they reached this page.
 */
export function applyChanges(replica: Replica, changes: readonly Change[], cursor: string | null, now: number): Replica {
  if (changes.length === 0 && cursor === null) return replica
  const draft = { inventory: new Map(replica.inventory), orders: new Map(replica.orders) }
  const entries: FeedEntry[] = []
  for (const change of changes) {
    const entry = applyOne(draft, change, now)
    if (entry !== null) entries.unshift(entry)
  }
  const lastCursor = changes.findLast((change) => change.cursor !== null)?.cursor ?? replica.cursor
  return {
    ...replica,
    // An untouched map keeps its identity, so that the pages that read it have nothing to do.
    inventory: changes.some((change) => concerns(change, 'inventory')) ? draft.inventory : replica.inventory,
    orders: changes.some((change) => concerns(change, 'orders')) ? draft.orders : replica.orders,
    cursor: cursor ?? lastCursor,
    connections: withConnections(replica.connections, changes.flatMap((change) => (change.topic === 'inventory' ? [change.item] : []))),
    feed: entries.length === 0 ? replica.feed : [...entries, ...replica.feed].slice(0, feedLength),
    unreadable: replica.unreadable + changes.filter((change) => change.topic === 'other' && change.unreadable).length,
    sessionsAt: changes.findLast((change) => change.topic === 'other' && change.sessions)?.cursor ?? replica.sessionsAt,
  }
}

function concerns(change: Change, topic: Topic): boolean {
  return change.topic === topic || (change.topic === 'removed' && change.of === topic)
}

interface Draft {
  readonly inventory: Map<string, Held<InventoryItem>>
  readonly orders: Map<string, Held<Order>>
}

/** The feed's entry for the change; null when it changed nothing. */
function applyOne({ inventory, orders }: Draft, change: Change, now: number): FeedEntry | null {
  switch (change.topic) {
    case 'inventory': {
      const before = inventory.get(change.item.sku)?.item
      return putIfNewer(inventory, change.item.sku, change.item, now) ? feedEntry(change, before, now) : null
    }
    case 'orders': {
      const before = orders.get(change.item.id)?.item
      return putIfNewer(orders, change.item.id, change.item, now) ? feedEntry(change, before, now) : null
    }
    case 'removed':
      (change.of === 'inventory' ? inventory : orders).delete(change.id)
      return null
    case 'other':
      return null
  }
}

function putIfNewer<T extends { readonly version: number }>(map: Map<string, Held<T>>, id: string, item: T, changedAt: number | null): boolean {
  const held = map.get(id)
  if (held !== undefined && held.item.version >= item.version) return false
  map.set(id, { item, changedAt })
  return true
}

function withConnections(known: ReadonlyMap<string, string>, items: readonly InventoryItem[]): ReadonlyMap<string, string> {
  const added = items.flatMap((item) => item.channels).filter((channel) => !known.has(channel.connectionId))
  if (added.length === 0) return known
  return new Map([...known, ...added.map((channel) => [channel.connectionId, channel.platform] as const)])
}
