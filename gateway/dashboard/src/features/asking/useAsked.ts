import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Online } from '../../api/online'
import { useSignedIn } from '../session/SessionContext'

/** How often a page that is seen asks again for what the live feed has no topic for. */
export const refreshMs = 10_000

interface Asking<T> {
  /** In milliseconds, perhaps by what was answered last. Null: once, until it is out of date. */
  readonly every?: number | null | ((answer: T | undefined) => number | null)
  readonly enabled?: boolean
  /** Keeps showing the answer to the question before while the next is under way. */
  readonly keep?: boolean
}

/** Asks the server, and again while somebody looks. */
export function useAsked<T>(key: readonly unknown[], ask: (online: Online, signal: AbortSignal) => Promise<T>, { every = refreshMs, enabled = true, keep = false }: Asking<T> = {}): UseQueryResult<T> {
  const { online } = useSignedIn().session
  return useQuery<T>({
    queryKey: key,
    queryFn: ({ signal }) => ask(online, signal),
    refetchInterval: typeof every === 'function' ? (query) => every(query.state.data) ?? false : (every ?? false),
    enabled,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  })
}
