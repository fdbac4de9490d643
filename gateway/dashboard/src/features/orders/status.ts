import type { Order, OrderStatus } from '../../api/shapes'

export const statusLabel: Readonly<Record<OrderStatus, string>> = {
  created: 'Created',
  paid: 'Paid',
  partially_shipped: 'Part shipped',
  shipped: 'Shipped',
  delivered: 'Delivered',
  cancelled: 'Cancelled',
}

/** The steps an order takes, and how many of them are behind it; a part shipment is half a step. */
export const statusSteps = ['Created', 'Paid', 'Shipped', 'Delivered'] as const

export function stepsDone(status: Exclude<OrderStatus, 'cancelled'>): number {
  switch (status) {
    case 'created':
      return 1
    case 'paid':
      return 2
    case 'partially_shipped':
      return 2.5
    case 'shipped':
      return 3
    case 'delivered':
      return 4
  }
}

/** True while something is still to be done for it. */
export function isOpen(order: Order): boolean {
  return order.status === 'created' || order.status === 'paid' || order.status === 'partially_shipped'
}

/** Only an open order can still be saved from having too little stock. */
export function needsStock(order: Order): boolean {
  return order.oversold && isOpen(order)
}
