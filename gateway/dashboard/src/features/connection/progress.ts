import type { Resync } from '../../sync/resync'
import { count, number } from '../../ui/format'

export interface Progress {
  readonly text: string
  /** Between 0 and 1; null while the end is not known. */
  readonly share: number | null
}

/** Null while nothing is under way. */
export function progressOf(resync: Resync): Progress | null {
  switch (resync.kind) {
    case 'none':
      return null
    case 'loading': {
      const { skus, skusInAll, orders, ordersInAll } = resync
      const inAll = skusInAll === null || ordersInAll === null ? null : skusInAll + ordersInAll
      return { text: `Reading ${part(skus, skusInAll, 'SKU')}, ${part(orders, ordersInAll, 'order')}.`, share: inAll === null || inAll === 0 ? null : Math.min(1, (skus + orders) / inAll) }
    }
    case 'catchingUp':
      return { text: resync.changes === 0 ? 'Catching up.' : `Catching up: ${count(resync.changes, 'change')} so far.`, share: null }
    case 'checking':
      return { text: 'Comparing this copy with the server’s.', share: null }
    case 'mending':
      return { text: `Reading ${number(resync.done)} of ${count(resync.inAll, 'record')} again that differ from the server’s.`, share: resync.done / resync.inAll }
  }
}

function part(done: number, inAll: number | null, one: string): string {
  return inAll === null ? count(done, one) : `${number(done)} of ${count(inAll, one)}`
}
