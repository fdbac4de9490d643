import { TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import type { Order } from '../../api/shapes'
import { Flash } from '../../ui/Flash'
import { count, money, number } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { orderAddress } from '../search/useSearchResults'
import { useOrder } from '../session/SessionContext'
import { StatusSteps } from './StatusSteps'
import { needsStock } from './status'
import { totalOf, unitsOf } from './total'

interface CellProps { readonly id: string }

export function OrderIdCell({ id }: CellProps) {
  const held = useOrder(id)
  if (held === undefined) return null
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Flash changedAt={held.changedAt} />
      <PlatformMark platform={held.item.platform} />
      <Link to={orderAddress(id)} className="truncate font-medium hover:underline">{orderName(held.item)}</Link>
    </div>
  )
}

/** The name that the platform shows people, else its id. */
export function orderName(order: Order): string {
  return order.name ?? order.platformOrderId
}

export function StatusCell({ id }: CellProps) {
  const order = useOrder(id)?.item
  return order === undefined ? null : <StatusSteps order={order} />
}

export function OversoldFlag({ order }: { readonly order: Order }) {
  if (!order.oversold) return null
  const look = needsStock(order) ? 'bg-bad-soft text-bad' : 'bg-raised text-ink-soft'
  return (
    <span className={`inline-flex items-center gap-1 rounded px-1.5 text-xs font-medium ${look}`} title="There was not enough stock to reserve all of it">
      <TriangleAlert aria-hidden="true" className="size-3" />
      Oversold
    </span>
  )
}

export function FlagCell({ id }: CellProps) {
  const order = useOrder(id)?.item
  return order === undefined ? null : <OversoldFlag order={order} />
}

export function LinesCell({ id }: CellProps) {
  const order = useOrder(id)?.item
  return order === undefined ? null : <p className="truncate text-ink-soft" title={order.lines.map((line) => `${number(line.quantity)} × ${line.title ?? line.sku}`).join('\n')}>{summary(order)}</p>
}

function summary(order: Order): string {
  const [first, ...more] = order.lines
  if (first === undefined) return order.incomplete ? 'Lines not known yet' : 'No lines'
  return `${number(first.quantity)} × ${first.title ?? first.sku}${more.length === 0 ? '' : ` and ${count(more.length, 'more line')}`}`
}

export function TotalCell({ id }: CellProps) {
  const order = useOrder(id)?.item
  const total = order === undefined ? null : totalOf(order)
  return <span className="figures whitespace-nowrap">{total === null ? '–' : money(total)}</span>
}

export function PlacedCell({ id }: CellProps) {
  const order = useOrder(id)?.item
  if (order === undefined) return null
  return order.placedAt === null ? <span className="text-ink-faint" title="The order itself has not arrived yet">–</span> : <Time at={order.placedAt} className="figures whitespace-nowrap text-ink-faint" />
}

/** The row on a phone. */
export function OrderCard({ id }: CellProps) {
  const held = useOrder(id)
  if (held === undefined) return null
  const { item: order } = held
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Flash changedAt={held.changedAt} />
      <div className="flex items-center gap-2">
        <PlatformMark platform={order.platform} />
        <Link to={orderAddress(id)} className="min-w-0 truncate font-medium">{orderName(order)}</Link>
        <OversoldFlag order={order} />
        <span className="ml-auto"><TotalCell id={id} /></span>
      </div>
      <LinesCell id={id} />
      <div className="flex items-center justify-between text-xs">
        <StatusSteps order={order} />
        <span className="text-ink-faint">{count(unitsOf(order), 'unit')} · <PlacedCell id={id} /></span>
      </div>
    </div>
  )
}
