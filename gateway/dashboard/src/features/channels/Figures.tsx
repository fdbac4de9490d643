import type { ReactNode } from 'react'
import { count, milliseconds, number } from '../../ui/format'
import { Time } from '../../ui/Time'
import { share, type Channel } from './channelWords'

/** A channel in numbers: how true it is, how fast, what waits, what was given up. */
export function Figures({ channel }: { readonly channel: Channel }) {
  const { accuracy, lastDay, waiting, waitingSince, deadLetters, retrying, listings, unlinked, lastRun, ordersReadUntil } = channel
  return (
    <dl className="figures grid grid-cols-2 gap-x-4 gap-y-3 md:grid-cols-4">
      <Figure name="Accuracy" note={accuracy === null ? 'never compared' : <>{number(accuracy.drifting)} of {number(accuracy.listings)} drifting</>} bad={(accuracy?.drifting ?? 0) > 0}>
        {accuracy === null ? '–' : share(accuracy.share)}
      </Figure>
      <Figure name="Told within" note={lastDay.latencyP95Ms === null ? 'none in the last day' : `${milliseconds(lastDay.latencyP95Ms)} at p95, ${count(lastDay.completed, 'push', 'pushes')} a day`}>
        {lastDay.latencyP50Ms === null ? '–' : milliseconds(lastDay.latencyP50Ms)}
      </Figure>
      <Figure name="Queue" note={waitingSince === null ? 'nothing waits' : <>oldest <Time at={waitingSince} />{retrying > 0 && `, ${number(retrying)} tried before`}</>} bad={retrying > 0}>{number(waiting)}</Figure>
      <Figure name="Dead letters" note={deadLetters === 0 ? 'none given up' : 'given up or refused'} bad={deadLetters > 0}>{number(deadLetters)}</Figure>
      <Figure name="Listings" note={unlinked === 0 ? 'all linked' : `${number(unlinked)} belong to no SKU`}>{number(listings)}</Figure>
      <Figure name="Reconciled" note={lastRun === null ? 'not yet' : runInWords(lastRun)} bad={lastRun?.status === 'failed'}>
        {lastRun?.finishedAt == null ? '–' : <Time at={lastRun.finishedAt} />}
      </Figure>
      <Figure name="Orders read" note={channel.ordersPaused ? 'paused' : channel.ordersFailure ?? (ordersReadUntil === null ? 'not polled' : 'all before then are here')} bad={channel.ordersFailure !== null && !channel.ordersPaused}>
        {ordersReadUntil === null ? '–' : <Time at={ordersReadUntil} />}
      </Figure>
      <Figure name="Limits" note={limitsNote(channel)} bad={channel.limits.some(({ pausedUntil }) => pausedUntil !== null)}>{channel.limits.length === 0 ? '–' : `${number(Math.round(mostUsed(channel) * 100))} % used`}</Figure>
      <Figure name="Webhooks" note={webhooksNote(channel)} bad={channel.subscriptions?.status === 'missing'}><span className="capitalize">{channel.subscriptions?.status ?? '–'}</span></Figure>
    </dl>
  )
}

function runInWords({ status, dryRun }: NonNullable<Channel['lastRun']>): string {
  switch (status) {
    case 'waiting':
    case 'running': return 'one is under way'
    case 'failed': return 'the last one failed'
    default: return dryRun ? 'compared only' : 'compared and repaired'
  }
}

function mostUsed({ limits }: Channel): number {
  return Math.max(0, ...limits.map(({ used }) => used))
}

/** The call whose limit is nearest, or the one that the platform asked to leave alone. */
function limitsNote({ limits }: Channel): ReactNode {
  if (limits.length === 0) return 'not called within a day'
  const paused = limits.find(({ pausedUntil }) => pausedUntil !== null)
  if (paused?.pausedUntil != null) return <>{paused.kind}: asked to wait, until <Time at={paused.pausedUntil} /></>
  return [...limits].sort((a, b) => b.used - a.used)[0]?.kind
}

function webhooksNote({ subscriptions }: Channel): ReactNode {
  if (subscriptions === null) return 'nobody looks'
  return subscriptions.checkedAt === null ? 'not looked at yet' : <>looked at <Time at={subscriptions.checkedAt} /></>
}

interface FigureProps { readonly name: string; readonly note: ReactNode; readonly bad?: boolean; readonly children: ReactNode }

function Figure({ name, note, bad = false, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd>
        <span className={`block truncate text-base font-semibold ${bad ? 'text-bad' : ''}`}>{children}</span>
        <span className="block text-xs leading-4 break-words text-ink-faint">{note}</span>
      </dd>
    </div>
  )
}
