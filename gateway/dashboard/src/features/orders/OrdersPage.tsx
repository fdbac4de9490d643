import { ReceiptText, SearchX } from 'lucide-react'
import { useMemo } from 'react'
import type { Order } from '../../api/shapes'
import type { Held } from '../../sync/replica'
import { Button } from '../../ui/Button'
import { number } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'
import { ListToolbar, type SortChoice } from '../listing/ListToolbar'
import { Unreadable } from '../listing/Unreadable'
import { ordersOf, useLagging } from '../listing/useLagging'
import { useListAddress } from '../listing/useListAddress'
import { useStableOrder } from '../listing/useStableOrder'
import { useTouch } from '../listing/useTouch'
import { VirtualTable } from '../listing/VirtualTable'
import { orderAddress } from '../search/useSearchResults'
import { useReplica } from '../session/SessionContext'
import { defaultSorting, orderArrangement, orderFilters } from './arrangement'
import { orderColumns } from './columns'
import { OrderCard } from './OrderCells'

export function OrdersPage() {
  const orders = useLagging(ordersOf)
  const cut = useReplica((replica) => replica.ordersCut)
  const filled = useReplica((replica) => replica.cursor !== null)
  const { query, filter, sortId, sortDesc, showFilter, sortBy, clear } = useListAddress(defaultSorting)
  const arrangement = useMemo(() => orderArrangement(query, filter, sortId, sortDesc), [query, filter, sortId, sortDesc])
  const { isTouched, handlers } = useTouch()
  const { ids, waiting, release } = useStableOrder(orders, arrangement, isTouched)
  const filters = useMemo(() => countFilters(orders), [orders])
  const sorting = { id: sortId, desc: sortDesc }

  return (
    <>
      <title>Orders · CreatorFlow</title>
      <ListToolbar
        title="Orders" filled={filled} shown={ids.length} filters={filters} filter={filter} onFilter={showFilter}
        sorts={sorts} sorting={sorting} onSort={sortBy} waiting={filled ? waiting : 0} onRelease={release}
      />
      <Unreadable />
      {cut && <p className="px-4 pb-2 text-ink-soft">The latest {number(orders.size)} orders are here; open an older one by its address.</p>}
      {orders.size === 0 ? (filled ? <NothingYet /> : <div className="min-h-0 flex-1 overflow-hidden border-t bg-surface"><SkeletonRows rows={20} height={48} /></div>)
        : ids.length === 0 ? <NothingFound onClear={clear} />
        : (
          <VirtualTable
            label="Orders" ids={ids} columns={orderColumns} sorting={sorting} onSort={sortBy} rowHeight={48} cardHeight={92} touch={handlers}
            card={orderCard} address={orderAddress} testId="order-row"
          />
        )}
    </>
  )
}

const orderCard = (id: string) => <OrderCard id={id} />

const sorts: readonly SortChoice[] = [
  { name: 'Newest', id: 'placed', desc: true },
  { name: 'Oldest', id: 'placed', desc: false },
  { name: 'Status', id: 'status', desc: false },
  { name: 'Number', id: 'id', desc: false },
]

function countFilters(orders: ReadonlyMap<string, Held<Order>>) {
  const all = [...orders.values()]
  return Object.entries(orderFilters).map(([id, { name, matches }]) => ({ id, name, count: all.filter(({ item }) => matches(item)).length }))
}

function NothingYet() {
  return (
    <Notice icon={ReceiptText} title="No orders yet">
      <p>The first one appears here within a second of its webhook; nothing needs to be reloaded.</p>
    </Notice>
  )
}

function NothingFound({ onClear }: { readonly onClear: () => void }) {
  return (
    <Notice icon={SearchX} title="No order fits" action={<Button onClick={onClear}>Clear search and filter</Button>}>
      <p>Every word has to occur in the number, a SKU or a title.</p>
    </Notice>
  )
}
