import type { Api } from '../api/client'
import { FailureError, localFailure } from '../api/failure'
import type { Page, Topic } from '../api/shapes'
import { addInventoryPage, addOrderPage, emptyReplica, type Replica } from './replica'

/** Orders held at most; an archive of years stays on the server. */
export const mostOrders = 20_000

export interface Snapshot {
  /**
   * @param onProgress Called after each page with what has been read so far; its cursor is still null.
   * @returns The whole copy. What a failure interrupts is gone on with by the next call, so that a network that drops every few
   * seconds brings even a large stock in.
   */
  readonly load: (signal: AbortSignal, onProgress: (partial: Replica, totals: Totals) => void) => Promise<Replica>
}

/**
 * Reads everything page by page, without a gap to the live stream that follows:
 * 1. the feed's end is remembered,
 * 2. the lists are read; they may hold changes from behind that point already,
 * 3. the copy is handed over with the cursor of step 1, and the stream repeats what came since: versions sort it out.
 */
export function createSnapshot(api: Api): Snapshot {
  let begun: Begun | null = null
  return {
    load: async (signal, onProgress) => {
      begun ??= await begin(api, signal)
      try {
        const whole = await readOn(api, signal, begun, onProgress)
        begun = null
        return whole
      } catch (error) {
        // A list that will not go on from where it was is read from its beginning.
        if (!isPassing(error, signal)) begun = null
        throw error
      }
    },
  }
}

/** How far a snapshot has got; it outlives the attempt that made it. */
interface Begun {
  readonly cursor: string
  draft: Replica
  totals: Totals
  readonly inventory: Place
  readonly orders: Place
}

interface Place {
  /** Of the next page; null at the beginning. */
  next: string | null
  read: boolean
}

async function begin(api: Api, signal: AbortSignal): Promise<Begun> {
  const { cursor } = await api.changes('now', signal)
  if (cursor === null) throw new FailureError(localFailure('unreadable', 'The change feed named no cursor.'))
  return { cursor, draft: emptyReplica, totals: { skusInAll: null, ordersInAll: null }, inventory: { next: null, read: false }, orders: { next: null, read: false } }
}

async function readOn(api: Api, signal: AbortSignal, begun: Begun, onProgress: (partial: Replica, totals: Totals) => void): Promise<Replica> {
  const add = (next: Replica) => {
    begun.draft = next
    onProgress(next, begun.totals)
  }
  await Promise.all([
    countAll(api, signal).then((counted) => { begun.totals = counted }),
    readPages(begun.inventory, (at) => api.inventory(at, signal), (page) => { add(addInventoryPage(begun.draft, page)) }, () => false),
    readPages(begun.orders, (at) => api.orders(at, signal), (page) => { add(addOrderPage(begun.draft, page)) }, () => begun.draft.orders.size >= mostOrders),
  ])
  return { ...begun.draft, cursor: begun.cursor, ordersCut: !begun.orders.read }
}

function isPassing(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof FailureError && ['unreachable', 'timedOut', 'throttled', 'serverError'].includes(error.failure.kind))
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

async function readPages<T>(place: Place, read: (cursor: string | null) => Promise<Page<T>>, add: (page: Page<T>) => void, enough: () => boolean): Promise<void> {
  while (!place.read && !enough()) {
    const page = await read(place.next)
    add(page)
    place.next = page.nextCursor
    place.read = page.nextCursor === null
  }
}
