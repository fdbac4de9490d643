import { useMemo } from 'react'
import { SkeletonRows } from '../../ui/Skeleton'
import { Unreadable } from '../listing/Unreadable'
import { inventoryOf, ordersOf, useLagging } from '../listing/useLagging'
import { useReplica } from '../session/SessionContext'
import { FirstRun } from './FirstRun'
import { LiveFeed } from './LiveFeed'
import { OrdersToday } from './OrdersToday'
import { StockAtRisk } from './StockAtRisk'
import { summarise } from './summary'
import { TruthLine } from './TruthLine'

export function OverviewPage() {
  const inventory = useLagging(inventoryOf)
  const orders = useLagging(ordersOf)
  const filled = useReplica((replica) => replica.cursor !== null)
  const summary = useMemo(() => summarise({ inventory, orders }), [inventory, orders])
  const empty = inventory.size === 0 && orders.size === 0
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>CreatorFlow</title>
      <Unreadable />
      <div className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
        {!filled && empty ? <SkeletonRows rows={10} height={56} /> : (
          <>
            <TruthLine summary={summary} />
            {empty ? <FirstRun /> : (
              <div className="grid items-start gap-4 lg:grid-cols-2">
                <div className="flex min-w-0 flex-col gap-4">
                  <OrdersToday toShip={summary.toShip} />
                  <StockAtRisk summary={summary} />
                </div>
                <LiveFeed />
              </div>
            )}
          </>
        )}
      </div>
    </div>
  )
}
