import { lazy, Suspense, type ComponentType } from 'react'
import { backoffMs } from '../sync/backoff'
import { SkeletonRows } from '../ui/Skeleton'

/** With the pauses between them about half a minute. */
const mostTries = 6

/** A page that is fetched when it is opened: the first paint does not wait for it. */
export function later<K extends string>(load: () => Promise<Readonly<Record<K, ComponentType>>>, name: K) {
  const Page = lazy(async () => ({ default: (await persistently(load, pause))[name] as ComponentType }))
  return <Suspense fallback={<div className="p-4"><SkeletonRows rows={8} height={56} /></div>}><Page /></Suspense>
}

/** Until the service worker keeps the page's files, a network that drops for a moment is no reason for a page not to open. */
export async function persistently<T>(load: () => Promise<T>, wait: (ms: number) => Promise<void>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await load()
    } catch (error) {
      if (attempt + 1 >= mostTries) throw error
      await wait(backoffMs(attempt, 1, null))
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
