import { useDeferredValue, useMemo, useSyncExternalStore } from 'react'
import type { Cell } from '../../storage/cell'
import { slowly, type Watch } from '../../storage/slowly'
import type { Replica } from '../../sync/replica'
import { useSignedIn } from '../session/SessionContext'

/** Under a stream of changes all records are counted and put in order this often. */
const lagMs = 500

/**
 * Records for what counts and orders all of them: cells show a change at once, this may come a moment later. The first
 * records do not wait: until they show, there is nothing that they could hold up.
 * @param select The same function each time.
 */
export function useLagging<T>(select: (replica: Replica) => ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const { replica } = useSignedIn().session
  const watch = useMemo(() => slowly(changesOf(replica, select), lagMs, delay), [replica, select])
  const records = useSyncExternalStore(watch, () => select(replica.read()))
  const lagging = useDeferredValue(records)
  return lagging.size === 0 ? records : lagging
}

/** Another part's change is none of these records. */
function changesOf<T>(replica: Cell<Replica>, select: (replica: Replica) => T): Watch {
  return (listener) => {
    let last = select(replica.read())
    return replica.watch(() => {
      const next = select(replica.read())
      if (next === last) return
      last = next
      listener()
    })
  }
}

function delay(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => { clearTimeout(timer) }
}

export const inventoryOf = ({ inventory }: Replica) => inventory
export const ordersOf = ({ orders }: Replica) => orders
