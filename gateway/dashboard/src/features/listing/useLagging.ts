import { useDeferredValue } from 'react'

/**
 * Records for what counts and orders all of them: cells show a change at once, this may come a moment later. The first
 * records do not wait: until they show, there is nothing that they could hold up.
 */
export function useLagging<T>(records: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const lagging = useDeferredValue(records)
  return lagging.size === 0 ? records : lagging
}
