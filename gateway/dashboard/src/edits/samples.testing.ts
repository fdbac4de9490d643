import type { Edit, EditState, NewEdit, Wanted } from './edit'
import { unsent } from './edit'

export const set = (sku: string, quantity: number, before = 10) => ({ kind: 'set' as const, sku, location: null, quantity, before }) satisfies Wanted
export const change = (sku: string, units: number, before = 10) => ({ kind: 'change' as const, sku, location: null, units, before }) satisfies Wanted
export const settings = (sku: string): Wanted => ({ kind: 'settings', sku, lowStockBelow: 5, buffers: null })
export const resolution = (sku: string): Wanted => ({ kind: 'resolution', sku, conflictId: 'c', winner: 'w' })

export function newEdit(id: string, wanted: Wanted): NewEdit {
  return { id, wanted, madeAt: '2026-11-21T09:12:00.000Z', baseVersion: 1, undoes: null, state: unsent }
}

export function edit(sequence: number, wanted: Wanted, state: EditState = unsent): Edit {
  return { ...newEdit(`edit-${String(sequence)}`, wanted), sequence, state }
}
