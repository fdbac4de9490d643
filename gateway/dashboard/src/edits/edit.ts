import type { MetConflict } from '../api/mutations'

/** What a person wants changed. Quantities are whole units on hand. */
export type Wanted =
  /** Counted: this many are there. */
  | { readonly kind: 'set'; readonly sku: string; readonly location: string | null; readonly quantity: number; readonly before: number }
  /** So many more or less. */
  | { readonly kind: 'change'; readonly sku: string; readonly location: string | null; readonly units: number; readonly before: number }
  | { readonly kind: 'settings'; readonly sku: string; readonly lowStockBelow: number | null; readonly buffers: Readonly<Record<string, number>> | null }
  | { readonly kind: 'resolution'; readonly sku: string; readonly conflictId: string; readonly winner: string }

export type EditState =
  /**
   * Not answered yet. Once `attempts` is above 0 the server may have it, so it can no longer be withdrawn, only undone.
   * `heldOnHand`: units on hand in the copy when it was first sent. Until the answer comes the number shown rests on it,
   * because the copy may hold the edit's effect before its answer does and would count it twice.
   */
  | { readonly kind: 'pending'; readonly attempts: number; readonly heldOnHand: number | null }
  | { readonly kind: 'synced'; readonly answeredAt: number }
  | { readonly kind: 'refused'; readonly answeredAt: number; readonly code: string }
  /** In the books, beside what another source said. `standing`: units on hand as they were when the answer came. */
  | { readonly kind: 'conflicting'; readonly answeredAt: number; readonly conflict: MetConflict; readonly standing: number | null }

export interface NewEdit {
  /** UUIDv7, made once; the server counts it once for good. */
  readonly id: string
  readonly wanted: Wanted
  /** When the person made it, ISO 8601, by this device's clock. */
  readonly madeAt: string
  /** The item's version that the person saw; null when there was none. */
  readonly baseVersion: number | null
  /** The edit that this one takes back. */
  readonly undoes: string | null
  readonly state: EditState
}

export interface Edit extends NewEdit {
  /** The order in which edits were made, whatever the clock did. */
  readonly sequence: number
}

export type PendingEdit = Edit & { readonly state: Extract<EditState, { kind: 'pending' }> }

export function isPending(edit: Edit): edit is PendingEdit {
  return edit.state.kind === 'pending'
}

export const unsent: EditState = { kind: 'pending', attempts: 0, heldOnHand: null }

export type UndoWay =
  /** Nobody has heard of it: it is simply taken out of the queue. */
  | { readonly kind: 'withdraw' }
  | { readonly kind: 'opposite'; readonly wanted: Wanted }
  | { readonly kind: 'none' }

/** A count is taken back as the difference that it made, so that what was sold meanwhile stays sold. */
export function undoWay({ wanted, state }: Edit): UndoWay {
  if (state.kind === 'refused') return { kind: 'none' }
  if (state.kind === 'pending' && state.attempts === 0) return { kind: 'withdraw' }
  switch (wanted.kind) {
    case 'set':
      return opposite(wanted, wanted.before - wanted.quantity, wanted.quantity)
    case 'change':
      return opposite(wanted, -wanted.units, wanted.before + wanted.units)
    case 'settings':
    case 'resolution':
      return { kind: 'none' }
  }
}

function opposite({ sku, location }: Extract<Wanted, { kind: 'set' | 'change' }>, units: number, before: number): UndoWay {
  return units === 0 ? { kind: 'none' } : { kind: 'opposite', wanted: { kind: 'change', sku, location, units, before } }
}
