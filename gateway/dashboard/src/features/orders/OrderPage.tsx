import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useParams } from 'react-router'
import type { Order } from '../../api/shapes'
import type { Held } from '../../sync/replica'
import { BackLink } from '../../ui/BackLink'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { Flash } from '../../ui/Flash'
import { platformName, PlatformMark } from '../../ui/PlatformMark'
import { SkeletonRows } from '../../ui/Skeleton'
import { Time } from '../../ui/Time'
import { HistoryPanel } from '../history/HistoryPanel'
import { useOrder, useReplica, useSignedIn } from '../session/SessionContext'
import { LinesPanel } from './LinesPanel'
import { orderName } from './OrderCells'
import { StatusSteps } from './StatusSteps'
import { needsStock } from './status'

export function OrderPage() {
  const id = useParams()['id'] ?? ''
  const { held, error } = useOneOrder(id)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>{`${held === undefined ? id : orderName(held.item)} · CreatorFlow`}</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <BackLink to="/orders">Orders</BackLink>
        {held !== undefined ? <Detail order={held.item} changedAt={held.changedAt} />
          : error !== null ? <FailureNotice page failure={failureFrom(error)} what={`The order “${id}”`} />
          : <SkeletonRows rows={6} height={56} />}
      </div>
    </div>
  )
}

function useOneOrder(id: string): { readonly held: Held<Order> | undefined; readonly error: Error | null } {
  const { api } = useSignedIn().session
  const held = useOrder(id)
  const filled = useReplica((replica) => replica.cursor !== null)
  const asked = useQuery({ queryKey: ['order', id], queryFn: ({ signal }) => api.order(id, signal), enabled: held === undefined && filled })
  return { held: held ?? (asked.data === undefined ? undefined : { item: asked.data, changedAt: null }), error: asked.error }
}

function Detail({ order, changedAt }: { readonly order: Order; readonly changedAt: number | null }) {
  return (
    <>
      <header className="relative isolate flex flex-wrap items-center gap-x-6 gap-y-2 rounded-lg">
        <Flash changedAt={changedAt} />
        <div className="min-w-0">
          <h1 className="flex items-center gap-2 text-lg font-semibold break-all"><PlatformMark platform={order.platform} />{orderName(order)}</h1>
          <p className="text-ink-soft">{platformName(order.platform)} order {order.platformOrderId}</p>
        </div>
        <span className="text-base"><StatusSteps order={order} /></span>
        <p className="ml-auto text-right text-xs text-ink-faint">
          {order.placedAt !== null && <>Placed <Time at={order.placedAt} /><br /></>}
          Last change <Time at={order.updatedAt} />
        </p>
      </header>
      {needsStock(order) && (
        <p role="status" className="flex items-center gap-2 rounded-lg bg-bad-soft px-4 py-2.5 text-bad">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          Oversold: not all of it could be reserved. Cancel it, source it elsewhere or wait for stock; the lines show what is missing.
        </p>
      )}
      {order.incomplete && <p role="status" className="rounded-lg bg-warn-soft px-4 py-2.5 text-warn">A later message arrived before the order itself; details fill in when it comes.</p>}
      <LinesPanel order={order} />
      <HistoryPanel subject={{ kind: 'orders', id: order.id }} version={order.version} />
    </>
  )
}
