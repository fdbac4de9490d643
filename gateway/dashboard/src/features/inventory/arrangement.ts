import type { InventoryItem } from '../../api/shapes'
import type { Arrangement } from '../listing/stableOrder'
import { compareWords, timeOf } from '../listing/times'
import type { Sorting } from '../listing/useListAddress'
import { itemMatches, wordsOf } from '../search/matches'
import { drifts, isLow } from './standing'

export const defaultSorting: Sorting = { id: 'sku', desc: false }

export const inventoryFilters: Readonly<Record<string, { readonly name: string; readonly matches: (item: InventoryItem) => boolean }>> = {
  low: { name: 'Low or out', matches: isLow },
  drift: { name: 'Drift', matches: drifts },
  unlinked: { name: 'Unlinked', matches: (item) => item.unlinked },
}

type Compare = (a: InventoryItem, b: InventoryItem) => number

const bySku: Compare = (a, b) => compareWords(a.sku, b.sku)
const comparisons: Readonly<Record<string, Compare>> = {
  sku: bySku,
  title: (a, b) => compareWords(a.title ?? '', b.title ?? ''),
  available: (a, b) => a.available - b.available,
  reserved: (a, b) => a.reserved - b.reserved,
  onHand: (a, b) => a.onHand - b.onHand,
  updated: (a, b) => timeOf(a.updatedAt) - timeOf(b.updatedAt),
}

export function inventoryArrangement(query: string, filter: string | null, sortId: string, sortDesc: boolean): Arrangement<InventoryItem> {
  const words = wordsOf(query)
  const passes = inventoryFilters[filter ?? '']?.matches
  const compare = comparisons[sortId] ?? bySku
  return {
    matches: (item) => (passes?.(item) ?? true) && itemMatches(item, words),
    compare: (a, b) => (sortDesc ? compare(b, a) : compare(a, b)) || bySku(a, b),
  }
}
