import type { HistoryEvent } from '../../api/shapes'
import { count, number, signed } from '../../ui/format'
import { platformName } from '../../ui/PlatformMark'

/** What happened, and what it did, in words. */
export interface Description {
  readonly title: string
  readonly effect: string
}

/** Stored events are in PascalCase, the API's in camelCase: a field is found in either. */
class EventData {
  readonly #values: ReadonlyMap<string, unknown>
  constructor(data: HistoryEvent['data']) {
    this.#values = new Map(Object.entries(data).map(([name, value]) => [name.toLowerCase(), value]))
  }
  text(name: string): string {
    const value = this.#values.get(name.toLowerCase())
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  whole(name: string): number | null {
    const value = this.#values.get(name.toLowerCase())
    return typeof value === 'number' ? value : null
  }
  quantity(name: string): string {
    const value = this.whole(name)
    return value === null ? '–' : number(value)
  }
  list(name: string): readonly unknown[] {
    const value = this.#values.get(name.toLowerCase())
    return Array.isArray(value) ? value : []
  }
  plain(): string {
    return [...this.#values].flatMap(([name, value]) => (['string', 'number', 'boolean'].includes(typeof value) ? [`${name} ${String(value)}`] : [])).join(', ')
  }
}

export function describeEvent(event: HistoryEvent): Description {
  const data = new EventData(event.data)
  return descriptions[event.type]?.(data) ?? { title: event.type, effect: data.plain() }
}

const descriptions: Readonly<Record<string, (data: EventData) => Description>> = {
  'inventory.stock_updated': describeStock,
  'inventory.reserved': (d) => ({ title: 'Reserved', effect: `${d.quantity('quantity')} promised to order ${d.text('orderId')}${at(d)}` }),
  'inventory.released': (d) => ({ title: 'Released', effect: `${d.quantity('quantity')} of order ${d.text('orderId')} free again${at(d)}${because(d)}` }),
  'inventory.deducted': (d) => ({ title: 'Shipped', effect: `${d.quantity('quantity')} for order ${d.text('orderId')} left${at(d)}` }),
  'inventory.low_stock_alert': (d) => ({ title: 'Low stock', effect: `${d.quantity('available')} available, below the threshold of ${d.quantity('threshold')}` }),
  'inventory.settings_changed': () => ({ title: 'Settings changed', effect: 'How this SKU is handled; the numbers stayed' }),
  'sync.started': (d) => ({ title: 'Channels to tell', effect: `${count(d.list('targets').length, 'listing')} to show another quantity` }),
  'sync.sent': (d) => ({ title: 'Telling', effect: `${d.text('connectionId')} is being told ${d.quantity('quantity')}` }),
  'sync.completed': (d) => ({ title: 'Told', effect: `${d.text('connectionId')} shows ${d.quantity('quantity')}, ${d.quantity('latencyMs')} ms after the change` }),
  'sync.failed': (d) => ({ title: 'Not told', effect: `${d.text('connectionId')} did not take ${d.quantity('quantity')} (${d.text('code')})` }),
  'sync.conflict_detected': (d) => ({ title: 'Conflict', effect: `${count(d.list('candidates').length, 'source')} disagreed; decided by ${d.text('reason').replaceAll('_', ' ')}` }),
  'conflict.resolved': (d) => ({ title: 'Conflict resolved', effect: `${d.text('status')}; ${d.quantity('onHand')} on hand${at(d)}${because(d)}` }),
  'bundle.defined': (d) => ({ title: 'Bundle', effect: `Made of ${count(d.list('components').length, 'component')}` }),
  'bundle.joined': (d) => ({ title: 'Part of a bundle', effect: `${d.quantity('quantity')} in each ${d.text('bundleSku')}` }),
  'bundle.available_changed': (d) => ({ title: 'Bundle counted', effect: `The components allow ${d.quantity('available')}` }),
  'listing.linked': (d) => ({ title: 'Listing linked', effect: `${platformName(d.text('platform'))} listing ${d.text('listingId')} shows this stock` }),
  'listing.moved': (d) => ({ title: 'Listing moved', effect: `Listing ${d.text('listingId')} now belongs to ${d.text('toSku')}` }),
  'order.created': (d) => ({ title: 'Placed', effect: `${count(d.list('lines').length, 'line')}${d.text('name') === '' ? '' : `, ${d.text('name')}`}` }),
  'order.updated': (d) => ({ title: 'Updated', effect: d.text('status') === '' ? withPlatformStatus(d, 'Nothing that matters here changed') : withPlatformStatus(d, `Now ${d.text('status')}`) }),
  'order.shipped': (d) => ({ title: 'Shipped', effect: `${[d.text('carrier'), d.text('trackingNumber')].filter((part) => part !== '').join(' ')}, ${shippedLines(d)}` }),
  'order.delivered': () => ({ title: 'Delivered', effect: 'The customer has it' }),
  'order.cancelled': (d) => ({ title: 'Cancelled', effect: `What was reserved is free again${because(d)}` }),
  'order.reservation_expired': () => ({ title: 'Reservation expired', effect: 'It was not paid in time; what was reserved is free again' }),
  'order.reservation_renewed': () => ({ title: 'Reserved again', effect: 'The payment came after the reservation had expired' }),
  'order.oversold': (d) => ({ title: 'Oversold', effect: `${d.quantity('missing')} of ${d.text('sku')} missing; suggested: ${d.text('suggestion').replaceAll('_', ' ')}` }),
}

function describeStock(d: EventData): Description {
  const now = `${d.quantity('onHand')} on hand${at(d)}`
  const change = d.whole('delta') === null ? '' : ` (${signed(d.whole('delta') ?? 0)})`
  switch (d.text('effect')) {
    case 'set':
      return { title: 'Counted', effect: `Set to ${now}${change}${because(d)}` }
    case 'baseline':
      return { title: 'First report', effect: `The channel reported ${d.quantity('reported')}: ${now}` }
    case 'difference':
      return { title: 'Changed', effect: `${signed(d.whole('delta') ?? 0)}, now ${now}${because(d)}` }
    case 'echo':
      return { title: 'Confirmed', effect: `The channel shows ${d.quantity('reported')}, as expected` }
    case 'superseded':
      return { title: 'Superseded', effect: `An older count of ${d.quantity('set')}; ${now}${change}` }
    case 'confirmed':
      return { title: 'Confirmed', effect: `The channel shows ${d.quantity('reported')}, as we had told it` }
    case 'undone':
      return { title: 'Counted once', effect: `${signed(d.whole('delta') ?? 0)}, now ${now}${forOrder(d)}` }
    case 'reverted':
      return { title: 'Undone', effect: `${signed(d.whole('delta') ?? 0)}, now ${now}${because(d)}` }
    case 'late':
      return { title: 'Late report', effect: `The channel had shown ${d.quantity('reported')} before; ${now}${change}` }
    case 'pushed':
      return { title: 'Own push taken back', effect: `A report had been compared without it; ${now}${change}` }
    case 'restored':
      return { title: 'Count gave way', effect: `An order was placed at the same time; ${now}${change}` }
    case 'moved':
      return { title: 'Came along', effect: 'What the channel showed moved with its listing' }
    case 'mismatch':
      return { title: 'Noted', effect: `The channel reported ${d.quantity('reported')}, where another source had counted` }
    case 'untracked':
      return { title: 'Not tracked', effect: 'The channel does not track this listing’s stock' }
    default:
      return { title: 'Stock updated', effect: d.plain() }
  }
}

function at(d: EventData): string {
  return d.text('location') === '' ? '' : ` at ${d.text('location')}`
}

function because(d: EventData): string {
  return d.text('reason') === '' ? '' : ` (${d.text('reason').replaceAll('_', ' ')})`
}

function forOrder(d: EventData): string {
  return d.text('undoneForOrder') === '' ? '' : `; the sale of order ${d.text('undoneForOrder')} was counted already`
}

function withPlatformStatus(d: EventData, effect: string): string {
  return d.text('platformStatus') === '' ? effect : `${effect} (the platform says ${d.text('platformStatus')})`
}

function shippedLines(d: EventData): string {
  return d.list('lines').length === 0 ? 'everything that was left' : count(d.list('lines').length, 'line')
}
