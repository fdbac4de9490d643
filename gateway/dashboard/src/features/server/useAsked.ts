import { useInfiniteQuery, useQuery, type QueryKey } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { Online } from '../../api/online'
import { useSignedIn } from '../session/SessionContext'

/** How often a page that is seen asks again for what the live feed has no topic for. */
export const lookAgainMs = 10_000

/** What a page shows of a question to the server, whatever became of it. */
export interface Question<T> {
  readonly data: T | undefined
  readonly error: Error | null
  /** By this device's clock; 0 before the first answer. */
  readonly dataUpdatedAt: number
  readonly refetch: () => unknown
}

interface Asking<T> {
  /** In milliseconds, perhaps by what was answered last. Null: once, until it is out of date. */
  readonly every?: number | null | ((answer: T | undefined) => number | null)
  readonly enabled?: boolean
}

/** Asks the server, and again while somebody looks. The key is the answer's own: who asks for the same asks by the same function. */
export function useAsked<T>(queryKey: QueryKey, ask: (online: Online, signal: AbortSignal) => Promise<T>, { every = lookAgainMs, enabled = true }: Asking<T> = {}): Question<T> {
  const { online } = useSignedIn().session
  const asked = useQuery<T>({
    queryKey,
    queryFn: ({ signal }) => ask(online, signal),
    refetchInterval: typeof every === 'function' ? (query) => every(query.state.data) ?? false : (every ?? false),
    enabled,
  })
  return { data: asked.data, error: failureOf(asked), dataUpdatedAt: asked.dataUpdatedAt, refetch: asked.refetch }
}

/** Told of at once; whether the next try brings an answer shows by itself. */
function failureOf({ error, failureReason }: { readonly error: Error | null; readonly failureReason: Error | null }): Error | null {
  return error ?? failureReason
}

interface ListPage<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

/** A list by cursor: the pages read so far as one. */
export interface Listed<T> extends Question<readonly T[]> {
  readonly hasMore: boolean
  readonly isReadingMore: boolean
  readonly readMore: () => void
}

export function useListed<T>(queryKey: QueryKey, ask: (cursor: string | undefined, signal: AbortSignal) => Promise<ListPage<T>>, everyMs: number | false = lookAgainMs): Listed<T> {
  const asked = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => ask(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: ListPage<T>) => last.nextCursor ?? undefined,
    refetchInterval: everyMs,
  })
  return {
    data: asked.data?.pages.flatMap((page) => page.items),
    error: failureOf(asked),
    dataUpdatedAt: asked.dataUpdatedAt,
    refetch: asked.refetch,
    hasMore: asked.hasNextPage,
    isReadingMore: asked.isFetchingNextPage,
    readMore: () => { void asked.fetchNextPage() },
  }
}

/** False while the browser knows of no network: what was loaded before is then said to be old at once, not after some tries. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => navigator.onLine)
}

function watchNetwork(listener: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, listener)
  return () => { for (const event of ['online', 'offline']) window.removeEventListener(event, listener) }
}

/** A query parameter that is left out when there is nothing to say. */
export function given<K extends string>(name: K, value: string | null | undefined): { readonly [N in K]?: string } {
  return value === null || value === undefined || value === '' ? {} : { [name]: value } as { readonly [N in K]: string }
}
