import type { Failure } from '../api/failure'
import type { Mutation, MutationResult } from '../api/mutations'
import { isPending, type Edit, type EditState, type PendingEdit, type Wanted } from './edit'
import { lanesBy } from './lanes'

/** A batch is answered within seconds; the server takes 500 at most. */
export const mostAtOnce = 100

/** Lower goes first: a number that channels sell by, then a decision about one, then what only steers. */
function priorityOf({ kind }: Wanted): number {
  switch (kind) {
    case 'set':
    case 'change':
      return 0
    case 'resolution':
      return 1
    case 'settings':
      return 2
  }
}

/** The edits to send next. Within a SKU they keep the order in which they were made; the most urgent SKU goes first. */
export function nextBatch(edits: readonly Edit[], most: number): readonly PendingEdit[] {
  const lanes = [...lanesBy(edits.filter(isPending).sort(bySequence), (edit) => edit.wanted.sku).values()]
  const urgency = (lane: readonly PendingEdit[]) => Math.min(...lane.map((edit) => priorityOf(edit.wanted)))
  const first = (lane: readonly PendingEdit[]) => lane[0]?.sequence ?? 0
  return lanes.sort((a, b) => urgency(a) - urgency(b) || first(a) - first(b)).flat().slice(0, most)
}

function bySequence(a: Edit, b: Edit): number {
  return a.sequence - b.sequence
}

/** The edit as the server takes it: the same words each time it is sent. */
export function toMutation({ id, madeAt, baseVersion, wanted }: Edit): Mutation {
  const stamp = { id, sku: wanted.sku, madeAt }
  switch (wanted.kind) {
    case 'set':
      // What others said after the number that the person saw is concurrent with their count, however long they were away.
      return { ...stamp, kind: 'inventory.adjust', set: wanted.quantity, ...(baseVersion === null ? {} : { baseVersion }), ...at(wanted.location) }
    case 'change':
      return { ...stamp, kind: 'inventory.adjust', delta: wanted.units, ...at(wanted.location) }
    case 'settings':
      return {
        ...stamp, kind: 'inventory.change_settings',
        ...(wanted.lowStockBelow === null ? {} : { lowStockBelow: wanted.lowStockBelow }),
        ...(wanted.buffers === null ? {} : { buffers: wanted.buffers }),
      }
    case 'resolution':
      return { ...stamp, kind: 'conflict.resolve', conflictId: wanted.conflictId, winner: wanted.winner }
  }
}

function at(location: string | null): { readonly location?: string } {
  return location === null ? {} : { location }
}

/** What an answer makes of an edit; null when it is not decided yet and has to be sent again. */
export function answered(result: MutationResult, standing: number | null, answeredAt: number): EditState | null {
  switch (result.result) {
    case 'applied':
    case 'duplicate':
      return { kind: 'synced', answeredAt }
    case 'conflict':
      return { kind: 'conflicting', answeredAt, conflict: result.conflict, standing }
    case 'refused':
      return { kind: 'refused', answeredAt, code: result.code }
    case 'accepted':
      return null
  }
}

/** What to do with a batch that brought no results. */
export type NoResults =
  /** Nothing is known: the same edits go again. */
  | 'again'
  /** The server will never take this batch: half of it goes next, and of a single edit the refusal is its own. */
  | 'narrow'
  /** The key may not do this; the edits wait for another one. */
  | 'blocked'

/** Only the server's own answer may retire an edit; anything else keeps it. */
export function classify(failure: Failure): NoResults {
  switch (failure.kind) {
    case 'unauthorized':
    case 'forbidden':
      return 'blocked'
    case 'refused':
      return 'narrow'
    case 'missing':
    case 'cursorExpired':
    case 'throttled':
    case 'serverError':
    case 'unreachable':
    case 'timedOut':
    case 'unreadable':
      return 'again'
  }
}
