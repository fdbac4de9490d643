import type { InventoryItem, StockChannel } from '../../api/shapes'

export type StockStanding = 'oversold' | 'out' | 'low' | 'fine'

export function stockStanding({ available, lowStockBelow }: InventoryItem): StockStanding {
  if (available < 0) return 'oversold'
  if (available === 0) return 'out'
  return available < lowStockBelow ? 'low' : 'fine'
}

export const standingLabel: Readonly<Record<StockStanding, string>> = { oversold: 'Oversold', out: 'Sold out', low: 'Low', fine: 'In stock' }

export type ChannelStanding = 'inSync' | 'waiting' | 'drift' | 'unreported'

/** `waiting`: told a newer number than it has reported, so it may well be right. `drift`: shows something else. */
export function channelStanding(channel: StockChannel): ChannelStanding {
  if (channel.inSync) return 'inSync'
  if (channel.pushedAt !== null && (channel.reportedAt === null || Date.parse(channel.pushedAt) > Date.parse(channel.reportedAt))) return 'waiting'
  return channel.reported === null ? 'unreported' : 'drift'
}

export const channelLabel: Readonly<Record<ChannelStanding, string>> = {
  inSync: 'in sync',
  waiting: 'told, not confirmed yet',
  drift: 'shows another number',
  unreported: 'has not reported yet',
}

export function drifts(item: InventoryItem): boolean {
  return item.channels.some((channel) => channelStanding(channel) === 'drift')
}

/** Nothing differs, but a channel has not confirmed the number that it was told. */
export function isSettling(item: InventoryItem): boolean {
  return !drifts(item) && item.channels.some((channel) => channelStanding(channel) === 'waiting')
}

export function isLow(item: InventoryItem): boolean {
  return !item.unlinked && stockStanding(item) !== 'fine'
}
