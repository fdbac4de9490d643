import { useMemo } from 'react'
import { count, number } from '../../ui/format'
import { useClock } from '../../ui/clock'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { useReplica } from '../session/SessionContext'
import { ordersSince } from './summary'

export function OrdersToday({ toShip }: { readonly toShip: number }) {
  const orders = useReplica((replica) => replica.orders)
  const dayStart = useClock((now) => new Date(now).setHours(0, 0, 0, 0))
  const platforms = useMemo(() => ordersSince(orders, dayStart), [orders, dayStart])
  const most = Math.max(1, ...platforms.map((platform) => platform.orders))
  return (
    <Panel title="Orders today" aside={<span className="figures">{count(toShip, 'order')} to ship</span>}>
      {platforms.length === 0 ? <p className="px-4 py-6 text-ink-soft">None yet today.</p> : (
        <ul className="flex flex-col gap-2 px-4 py-3">
          {platforms.map(({ platform, orders: today }) => (
            <li key={platform} className="grid grid-cols-[7rem_minmax(0,1fr)_3rem] items-center gap-3">
              <PlatformMark platform={platform} named />
              <span aria-hidden="true" className="h-2 rounded-full bg-raised"><span className="block h-full rounded-full bg-accent" style={{ width: `${String((today / most) * 100)}%` }} /></span>
              <span className="figures text-right font-semibold">{number(today)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
