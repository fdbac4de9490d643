import { expect, test } from 'vitest'
import { componentsOf, editOf, unitsOf } from './draft'

const before = { lowStockBelow: '5', buffers: { shop: '2', market: '0' } }

test('only what differs is changed, and buffers together', () => {
  expect(editOf('A', before, before)).toBeNull()
  expect(editOf('A', before, { ...before, lowStockBelow: '8' })).toEqual({ kind: 'settings', sku: 'A', lowStockBelow: 8, buffers: null })
  expect(editOf('A', before, { ...before, buffers: { shop: '2', market: '1' } })).toEqual({ kind: 'settings', sku: 'A', lowStockBelow: null, buffers: { shop: 2, market: 1 } })
  expect(editOf('A', before, { ...before, lowStockBelow: '' })).toMatchObject({ lowStockBelow: 0 })
})

test('what is no number of units changes nothing', () => {
  expect(editOf('A', before, { ...before, lowStockBelow: '-1' })).toBeNull()
  expect(editOf('A', before, { ...before, buffers: { shop: 'x', market: '0' } })).toBeNull()
  expect([unitsOf('1 000'), unitsOf('1.5'), unitsOf('9999999999')]).toEqual([1000, null, null])
})

test('components are different SKUs with at least one unit each', () => {
  expect(componentsOf([{ sku: ' A ', quantity: '2' }])).toEqual([{ sku: 'A', quantity: 2 }])
  expect(componentsOf([])).toEqual([])
  expect(componentsOf([{ sku: 'A', quantity: '0' }])).toBeNull()
  expect(componentsOf([{ sku: 'A', quantity: '1' }, { sku: 'A', quantity: '1' }])).toBeNull()
  expect(componentsOf([{ sku: '', quantity: '1' }])).toBeNull()
})
