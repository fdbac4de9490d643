import type { UseQueryResult } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { SkeletonRows } from '../../ui/Skeleton'
import { Time } from '../../ui/Time'

interface AskedProps<T> {
  readonly query: UseQueryResult<T>
  /** What is asked for, e.g. "The conflicts". */
  readonly what: string
  readonly rows?: number
  readonly children: (answer: T) => ReactNode
}

/** An answer of the server in each of its states: on its way, failed, here, or here but not to be had anew. */
export function Asked<T>({ query, what, rows = 4, children }: AskedProps<T>) {
  if (query.data === undefined) return query.isError ? <FailureNotice failure={failureFrom(query.error)} what={what} onRetry={() => void query.refetch()} /> : <SkeletonRows rows={rows} height={56} />
  return (
    <>
      {query.isError && <NotAnew error={query.error} at={query.dataUpdatedAt} />}
      {children(query.data)}
    </>
  )
}

function NotAnew({ error, at }: { readonly error: Error; readonly at: number }) {
  const { title, code } = failureFrom(error)
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 rounded-lg bg-warn-soft px-4 py-2 text-warn">
      <CloudOff aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 flex-1">This is as it was <Time at={at} />: {title}</span>
      <code className="font-mono text-xs">{code}</code>
    </p>
  )
}
