import { useMemo } from 'react'
import { brought } from '../../api/online'
import { useClock } from '../../ui/clock'
import { count, money, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { useAsked } from '../server/useAsked'
import { useReplica } from '../session/SessionContext'
import { byPlatform, dayOf, ordersSince, type PlatformDay } from './summary'

/** From the server's figures; without them, from this page's copy, which knows orders but not what they brought. */
export function OrdersToday({ toShip }: { readonly toShip: number }) {
  const orders = useReplica((replica) => replica.orders)
  const dayStart = useClock((now) => new Date(now).setHours(0, 0, 0, 0))
  const own = useMemo(() => ordersSince(orders, dayStart), [orders, dayStart])
  const figures = useFigures(dayStart)
  const days = figures ?? own.map(({ platform, orders: today }) => ({ platform, orders: today, units: null, revenue: [] }))
  const most = Math.max(1, ...days.map((day) => day.orders))
  return (
    <Panel title="Orders today" aside={<span className="figures">{count(toShip, 'order')} to ship</span>}>
      {days.length === 0 ? <p className="px-4 py-6 text-ink-soft">None yet today.</p> : (
        <ul className="flex flex-col gap-2.5 px-4 py-3">{days.map((day) => <Bar key={day.platform} day={day} most={most} />)}</ul>
      )}
    </Panel>
  )
}

function useFigures(dayStart: number): readonly PlatformDay[] | undefined {
  const day = dayOf(dayStart)
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const { data } = useAsked(['figures', 'orders', day], (online, signal) => brought(online.GET('/api/v1/analytics/orders', { params: { query: { from: day, to: day, timeZone } }, signal })))
  return useMemo(() => (data === undefined ? undefined : byPlatform(data.items)), [data])
}

function Bar({ day: { platform, orders, units, revenue }, most }: { readonly day: PlatformDay; readonly most: number }) {
  return (
    <li className="grid grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-3">
      <PlatformMark platform={platform} named />
      <span aria-hidden="true" className="h-2 rounded-full bg-raised"><span className="block h-full rounded-full bg-accent" style={{ width: `${String((orders / most) * 100)}%` }} /></span>
      <span className="figures min-w-10 text-right font-semibold">{number(orders)}<span className="sr-only"> {orders === 1 ? 'order' : 'orders'}</span></span>
      {units !== null && <span className="figures col-start-2 col-end-4 text-xs text-ink-faint">{[count(units, 'unit'), ...revenue.map(money)].join(', ')}</span>}
    </li>
  )
}
