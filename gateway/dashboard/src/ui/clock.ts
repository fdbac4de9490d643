import { useSyncExternalStore } from 'react'
import { createCell } from '../storage/cell'

const time = createCell(Date.now())
let watchers = 0
let timer: ReturnType<typeof setInterval> | undefined

const tick = () => { time.write(Date.now()) }

function watch(listener: () => void): () => void {
  const leave = time.watch(listener)
  if (watchers++ === 0) {
    tick()
    timer = setInterval(tick, 1_000)
  }
  return () => {
    leave()
    if (--watchers === 0) clearInterval(timer)
  }
}

/** What `select` makes of the time; one clock for the whole page ticks every second. */
export function useClock<S extends string | number | boolean>(select: (now: number) => S): S {
  return useSyncExternalStore(watch, () => select(time.read()))
}
