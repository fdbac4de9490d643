/** A value that can be watched. */
export interface Cell<T> {
  readonly read: () => T
  readonly write: (value: T) => void
  /** Calls back after every write of a different value; answers with the way to stop. */
  readonly watch: (listener: () => void) => () => void
}

export function createCell<T>(first: T): Cell<T> {
  let value = first
  const listeners = new Set<() => void>()
  return {
    read: () => value,
    write: (next) => {
      if (Object.is(next, value)) return
      value = next
      listeners.forEach((listener) => { listener() })
    },
    watch: (listener) => {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}
