import { useDeferredValue, useMemo } from 'react'
import type { InventoryItem, Order } from '../../api/shapes'
import { useReplica } from '../session/SessionContext'
import { firstMatches, itemMatches, orderMatches, wordsOf } from './matches'

export type SearchResult =
  | { readonly kind: 'sku'; readonly to: string; readonly item: InventoryItem }
  | { readonly kind: 'order'; readonly to: string; readonly order: Order }

const mostOfEach = 6

export function useSearchResults(query: string): readonly SearchResult[] {
  const inventory = useReplica((replica) => replica.inventory)
  const orders = useReplica((replica) => replica.orders)
  const deferred = useDeferredValue(query)
  return useMemo(() => {
    const words = wordsOf(deferred)
    if (words.length === 0) return []
    return [
      ...firstMatches(inventory.values(), ({ item }) => itemMatches(item, words), mostOfEach).map(({ item }) => ({ kind: 'sku' as const, to: skuAddress(item.sku), item })),
      ...firstMatches(orders.values(), ({ item }) => orderMatches(item, words), mostOfEach).map(({ item }) => ({ kind: 'order' as const, to: orderAddress(item.id), order: item })),
    ]
  }, [deferred, inventory, orders])
}

export function skuAddress(sku: string): string {
  return `/inventory/${encodeURIComponent(sku)}`
}

export function orderAddress(id: string): string {
  return `/orders/${encodeURIComponent(id)}`
}
