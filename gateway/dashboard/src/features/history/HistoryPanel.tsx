import { History } from 'lucide-react'
import type { HistoryEvent } from '../../api/shapes'
import { Button } from '../../ui/Button'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { count } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { SkeletonRows } from '../../ui/Skeleton'
import { Time } from '../../ui/Time'
import { describeEvent } from './describeEvent'
import { useHistory, type Subject } from './useHistory'

export function HistoryPanel({ subject, version }: { readonly subject: Subject; readonly version: number | undefined }) {
  const { query, events } = useHistory(subject, version)
  return (
    <Panel title="History" aside={events.length > 0 ? count(events.length, 'event') : undefined}>
      {query.isPending ? <SkeletonRows rows={4} height={56} />
        : query.isError ? <FailureNotice failure={failureFrom(query.error)} what="The history" onRetry={() => void query.refetch()} />
        : events.length === 0 ? <Notice icon={History} title="No events yet" />
        : <ol className="divide-y">{events.map((event) => <EventLine key={event.id} event={event} />)}</ol>}
      {query.hasNextPage && (
        <div className="border-t p-2 text-center">
          <Button look="bare" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{query.isFetchingNextPage ? 'Loading…' : 'Load more'}</Button>
        </div>
      )}
    </Panel>
  )
}

function EventLine({ event }: { readonly event: HistoryEvent }) {
  const { title, effect } = describeEvent(event)
  return (
    <li data-testid={`event-${String(event.version)}`}>
      <details className="group">
        <summary className="grid min-h-11 list-none grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 hover:bg-raised md:grid-cols-[2.5rem_auto_9rem_minmax(0,1fr)_auto]">
          <span className="figures hidden text-right text-xs text-ink-faint md:block">{event.version}</span>
          <PlatformMark platform={event.source ?? 'unknown'} />
          <span className="min-w-0 font-medium max-md:col-start-2">{title}</span>
          <span className="min-w-0 break-words text-ink-soft max-md:col-start-2 max-md:row-start-2">{effect}</span>
          <Time at={event.occurredAt} className="figures whitespace-nowrap text-ink-faint max-md:col-start-3 max-md:row-start-1" />
        </summary>
        <EventDetails event={event} />
      </details>
    </li>
  )
}

function EventDetails({ event }: { readonly event: HistoryEvent }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Type', event.type], ['Occurred', event.occurredAt], ['Recorded', event.recordedAt], ['Source', event.source],
    ['Event', event.id], ['Correlation', event.correlationId], ['Cause', event.causationId], ['Trace', event.traceId],
  ]
  return (
    <div className="border-t bg-canvas px-4 py-3 text-xs">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint">{name}</dt>
            <dd className="font-mono break-all">{value ?? '–'}</dd>
          </div>
        ))}
      </dl>
      <pre className="mt-2 overflow-x-auto rounded border bg-surface p-2 font-mono">{JSON.stringify(event.data, null, 2)}</pre>
    </div>
  )
}
