export type Watch = (listener: () => void) => () => void

/**
 * Calls back at once after a rest, then at most once in `gapMs`; the last change is never kept back for longer.
 * @param delay Answers with the way to call it off.
 */
export function slowly(watch: Watch, gapMs: number, delay: (ms: number, then: () => void) => () => void): Watch {
  return (listener) => {
    let cancel: (() => void) | null = null
    let changed = false
    const call = () => {
      changed = false
      cancel = delay(gapMs, () => {
        cancel = null
        if (changed) call()
      })
      listener()
    }
    const leave = watch(() => {
      changed = true
      if (cancel === null) call()
    })
    return () => {
      leave()
      cancel?.()
    }
  }
}
