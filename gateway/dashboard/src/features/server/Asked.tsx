import { WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { localFailure, type Failure } from '../../api/failure'
import { Button } from '../../ui/Button'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'
import { Time } from '../../ui/Time'
import { useOnline, type Listed, type Question } from './useAsked'

interface AskedProps<T> {
  readonly question: Question<T>
  /** What is asked for, e.g. "The keys". */
  readonly what: string
  readonly children: (data: T) => ReactNode
}

/** Loading, failed, without a network, or what the server said; what was loaded before stays, with its age. */
export function Asked<T>({ question, what, children }: AskedProps<T>) {
  const { data, error, dataUpdatedAt, refetch } = question
  const again = () => { void refetch() }
  const online = useOnline()
  if (data === undefined && error === null) return <SkeletonRows rows={6} height={52} />
  const failure = error === null ? null : failureFrom(error)
  if (data !== undefined) {
    return (
      <>
        {(failure !== null || !online) && <Aged failure={failure ?? localFailure('unreachable')} at={dataUpdatedAt} onRetry={again} />}
        {children(data)}
      </>
    )
  }
  if (failure === null) return null
  return isAway(failure) ? <NeedsServer what={what} failure={failure} onRetry={again} /> : <FailureNotice failure={failure} what={what} onRetry={again} />
}

function isAway({ kind }: Failure): boolean {
  return kind === 'unreachable' || kind === 'timedOut'
}

function Aged({ failure, at, onRetry }: { readonly failure: Failure; readonly at: number; readonly onRetry: () => void }) {
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warn-soft px-4 py-1.5 text-warn">
      <WifiOff aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">Loaded <Time at={at} />, and not current: {failure.title} <code className="font-mono text-xs">{failure.code}</code></p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}

function NeedsServer({ what, failure, onRetry }: { readonly what: string; readonly failure: Failure; readonly onRetry: () => void }) {
  return (
    <Notice icon={WifiOff} title={`${what} need${what.endsWith('s') ? '' : 's'} the server`} code={failure.code} action={<Button onClick={onRetry}>Try again</Button>}>
      <p>Nothing of it was loaded here before. Stock and orders are on this device and go on without a network.</p>
    </Notice>
  )
}

export function MoreButton<T>({ list }: { readonly list: Listed<T> }) {
  if (!list.hasMore) return null
  return (
    <div className="border-t p-2 text-center">
      <Button look="bare" disabled={list.isReadingMore} onClick={list.readMore}>{list.isReadingMore ? 'Reading…' : 'Show older ones'}</Button>
    </div>
  )
}
