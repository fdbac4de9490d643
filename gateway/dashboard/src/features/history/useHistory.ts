import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { HistoryEvent } from '../../api/shapes'
import { useSignedIn } from '../session/SessionContext'

export type Subject = { readonly kind: 'inventory' | 'orders'; readonly id: string }

/** A busy SKU changes many times a second; its history is read again at most this often. */
const refreshEveryMs = 1_000

/** The events of one SKU or order, newest first, read again whenever `version` is another. */
export function useHistory(subject: Subject, version: number | undefined) {
  const { api } = useSignedIn().session
  const key = ['history', subject.kind, subject.id]
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      subject.kind === 'inventory' ? api.inventoryEvents(subject.id, pageParam, signal) : api.orderEvents(subject.id, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  })
  useRefresh(key, version)
  const events = query.data?.pages.flatMap((page) => page.items) ?? []
  return { query, events: newestFirst(events) }
}

function newestFirst(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return [...events].sort((a, b) => b.version - a.version)
}

/** Reads again what hangs on a version, soon after that is another. */
export function useRefresh(key: readonly string[], version: number | undefined): void {
  const queries = useQueryClient()
  const name = key.join(' ')
  const last = useRef({ name, version, at: 0 })
  useEffect(() => {
    if (last.current.name !== name || last.current.version === undefined) last.current = { name, version, at: Date.now() }
    if (last.current.version === version) return
    const timer = setTimeout(() => {
      last.current = { name, version, at: Date.now() }
      void queries.invalidateQueries({ queryKey: key })
    }, Math.max(0, last.current.at + refreshEveryMs - Date.now()))
    return () => { clearTimeout(timer) }
  })
}
