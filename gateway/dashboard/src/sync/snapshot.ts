import type { Api } from '../api/client'
import { FailureError, localFailure } from '../api/failure'
import type { Page, Topic } from '../api/shapes'
import { addInventoryPage, addOrderPage, emptyReplica, type Replica } from './replica'

/** Orders held at most; an archive of years stays on the server. */
export const mostOrders = 20_000

/**
 * Reads everything page by page, without a gap to the live stream that follows:
 * 1. the feed's end is remembered,
 * 2. the lists are read; they may hold changes from behind that point already,
 * 3. the copy is handed over with the cursor of step 1, and the stream repeats what came since: versions sort it out.
 * @param onProgress Called after each page with what has been read so far; its cursor is still null.
 */
export async function loadSnapshot(api: Api, signal: AbortSignal, onProgress: (partial: Replica, totals: Totals) => void): Promise<Replica> {
  const { cursor } = await api.changes('now', signal)
  if (cursor === null) throw new FailureError(localFailure('unreadable', 'The change feed named no cursor.'))
  let draft = emptyReplica
  let totals: Totals = { skusInAll: null, ordersInAll: null }
  const add = (next: Replica) => {
    draft = next
    onProgress(draft, totals)
  }
  await Promise.all([
    countAll(api, signal).then((counted) => { totals = counted }),
    readPages((at) => api.inventory(at, signal), (page) => { add(addInventoryPage(draft, page)) }, () => false),
    readPages((at) => api.orders(at, signal), (page) => { add(addOrderPage(draft, page)) }, () => draft.orders.size >= mostOrders)
      .then((complete) => { draft = { ...draft, ordersCut: !complete } }),
  ])
  return { ...draft, cursor }
}

/** How many records there are to read; null where the server does not say. */
export interface Totals {
  readonly skusInAll: number | null
  readonly ordersInAll: number | null
}

/** Only for the progress: without it the snapshot is as good. */
async function countAll(api: Api, signal: AbortSignal): Promise<Totals> {
  const count = (topic: Topic) => api.checksums(topic, signal).then((sums) => sums.count, () => null)
  const [skusInAll, orders] = await Promise.all([count('inventory'), count('orders')])
  return { skusInAll, ordersInAll: orders === null ? null : Math.min(orders, mostOrders) }
}

/** True when the last page was reached, false when `enough` stopped it. */
async function readPages<T>(read: (cursor: string | null) => Promise<Page<T>>, add: (page: Page<T>) => void, enough: () => boolean): Promise<boolean> {
  let cursor: string | null = null
  do {
    const page: Page<T> = await read(cursor)
    add(page)
    cursor = page.nextCursor
  } while (cursor !== null && !enough())
  return cursor === null
}
