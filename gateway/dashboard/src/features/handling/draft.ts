import type { Described } from '../../api/online'
import type { Wanted } from '../../edits/edit'
import { mostUnits } from '../../edits/quantity'

type StockItem = Described['StockItem']

/** How a SKU is handled, as it is typed: whole units, or nothing. */
export interface HandlingDraft {
  readonly lowStockBelow: string
  /** Units held back, by connection. */
  readonly buffers: Readonly<Record<string, string>>
}

export function draftOf({ lowStockBelow, channels }: StockItem): HandlingDraft {
  return { lowStockBelow: String(lowStockBelow ?? 0), buffers: Object.fromEntries(channels.map(({ connectionId, buffer }) => [connectionId, String(buffer ?? 0)])) }
}

/** Null when something typed is no number of units. */
export function unitsOf(text: string): number | null {
  const written = text.replace(/[\s\u00a0\u202f']/g, '')
  const units = written === '' ? 0 : /^\d{1,10}$/.test(written) ? Number(written) : Number.NaN
  return units <= mostUnits ? units : null
}

/** The edit that makes it so; null when nothing differs or something cannot be used. Buffers are replaced together. */
export function editOf(sku: string, before: HandlingDraft, draft: HandlingDraft): Extract<Wanted, { kind: 'settings' }> | null {
  const lowStockBelow = unitsOf(draft.lowStockBelow)
  const buffers = Object.entries(draft.buffers).map(([connection, text]) => [connection, unitsOf(text)] as const)
  if (lowStockBelow === null || buffers.some(([, units]) => units === null)) return null
  const threshold = lowStockBelow === unitsOf(before.lowStockBelow) ? null : lowStockBelow
  const changed = buffers.some(([connection, units]) => units !== unitsOf(before.buffers[connection] ?? ''))
  if (threshold === null && !changed) return null
  return { kind: 'settings', sku, lowStockBelow: threshold, buffers: changed ? Object.fromEntries(buffers.map(([connection, units]) => [connection, units ?? 0])) : null }
}

export interface ComponentDraft { readonly sku: string; readonly quantity: string }

/** As the server takes them; null while they cannot be used. */
export function componentsOf(drafts: readonly ComponentDraft[]): readonly Described['BundleComponent'][] | null {
  const components = drafts.map(({ sku, quantity }) => ({ sku: sku.trim(), quantity: unitsOf(quantity) ?? 0 }))
  const usable = components.every(({ sku, quantity }) => sku !== '' && quantity > 0) && new Set(components.map(({ sku }) => sku)).size === components.length
  return usable ? components : null
}
