import { useSyncExternalStore } from 'react'
import type { Cell } from '../storage/cell'

/** Renders again when what `select` takes from the cell is another value; it must not build a new object each time. */
export function useCell<T, S>(cell: Cell<T>, select: (value: T) => S): S {
  return useSyncExternalStore(cell.watch, () => select(cell.read()))
}
