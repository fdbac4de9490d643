import { readOrSkip } from '../api/fields'
import { decodeEdit } from '../edits/decodeEdit'
import { isPending, type Edit, type EditState, type NewEdit, type PendingEdit } from '../edits/edit'
import type { Database, StoredEdit } from './database'

/** What is kept of edits that are in the books, for the list. */
export const mostSynced = 20

export interface StoredEdits {
  /** In the order in which they were made. */
  readonly edits: readonly Edit[]
  /** Edits of another version of this page that this one cannot read. They are kept. */
  readonly unreadable: readonly StoredEdit[]
}

export async function loadEdits(database: Database): Promise<StoredEdits> {
  const stored = await database.edits.orderBy('sequence').toArray()
  const read = stored.map((one) => readOrSkip(one, decodeEdit))
  return { edits: read.filter((one) => one !== undefined), unreadable: stored.filter((_, at) => read[at] === undefined) }
}

/** As `addEdits`, for one. */
export function addEdit(database: Database, edit: NewEdit): Promise<void> {
  return addEdits(database, [edit])
}

/** On disk once this resolves, all of them or none: from here on they are never lost. */
export async function addEdits(database: Database, edits: readonly NewEdit[]): Promise<void> {
  await database.transaction('rw', [database.edits], () => database.edits.bulkAdd([...edits]))
}

/** Counts an attempt before it is made, so that an edit that may be at the server is never withdrawn as if it were not. */
export function markSent(database: Database, wanted: readonly PendingEdit[], heldOnHand: (edit: PendingEdit) => number | null): Promise<readonly PendingEdit[]> {
  return database.transaction('rw', [database.edits], async () => {
    const pending = new Map((await stillPending(database, wanted.map((edit) => edit.id))).map((edit) => [edit.id, edit]))
    const waiting = wanted.map((edit) => pending.get(edit.id)).filter((edit) => edit !== undefined)
    const sent = waiting.map((edit): PendingEdit => ({
      ...edit, state: { kind: 'pending', attempts: edit.state.attempts + 1, heldOnHand: edit.state.attempts === 0 ? heldOnHand(edit) : edit.state.heldOnHand },
    }))
    await database.edits.bulkPut([...sent])
    return sent
  })
}

/** Writes down what the server answered. The rest of an answered SKU's edits no longer rests on an older number. */
export function settleEdits(database: Database, states: ReadonlyMap<string, EditState>): Promise<void> {
  return database.transaction('rw', [database.edits], async () => {
    const answered = await stillPending(database, [...states.keys()])
    await database.edits.bulkPut(answered.map((edit) => ({ ...edit, state: states.get(edit.id) ?? edit.state })))
    const skus = new Set(answered.map((edit) => edit.wanted.sku))
    const { edits } = await loadEdits(database)
    const resting = edits.filter(isPending).filter((edit) => skus.has(edit.wanted.sku) && edit.state.heldOnHand !== null)
    await database.edits.bulkPut(resting.map((edit) => ({ ...edit, state: { ...edit.state, heldOnHand: null } })))
    const old = edits.filter((edit) => edit.state.kind === 'synced').slice(0, -mostSynced)
    await database.edits.bulkDelete(old.map((edit) => edit.sequence))
  })
}

/** Takes an edit out of the queue that nobody has heard of yet; false when it has been sent meanwhile. */
export function withdrawEdit(database: Database, id: string): Promise<boolean> {
  return database.transaction('rw', [database.edits], async () => {
    const [edit] = await stillPending(database, [id])
    if (edit === undefined || edit.state.attempts > 0) return false
    await database.edits.delete(edit.sequence)
    return true
  })
}

/** Forgets an answered edit. One that is waiting for its answer stays. */
export function dismissEdit(database: Database, sequence: number): Promise<void> {
  return database.transaction('rw', [database.edits], async () => {
    const stored = await database.edits.get(sequence)
    const edit = readOrSkip(stored, decodeEdit)
    if (edit === undefined || !isPending(edit)) await database.edits.delete(sequence)
  })
}

async function stillPending(database: Database, ids: readonly string[]): Promise<readonly PendingEdit[]> {
  const stored = await database.edits.where('id').anyOf([...ids]).sortBy('sequence')
  return stored.map((one) => readOrSkip(one, decodeEdit)).filter((edit) => edit !== undefined).filter(isPending)
}
