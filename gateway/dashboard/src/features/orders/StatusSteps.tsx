import { Ban } from 'lucide-react'
import type { Order } from '../../api/shapes'
import { statusLabel, statusSteps, stepsDone } from './status'

/** The way of an order as four marks and one word. */
export function StatusSteps({ order }: { readonly order: Order }) {
  return (
    <span data-testid={`order-status-${order.id}`} data-status={order.status} className="inline-flex items-center gap-2 whitespace-nowrap">
      {order.status === 'cancelled' ? <Ban aria-hidden="true" className="size-3.5 text-ink-faint" /> : <Marks done={stepsDone(order.status)} />}
      <span className={order.status === 'cancelled' ? 'text-ink-faint line-through' : ''}>{statusLabel[order.status]}</span>
    </span>
  )
}

function Marks({ done }: { readonly done: number }) {
  return (
    <span aria-hidden="true" className="inline-flex gap-0.5" title={statusSteps.join(' → ')}>
      {statusSteps.map((name, at) => (
        <span key={name} className="h-1.5 w-3.5 overflow-hidden rounded-full bg-line">
          <span className="block h-full bg-accent" style={{ width: `${String(Math.min(1, Math.max(0, done - at)) * 100)}%` }} />
        </span>
      ))}
    </span>
  )
}
