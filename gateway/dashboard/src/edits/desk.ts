import type { Database } from '../storage/database'
import { addEdits, dismissEdit, loadEdits, withdrawEdit } from '../storage/editStore'
import { undoWay, unsent, type Edit, type NewEdit, type Wanted } from './edit'
import { uuid7 } from './uuid7'

/** Where a person's edits are made, taken back and dismissed. Each step is on disk when its promise resolves. */
export interface Desk {
  /** @returns The edit's id. */
  readonly make: (wanted: Wanted, baseVersion: number | null) => Promise<string>
  /** All of them or none. @returns Their ids, in the same order. */
  readonly makeAll: (wishes: readonly Wish[]) => Promise<readonly string[]>
  /** False when there is nothing that could be taken back. */
  readonly undo: (id: string) => Promise<boolean>
  readonly dismiss: (sequence: number) => Promise<void>
}

/** What a person wants, and the version of the item that they saw. */
export interface Wish {
  readonly wanted: Wanted
  readonly baseVersion: number | null
}

interface DeskPorts {
  readonly database: Database
  readonly now: () => number
  readonly randomBytes: () => Uint8Array
  readonly onChanged: () => Promise<void>
}

export function createDesk({ database, now, randomBytes, onChanged }: DeskPorts): Desk {
  const drawUp = ({ wanted, baseVersion }: Wish, undoes: string | null): NewEdit =>
    ({ id: uuid7(now(), randomBytes()), wanted, madeAt: new Date(now()).toISOString(), baseVersion, undoes, state: unsent })
  const addAll = async (edits: readonly NewEdit[]) => {
    await addEdits(database, edits)
    await onChanged()
    return edits.map(({ id }) => id)
  }
  const add = async (wanted: Wanted, baseVersion: number | null, undoes: string | null) => {
    const edit = drawUp({ wanted, baseVersion }, undoes)
    await addAll([edit])
    return edit.id
  }
  const find = async (id: string): Promise<Edit | undefined> => (await loadEdits(database)).edits.find((edit) => edit.id === id)

  async function undo(id: string): Promise<boolean> {
    const edit = await find(id)
    const way = edit === undefined ? { kind: 'none' as const } : undoWay(edit)
    switch (way.kind) {
      case 'none':
        return false
      case 'opposite':
        await add(way.wanted, null, id)
        return true
      case 'withdraw':
        // It may have been sent since it was looked at: then it has become one to be undone by its opposite.
        if (!(await withdrawEdit(database, id))) return undo(id)
        await onChanged()
        return true
    }
  }

  return {
    make: (wanted, baseVersion) => add(wanted, baseVersion, null),
    makeAll: (wishes) => addAll(wishes.map((wish) => drawUp(wish, null))),
    undo,
    dismiss: async (sequence) => {
      await dismissEdit(database, sequence)
      await onChanged()
    },
  }
}
