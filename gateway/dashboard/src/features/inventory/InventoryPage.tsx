import { Boxes, SearchX } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { InventoryItem } from '../../api/shapes'
import type { Held } from '../../sync/replica'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'
import { BulkBar } from '../bulk/BulkBar'
import { CheckCell } from '../bulk/CheckCell'
import { useMayEdit } from '../editing/useEdits'
import { ListToolbar, type SortChoice } from '../listing/ListToolbar'
import { Unreadable } from '../listing/Unreadable'
import { inventoryOf, useLagging } from '../listing/useLagging'
import { useListAddress } from '../listing/useListAddress'
import { useStableOrder } from '../listing/useStableOrder'
import { useTouch } from '../listing/useTouch'
import { VirtualTable } from '../listing/VirtualTable'
import { skuAddress } from '../search/useSearchResults'
import { useReplica } from '../session/SessionContext'
import { defaultSorting, inventoryArrangement, inventoryFilters } from './arrangement'
import { inventoryColumns } from './columns'
import { StockCard } from './StockCells'

export function InventoryPage() {
  const inventory = useLagging(inventoryOf)
  const connections = useReplica((replica) => replica.connections)
  const filled = useReplica((replica) => replica.cursor !== null)
  const { query, filter, sortId, sortDesc, showFilter, sortBy, clear } = useListAddress(defaultSorting)
  const arrangement = useMemo(() => inventoryArrangement(query, filter, sortId, sortDesc), [query, filter, sortId, sortDesc])
  const { isTouched, handlers } = useTouch()
  const { ids, waiting, release } = useStableOrder(inventory, arrangement, isTouched)
  const mayEdit = useMayEdit()
  const order = useRef(ids)
  useEffect(() => { order.current = ids })
  const columns = useMemo(() => inventoryColumns(connections, mayEdit, () => order.current), [connections, mayEdit])
  const card = useCallback((sku: string) => <StockCard sku={sku} check={mayEdit && <CheckCell sku={sku} order={() => order.current} />} />, [mayEdit])
  const filters = useMemo(() => countFilters(inventory), [inventory])
  const sorting = { id: sortId, desc: sortDesc }

  return (
    <>
      <title>Inventory · CreatorFlow</title>
      <ListToolbar
        title="Inventory" filled={filled} shown={ids.length} filters={filters} filter={filter} onFilter={showFilter}
        sorts={sorts} sorting={sorting} onSort={sortBy} waiting={filled ? waiting : 0} onRelease={release}
      />
      <Unreadable />
      {inventory.size === 0 ? (filled ? <NothingYet /> : <div className="min-h-0 flex-1 overflow-hidden border-t bg-surface"><SkeletonRows rows={20} height={48} /></div>)
        : ids.length === 0 ? <NothingFound onClear={clear} />
        : (
          <VirtualTable
            label="Stock by SKU" ids={ids} columns={columns} sorting={sorting} onSort={sortBy} rowHeight={48} cardHeight={88} touch={handlers}
            card={card} address={skuAddress} testId="inventory-row"
          />
        )}
      <BulkBar />
    </>
  )
}

const sorts: readonly SortChoice[] = [
  { name: 'SKU', id: 'sku', desc: false },
  { name: 'Title', id: 'title', desc: false },
  { name: 'Fewest left', id: 'available', desc: false },
  { name: 'Most left', id: 'available', desc: true },
  { name: 'Last change', id: 'updated', desc: true },
]

function countFilters(inventory: ReadonlyMap<string, Held<InventoryItem>>) {
  const all = [...inventory.values()]
  return Object.entries(inventoryFilters).map(([id, { name, matches }]) => ({ id, name, count: all.filter(({ item }) => matches(item)).length }))
}

function NothingYet() {
  return (
    <Notice icon={Boxes} title="No stock yet">
      <p>A SKU appears here as soon as a channel reports it or an order names it.</p>
      <p>Point a platform’s webhooks at <code className="font-mono text-xs">/webhooks/…</code> of this address to begin.</p>
    </Notice>
  )
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <Notice icon={SearchX} title="No SKU fits" action={<Button onClick={onClear}>Clear search and filter</Button>}>
      <p>Every word has to occur in the SKU or the title.</p>
    </Notice>
  )
}
