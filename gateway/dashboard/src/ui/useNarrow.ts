import { useSyncExternalStore } from 'react'

const narrow = window.matchMedia('(max-width: 47.99rem)')

function watch(listener: () => void): () => void {
  narrow.addEventListener('change', listener)
  return () => { narrow.removeEventListener('change', listener) }
}

/** True on a phone's width, where tables become cards. */
export function useNarrow(): boolean {
  return useSyncExternalStore(watch, () => narrow.matches)
}
