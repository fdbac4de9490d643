import { expect, it } from 'vitest'
import { order } from '../../sync/samples.testing'
import { totalOf } from './total'

const line = (quantity: number, amountMinor: number | null, currency = 'USD') => ({
  sku: 'A', listingId: null, title: null, quantity, reserved: 0, shipped: 0, unitPrice: amountMinor === null ? null : { amountMinor, currency },
})
const total = (...lines: readonly ReturnType<typeof line>[]) => totalOf(order('o', 1, { lines }))

it('adds up the lines in minor units', () => {
  expect(total(line(2, 1_999), line(1, 1))).toEqual({ amountMinor: 3_999, currency: 'USD' })
})

it('says nothing rather than something wrong', () => {
  expect(total()).toBeNull()
  expect(total(line(1, 5), line(1, null))).toBeNull()
  expect(total(line(1, 5), line(1, 5, 'EUR'))).toBeNull()
  expect(total(line(2, Number.MAX_SAFE_INTEGER))).toBeNull()
})
