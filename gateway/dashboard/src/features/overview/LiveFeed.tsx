import { ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import type { FeedEntry } from '../../sync/feed'
import { count, milliseconds, number, signed } from '../../ui/format'
import { Flash } from '../../ui/Flash'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { orderName } from '../orders/OrderCells'
import { statusLabel } from '../orders/status'
import { orderAddress, skuAddress } from '../search/useSearchResults'
import { useReplica } from '../session/SessionContext'

const mostShown = 40

/** What changes, as it changes: where it came from, what it did, where it went, how long it took. */
export function LiveFeed() {
  const feed = useReplica((replica) => replica.feed)
  return (
    <Panel title="Live changes" aside="newest first">
      {feed.length === 0 ? <p className="px-4 py-6 text-ink-soft">Nothing has changed since this page was opened. What changes appears here at once.</p> : (
        <ol className="divide-y" data-testid="live-feed">
          {feed.slice(0, mostShown).map((entry) => (
            <li key={entry.key} className="relative isolate">
              <Flash changedAt={entry.receivedAt} />
              <Line entry={entry} />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}

function Line({ entry }: { readonly entry: FeedEntry }) {
  const took = entry.recordedAt === null ? null : entry.receivedAt - Date.parse(entry.recordedAt)
  return (
    <Link to={entry.topic === 'inventory' ? skuAddress(entry.item.sku) : orderAddress(entry.item.id)} className="grid min-h-11 grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 hover:bg-raised">
      {entry.platform === null ? <span /> : <PlatformMark platform={entry.platform} />}
      <span className="min-w-0">
        <span className="block truncate font-medium">{entry.topic === 'inventory' ? entry.item.sku : orderName(entry.item)}</span>
        <span className="figures flex flex-wrap items-center gap-x-2 text-ink-soft"><What entry={entry} /></span>
      </span>
      <span className="figures text-right text-xs leading-4 text-ink-faint" title={took === null ? undefined : `${milliseconds(took)} from the recording to this page`}>
        <Time at={entry.receivedAt} className="block" />
        {took !== null && took >= 0 && milliseconds(took)}
      </span>
    </Link>
  )
}

function What({ entry }: { readonly entry: FeedEntry }) {
  if (entry.topic === 'orders') {
    const { item, statusBefore } = entry
    if (statusBefore === null) return <>New order, {count(item.lines.length, 'line')}{item.oversold && ', oversold'}</>
    return statusBefore === item.status ? <>Updated</> : <Step from={statusLabel[statusBefore]} to={statusLabel[item.status]} />
  }
  const { item, availableBefore, reservedBefore, told } = entry
  return (
    <>
      {availableBefore === null ? <>{number(item.available)} available</>
        : availableBefore === item.available ? <>{reservedBefore === item.reserved ? 'Checked' : `Reserved ${signed(item.reserved - (reservedBefore ?? 0))}`}, {number(item.available)} available</>
        : <><Step from={number(availableBefore)} to={number(item.available)} /> available ({signed(item.available - availableBefore)})</>}
      {told.length > 0 && <span className="inline-flex items-center gap-1">told {told.map((platform, at) => <PlatformMark key={`${platform} ${String(at)}`} platform={platform} />)}</span>}
    </>
  )
}

function Step({ from, to }: { readonly from: string; readonly to: string }) {
  return <span className="inline-flex items-center gap-1">{from}<ArrowRight aria-label="to" className="size-3" />{to}</span>
}
