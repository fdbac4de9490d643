import { decodeConflict } from '../api/mutations'
import { fields, text, textOrNull, UnreadableError, whole, wholeOrNull, type Fields } from '../api/fields'
import type { Edit, EditState, Wanted } from './edit'

/** Edits outlive versions of this page, so what lies on disk is read as carefully as what comes over the network. */
export function decodeEdit(value: unknown): Edit {
  const from = fields(value, 'edit')
  return {
    sequence: whole(from, 'sequence'),
    id: text(from, 'id'),
    wanted: decodeWanted(fields(from['wanted'], 'wanted')),
    madeAt: text(from, 'madeAt'),
    baseVersion: wholeOrNull(from, 'baseVersion'),
    undoes: textOrNull(from, 'undoes'),
    state: decodeState(fields(from['state'], 'state')),
  }
}

function decodeWanted(from: Fields): Wanted {
  const sku = text(from, 'sku')
  const place = () => ({ sku, location: textOrNull(from, 'location'), before: whole(from, 'before') })
  switch (from['kind']) {
    case 'set':
      return { kind: 'set', ...place(), quantity: whole(from, 'quantity') }
    case 'change':
      return { kind: 'change', ...place(), units: whole(from, 'units') }
    case 'settings':
      return { kind: 'settings', sku, lowStockBelow: wholeOrNull(from, 'lowStockBelow'), buffers: decodeBuffers(from['buffers']) }
    case 'resolution':
      return { kind: 'resolution', sku, conflictId: text(from, 'conflictId'), winner: text(from, 'winner') }
    default:
      throw new UnreadableError('the kind of edit is not known')
  }
}

function decodeBuffers(value: unknown): Readonly<Record<string, number>> | null {
  if (value === undefined || value === null) return null
  const from = fields(value, 'buffers')
  return Object.fromEntries(Object.keys(from).map((connection) => [connection, whole(from, connection)]))
}

function decodeState(from: Fields): EditState {
  const answeredAt = () => whole(from, 'answeredAt')
  switch (from['kind']) {
    case 'pending':
      return { kind: 'pending', attempts: whole(from, 'attempts'), heldOnHand: wholeOrNull(from, 'heldOnHand') }
    case 'synced':
      return { kind: 'synced', answeredAt: answeredAt() }
    case 'refused':
      return { kind: 'refused', answeredAt: answeredAt(), code: text(from, 'code') }
    case 'conflicting':
      return { kind: 'conflicting', answeredAt: answeredAt(), conflict: decodeConflict(fields(from['conflict'], 'conflict')), standing: wholeOrNull(from, 'standing') }
    default:
      throw new UnreadableError('the state of the edit is not known')
  }
}
