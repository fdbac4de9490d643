import type { Cell } from '../storage/cell'
import { createCell } from '../storage/cell'
import type { StoredEdits } from '../storage/editStore'
import { emptyReplica, type Replica } from '../sync/replica'
import type { Edit } from './edit'
import { overlay } from './overlay'

/** The copy as the server told it, and what the pages see of it: the same with the edits in it that wait for an answer. */
export interface Shown {
  readonly base: Cell<Replica>
  /** Several writes, one new picture. */
  readonly together: (writes: () => void) => void
  readonly start: () => () => void
}

export function createShown(shown: Cell<Replica>, edits: Cell<StoredEdits>): Shown {
  const base = createCell(emptyReplica)
  let waiting = false
  let last: { readonly inventory: Replica['inventory']; readonly edits: readonly Edit[] } | null = null

  const refresh = () => {
    if (waiting) return
    const replica = base.read()
    const current = edits.read().edits
    // An untouched map keeps its identity, so that the pages that read it have nothing to do.
    const same = last?.inventory === replica.inventory && last.edits === current
    last = { inventory: replica.inventory, edits: current }
    shown.write({ ...replica, inventory: same ? shown.read().inventory : overlay(replica.inventory, current) })
  }

  return {
    base,
    together: (writes) => {
      waiting = true
      try {
        writes()
      } finally {
        waiting = false
      }
      refresh()
    },
    start: () => {
      const leave = [base.watch(refresh), edits.watch(refresh)]
      return () => { leave.forEach((stop) => { stop() }) }
    },
  }
}
