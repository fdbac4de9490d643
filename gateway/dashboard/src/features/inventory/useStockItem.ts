import { useQuery } from '@tanstack/react-query'
import type { InventoryItem } from '../../api/shapes'
import type { Held } from '../../sync/replica'
import { useReplica, useSignedIn, useStock } from '../session/SessionContext'

/** From this page's copy, live; asked of the server only when the copy is whole and does not have it. */
export function useStockItem(sku: string): { readonly held: Held<InventoryItem> | undefined; readonly error: Error | null } {
  const { api } = useSignedIn().session
  const held = useStock(sku)
  const filled = useReplica((replica) => replica.cursor !== null)
  const asked = useQuery({ queryKey: ['sku', sku], queryFn: ({ signal }) => api.inventoryItem(sku, signal), enabled: held === undefined && filled })
  return { held: held ?? (asked.data === undefined ? undefined : { item: asked.data, changedAt: null }), error: asked.error }
}
