import type { InventoryItem } from '../../api/shapes'
import type { Wanted } from '../../edits/edit'
import { onHandAt } from '../../edits/overlay'
import { mostUnits } from '../../edits/quantity'

/** What is wanted of all that is checked. */
export type Bulk = { readonly kind: 'set'; readonly units: number } | { readonly kind: 'change'; readonly units: number }

/** What it means for one SKU. */
export type PlannedRow =
  | { readonly kind: 'edit'; readonly item: InventoryItem; readonly before: number; readonly after: number; readonly wanted: Wanted }
  | { readonly kind: 'left'; readonly item: InventoryItem; readonly why: string }

/** @param location One of several places; null: each SKU's first. */
export function planBulk(items: readonly InventoryItem[], bulk: Bulk, location: string | null): readonly PlannedRow[] {
  return items.map((item) => planned(item, bulk, location))
}

function planned(item: InventoryItem, bulk: Bulk, location: string | null): PlannedRow {
  const left = (why: string): PlannedRow => ({ kind: 'left', item, why })
  if (item.bundle) return left('a bundle: count its components')
  if (location !== null && item.locations.length > 0 && !item.locations.some(({ id }) => id === location)) return left(`not kept at ${location}`)
  const place = item.locations.length > 1 ? (location ?? item.locations[0]?.id ?? null) : null
  const before = onHandAt(item, place)
  const after = bulk.kind === 'set' ? bulk.units : before + bulk.units
  if (after === before) return left('is so already')
  if (after < 0) return left(`would be ${String(after)}`)
  if (after > mostUnits) return left('more than can be counted')
  const stamp = { sku: item.sku, location: place, before }
  return { kind: 'edit', item, before, after, wanted: bulk.kind === 'set' ? { ...stamp, kind: 'set', quantity: bulk.units } : { ...stamp, kind: 'change', units: bulk.units } }
}

/** Places among which one has to choose; empty when no SKU has several. */
export function placesOf(items: readonly InventoryItem[]): readonly string[] {
  return items.some(({ locations }) => locations.length > 1) ? [...new Set(items.flatMap(({ locations }) => locations.map(({ id }) => id)))].sort() : []
}

/** What is typed: `40` counts, `+3` and `-2` change; null while it is neither. */
export function readBulk(text: string): Bulk | null {
  const written = text.replace(/[\s\u00a0\u202f']/g, '').replace(/^[−–]/, '-')
  const parts = /^([+-]?)(\d{1,10})$/.exec(written)
  if (parts === null) return null
  const units = Number(parts[2])
  if (units > mostUnits) return null
  return parts[1] === '' ? { kind: 'set', units } : units === 0 ? null : { kind: 'change', units: parts[1] === '-' ? -units : units }
}
