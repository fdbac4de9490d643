import type { InventoryItem } from '../api/shapes'
import type { Held } from '../sync/replica'
import { isPending, type Edit, type PendingEdit } from './edit'
import { lanesBy } from './lanes'

type Stock = ReadonlyMap<string, Held<InventoryItem>>

/** The copy as the person sees it: with the edits in it that the server has not answered yet. The same map when there are none. */
export function overlay(stock: Stock, edits: readonly Edit[]): Stock {
  const lanes = lanesBy(edits.filter(isPending), (edit) => edit.wanted.sku)
  if (lanes.size === 0) return stock
  const shown = new Map(stock)
  for (const [sku, lane] of lanes) {
    const held = stock.get(sku)
    if (held !== undefined) shown.set(sku, { ...held, item: withEdits(held.item, lane) })
  }
  return shown
}

/** Units on hand at the place that an edit of stock names; where it names none, of the whole item. */
export function onHandAt(item: InventoryItem, location: string | null): number {
  const place = location ?? item.locations[0]?.id ?? null
  return item.locations.find(({ id }) => id === place)?.onHand ?? (item.locations.length === 0 ? item.onHand : 0)
}

function withEdits(item: InventoryItem, lane: readonly PendingEdit[]): InventoryItem {
  const places = lanesBy(lane, (edit) => placeOf(edit, item))
  return [...places].reduce((shown, [place, edits]) => moved(shown, place, difference(shown, place, edits)), item)
}

function placeOf({ wanted }: Edit, item: InventoryItem): string | null {
  return (wanted.kind === 'set' || wanted.kind === 'change' ? wanted.location : null) ?? item.locations[0]?.id ?? null
}

function difference(item: InventoryItem, place: string | null, edits: readonly PendingEdit[]): number {
  const now = onHandAt(item, place)
  const from = edits.find(({ state }) => state.heldOnHand !== null)?.state.heldOnHand ?? now
  return edits.reduce(stepped, from) - now
}

function stepped(onHand: number, { wanted }: Edit): number {
  switch (wanted.kind) {
    case 'set':
      return wanted.quantity
    case 'change':
      return onHand + wanted.units
    case 'settings':
    case 'resolution':
      return onHand
  }
}

function moved(item: InventoryItem, place: string | null, units: number): InventoryItem {
  if (units === 0) return item
  const locations = item.locations.map((location) =>
    location.id === place ? { ...location, onHand: location.onHand + units, available: location.available + units } : location)
  return { ...item, locations, onHand: item.onHand + units, available: item.available + units }
}
