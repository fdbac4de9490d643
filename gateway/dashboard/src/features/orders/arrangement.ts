import type { Order, OrderStatus } from '../../api/shapes'
import type { Arrangement } from '../listing/stableOrder'
import { compareWords, timeOf } from '../listing/times'
import type { Sorting } from '../listing/useListAddress'
import { orderMatches, wordsOf } from '../search/matches'
import { isOpen, needsStock } from './status'

export const defaultSorting: Sorting = { id: 'placed', desc: true }

export const orderFilters: Readonly<Record<string, { readonly name: string; readonly matches: (order: Order) => boolean }>> = {
  oversold: { name: 'Oversold', matches: needsStock },
  open: { name: 'To ship', matches: isOpen },
  shipped: { name: 'On the way', matches: (order) => order.status === 'shipped' },
  cancelled: { name: 'Cancelled', matches: (order) => order.status === 'cancelled' },
}

type Compare = (a: Order, b: Order) => number

const rank: Readonly<Record<OrderStatus, number>> = { created: 0, paid: 1, partially_shipped: 2, shipped: 3, delivered: 4, cancelled: 5 }
const placedAt = (order: Order) => timeOf(order.placedAt ?? order.updatedAt)
const byId: Compare = (a, b) => compareWords(a.id, b.id)
const comparisons: Readonly<Record<string, Compare>> = {
  id: byId,
  platform: (a, b) => compareWords(a.platform, b.platform),
  status: (a, b) => rank[a.status] - rank[b.status],
  placed: (a, b) => placedAt(a) - placedAt(b),
}

export function orderArrangement(query: string, filter: string | null, sortId: string, sortDesc: boolean): Arrangement<Order> {
  const words = wordsOf(query)
  const passes = orderFilters[filter ?? '']?.matches
  const compare = comparisons[sortId] ?? comparisons['placed'] ?? byId
  return {
    matches: (order) => (passes?.(order) ?? true) && orderMatches(order, words),
    compare: (a, b) => (sortDesc ? compare(b, a) : compare(a, b)) || byId(a, b),
  }
}
