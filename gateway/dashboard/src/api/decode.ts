import { fields, flag, list, readOrSkip, text, textOrNull, UnreadableError, whole, wholeOrNull } from './fields'
import { orderStatuses } from './shapes'
import type { HistoryEvent, InventoryItem, Money, Order, OrderLine, OrderStatus, Page, StockChannel, StockLocation } from './shapes'

export function decodeInventoryItem(value: unknown): InventoryItem {
  const from = fields(value, 'inventory item')
  return {
    sku: text(from, 'sku'),
    title: textOrNull(from, 'title'),
    onHand: whole(from, 'onHand'),
    reserved: whole(from, 'reserved'),
    backordered: wholeOrNull(from, 'backordered') ?? 0,
    available: whole(from, 'available'),
    lowStockBelow: wholeOrNull(from, 'lowStockBelow') ?? 0,
    unlinked: flag(from, 'unlinked'),
    bundle: Array.isArray(from['components']) && from['components'].length > 0,
    movedTo: textOrNull(from, 'movedTo'),
    version: whole(from, 'version'),
    updatedAt: text(from, 'updatedAt'),
    locations: list(from, 'locations', decodeLocation),
    channels: list(from, 'channels', decodeChannel),
  }
}

function decodeLocation(value: unknown): StockLocation {
  const from = fields(value, 'location')
  return { id: text(from, 'id'), onHand: whole(from, 'onHand'), reserved: whole(from, 'reserved'), available: whole(from, 'available') }
}

function decodeChannel(value: unknown): StockChannel {
  const from = fields(value, 'channel')
  return {
    connectionId: text(from, 'connectionId'),
    platform: text(from, 'platform'),
    listingId: text(from, 'listingId'),
    reported: wholeOrNull(from, 'reported'),
    reportedAt: textOrNull(from, 'reportedAt'),
    pushed: wholeOrNull(from, 'pushed'),
    pushedAt: textOrNull(from, 'pushedAt'),
    inSync: flag(from, 'inSync'),
  }
}

export function decodeOrder(value: unknown): Order {
  const from = fields(value, 'order')
  return {
    id: text(from, 'id'),
    platform: text(from, 'platform'),
    platformOrderId: text(from, 'platformOrderId'),
    connectionId: text(from, 'connectionId'),
    name: textOrNull(from, 'name'),
    status: decodeStatus(text(from, 'status')),
    oversold: flag(from, 'oversold'),
    incomplete: flag(from, 'incomplete'),
    lines: list(from, 'lines', decodeLine),
    placedAt: textOrNull(from, 'placedAt'),
    updatedAt: text(from, 'updatedAt'),
    version: whole(from, 'version'),
  }
}

function decodeStatus(value: string): OrderStatus {
  const known = orderStatuses.find((status) => status === value)
  if (known === undefined) throw new UnreadableError(`status ${value} is not known`)
  return known
}

function decodeLine(value: unknown): OrderLine {
  const from = fields(value, 'order line')
  return {
    sku: text(from, 'sku'),
    listingId: textOrNull(from, 'listingId'),
    title: textOrNull(from, 'title'),
    quantity: whole(from, 'quantity'),
    reserved: whole(from, 'reserved'),
    shipped: whole(from, 'shipped'),
    unitPrice: from['unitPrice'] === undefined || from['unitPrice'] === null ? null : decodeMoney(from['unitPrice']),
  }
}

function decodeMoney(value: unknown): Money {
  const from = fields(value, 'price')
  return { amountMinor: whole(from, 'amountMinor'), currency: text(from, 'currency') }
}

export function decodeEvent(value: unknown): HistoryEvent {
  const from = fields(value, 'event')
  return {
    id: text(from, 'id'),
    stream: text(from, 'stream'),
    version: whole(from, 'version'),
    type: text(from, 'type'),
    occurredAt: text(from, 'occurredAt'),
    recordedAt: text(from, 'recordedAt'),
    source: textOrNull(from, 'source'),
    correlationId: textOrNull(from, 'correlationId'),
    causationId: textOrNull(from, 'causationId'),
    traceId: textOrNull(from, 'traceId'),
    data: from['data'] === undefined || from['data'] === null ? {} : fields(from['data'], 'data'),
  }
}

export function decodePage<T>(value: unknown, read: (item: unknown) => T): Page<T> {
  const from = fields(value, 'page')
  const all = list(from, 'items', (item) => readOrSkip(item, read))
  const items = all.filter((item) => item !== undefined)
  return { items, nextCursor: textOrNull(from, 'nextCursor'), unreadable: all.length - items.length }
}
