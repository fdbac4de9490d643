import { decodeInventoryItem } from './decode'
import { fields, list, readOrSkip, text, textOrNull, UnreadableError, wholeOrNull, type Fields } from './fields'
import type { InventoryItem } from './shapes'

/** One edit as the server takes it; the names are its own. */
export type Mutation =
  | (MutationStamp & { readonly kind: 'inventory.adjust'; readonly set?: number; readonly delta?: number; readonly baseVersion?: number; readonly location?: string; readonly reason?: string })
  | (MutationStamp & { readonly kind: 'inventory.change_settings'; readonly lowStockBelow?: number; readonly buffers?: Readonly<Record<string, number>> })
  | (MutationStamp & { readonly kind: 'conflict.resolve'; readonly conflictId: string; readonly winner: string; readonly reason?: string })

interface MutationStamp {
  readonly id: string
  readonly sku: string
  readonly madeAt: string
}

/** Who else spoke of the same stock, and what stands now. */
export interface MetConflict {
  /** Null when no case was opened: a newer count simply stands. */
  readonly id: string | null
  /** The rule that decided, or `superseded`. */
  readonly reason: string
  readonly status: string | null
  readonly winner: { readonly source: string; readonly quantity: number | null; readonly occurredAt: string | null } | null
}

export type MutationResult =
  | { readonly result: 'applied' | 'duplicate' | 'accepted'; readonly id: string }
  | { readonly result: 'conflict'; readonly id: string; readonly conflict: MetConflict }
  | { readonly result: 'refused'; readonly id: string; readonly code: string }

export interface MutationAnswer {
  /** Only those that could be read: an edit without a readable result is not answered. */
  readonly results: readonly MutationResult[]
  /** The SKUs as they are now; one whose listing moved names where to. */
  readonly items: readonly InventoryItem[]
}

export function decodeMutationAnswer(value: unknown): MutationAnswer {
  const from = fields(value, 'answer')
  return {
    results: list(from, 'results', (one) => readOrSkip(one, decodeResult)).filter((one) => one !== undefined),
    items: list(from, 'items', (one) => readOrSkip(one, decodeInventoryItem)).filter((one) => one !== undefined),
  }
}

function decodeResult(value: unknown): MutationResult {
  const from = fields(value, 'result')
  const id = text(from, 'id')
  const result = text(from, 'result')
  switch (result) {
    case 'applied':
    case 'duplicate':
    case 'accepted':
      return { result, id }
    case 'conflict':
      return { result, id, conflict: decodeConflict(fields(from['conflict'], 'conflict')) }
    case 'refused':
      return { result, id, code: text(from, 'code') }
    default:
      throw new UnreadableError(`result ${result} is not known`)
  }
}

export function decodeConflict(from: Fields): MetConflict {
  const winner = from['winner'] === undefined || from['winner'] === null ? null : fields(from['winner'], 'winner')
  return {
    id: textOrNull(from, 'id'),
    reason: text(from, 'reason'),
    status: textOrNull(from, 'status'),
    winner: winner === null ? null : { source: text(winner, 'source'), quantity: wholeOrNull(winner, 'quantity'), occurredAt: textOrNull(winner, 'occurredAt') },
  }
}
