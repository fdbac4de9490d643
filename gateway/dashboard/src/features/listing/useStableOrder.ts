import { useEffect, useMemo, useState } from 'react'
import { arrange, insert, watchOrder, type Arrangement } from './stableOrder'

/** More at once is a page of a snapshot, not a few live changes. */
const mostInserted = 50

interface StableOrder {
  readonly ids: readonly string[]
  /** Changes that would move rows and wait for the person's word. */
  readonly waiting: number
  readonly release: () => void
}

/**
 * A list's order that holds still while its rows change in place. It is made anew when `arrangement` is another
 * (a stable object, so memoise it), and on request; arrivals slip in by themselves only when `isTouched` says that nobody
 * is at the list.
 */
export function useStableOrder<T>(items: ReadonlyMap<string, { readonly item: T }>, arrangement: Arrangement<T>, isTouched: () => boolean): StableOrder {
  const [kept, setKept] = useState(() => ({ arrangement, ids: arrange(items, arrangement) }))
  const current = kept.arrangement === arrangement ? kept : { arrangement, ids: arrange(items, arrangement) }
  if (current !== kept) setKept(current)
  const { ids } = current
  const look = useMemo(() => watchOrder(ids, arrangement), [ids, arrangement])
  const pending = useMemo(() => look(items), [look, items])

  useEffect(() => {
    if (pending.gone > 0 || pending.arrived.length > mostInserted) setKept({ arrangement, ids: arrange(items, arrangement) })
    else if (pending.arrived.length > 0 && !isTouched()) setKept({ arrangement, ids: insert(ids, pending.arrived, items, arrangement.compare) })
  }, [pending, ids, items, arrangement, isTouched])

  return {
    ids,
    waiting: pending.arrived.length + pending.misplaced,
    release: () => { setKept({ arrangement, ids: arrange(items, arrangement) }) },
  }
}
