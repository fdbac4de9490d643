/** The server's shapes as the pages use them. Times stay the ISO 8601 text they came as; quantities are whole units. */

export const topics = ['inventory', 'orders'] as const
export type Topic = (typeof topics)[number]

export const orderStatuses = ['created', 'paid', 'partially_shipped', 'shipped', 'delivered', 'cancelled'] as const
export type OrderStatus = (typeof orderStatuses)[number]

export interface StockLocation {
  readonly id: string
  readonly onHand: number
  readonly reserved: number
  readonly available: number
}

export interface StockChannel {
  readonly connectionId: string
  readonly platform: string
  readonly listingId: string
  /** Units the channel last reported as available; null before its first report. */
  readonly reported: number | null
  readonly reportedAt: string | null
  /** Units last pushed to the channel; null when nothing was pushed yet. */
  readonly pushed: number | null
  readonly pushedAt: string | null
  readonly inSync: boolean
}

export interface InventoryItem {
  readonly sku: string
  readonly title: string | null
  readonly onHand: number
  readonly reserved: number
  /** Units promised to orders beyond what is on hand. */
  readonly backordered: number
  readonly available: number
  /** The SKU's own threshold in units: it is low when fewer are available. 0 for none. */
  readonly lowStockBelow: number
  /** True while the listing is linked to none of the creator's own SKUs. */
  readonly unlinked: boolean
  /** True for a bundle: its stock is that of its components and cannot be counted by itself. */
  readonly bundle: boolean
  /** The SKU that its listing moved to; such an item is in no list and in no copy. */
  readonly movedTo: string | null
  readonly version: number
  readonly updatedAt: string
  readonly locations: readonly StockLocation[]
  readonly channels: readonly StockChannel[]
}

export interface Money {
  /** Minor units of the currency, e.g. cents. */
  readonly amountMinor: number
  readonly currency: string
}

export interface OrderLine {
  readonly sku: string
  readonly listingId: string | null
  readonly title: string | null
  readonly quantity: number
  readonly reserved: number
  readonly shipped: number
  readonly unitPrice: Money | null
}

export interface Order {
  readonly id: string
  readonly platform: string
  readonly platformOrderId: string
  readonly connectionId: string
  /** The name the platform shows for it, e.g. `#1001`. */
  readonly name: string | null
  readonly status: OrderStatus
  readonly oversold: boolean
  /** True while a later event arrived before the one that created the order. */
  readonly incomplete: boolean
  readonly lines: readonly OrderLine[]
  readonly placedAt: string | null
  readonly updatedAt: string
  readonly version: number
}

export interface HistoryEvent {
  readonly id: string
  readonly stream: string
  readonly version: number
  readonly type: string
  readonly occurredAt: string
  readonly recordedAt: string
  readonly source: string | null
  readonly correlationId: string | null
  readonly causationId: string | null
  readonly traceId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
  /** Records of the page that could not be read and are left out. */
  readonly unreadable: number
}

export interface ChangeStamp {
  /** Where the feed stands once this change is applied. Null when the server gave none. */
  readonly cursor: string | null
  readonly occurredAt: string | null
  readonly recordedAt: string | null
  /** Whether the server keeps the trace of what changed it, and wants to know when it was shown. */
  readonly traced: boolean
}

export type Change =
  | (ChangeStamp & { readonly topic: 'inventory'; readonly item: InventoryItem })
  | (ChangeStamp & { readonly topic: 'orders'; readonly item: Order })
  /** The record is no more, or its listing moved to another SKU. */
  | (ChangeStamp & { readonly topic: 'removed'; readonly of: Topic; readonly id: string })
  /** No part of the copy, or a record that this version cannot read: it moves the cursor. Of work sessions it says that there is something to read. */
  | (ChangeStamp & { readonly topic: 'other'; readonly unreadable: boolean; readonly sessions: boolean })

export interface ChangePage {
  readonly changes: readonly Change[]
  readonly cursor: string | null
  readonly hasMore: boolean
}
