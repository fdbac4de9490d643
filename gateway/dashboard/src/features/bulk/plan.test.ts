import { expect, test } from 'vitest'
import type { InventoryItem } from '../../api/shapes'
import { placesOf, planBulk, readBulk } from './plan'

function item(sku: string, onHand: number, more: Partial<InventoryItem> = {}): InventoryItem {
  return {
    sku, title: null, onHand, reserved: 0, backordered: 0, available: onHand, lowStockBelow: 0, unlinked: false, bundle: false, movedTo: null, version: 1, updatedAt: '2026-11-22T10:00:00Z',
    locations: [{ id: 'main', onHand, reserved: 0, available: onHand }], channels: [], ...more,
  }
}

const place = (id: string, onHand: number) => ({ id, onHand, reserved: 0, available: onHand })

test('a count and a change become an edit of each SKU, before and after', () => {
  const items = [item('A', 4), item('B', 10)]
  expect(planBulk(items, { kind: 'set', units: 10 }, null)).toEqual([
    { kind: 'edit', item: items[0], before: 4, after: 10, wanted: { kind: 'set', sku: 'A', location: null, before: 4, quantity: 10 } },
    { kind: 'left', item: items[1], why: 'is so already' },
  ])
  expect(planBulk(items, { kind: 'change', units: -5 }, null)).toMatchObject([{ kind: 'left', why: 'would be -1' }, { kind: 'edit', before: 10, after: 5, wanted: { kind: 'change', units: -5 } }])
})

test('bundles are left, having no stock of their own', () => {
  expect(planBulk([item('SET', 3, { bundle: true })], { kind: 'set', units: 1 }, null)[0]).toMatchObject({ kind: 'left' })
})

test('of several places one is named, and a SKU that is not there is left', () => {
  const two = item('A', 7, { locations: [place('berlin', 5), place('rome', 2)] })
  const one = item('B', 3)
  expect(placesOf([one])).toEqual([])
  expect(placesOf([two, one])).toEqual(['berlin', 'main', 'rome'])
  expect(planBulk([two, one], { kind: 'set', units: 9 }, 'rome')).toMatchObject([{ kind: 'edit', before: 2, wanted: { location: 'rome' } }, { kind: 'left', why: 'not kept at rome' }])
  expect(planBulk([two], { kind: 'set', units: 9 }, null)).toMatchObject([{ kind: 'edit', before: 5, wanted: { location: 'berlin' } }])
})

test.each([['40', { kind: 'set', units: 40 }], ['0', { kind: 'set', units: 0 }], ['+3', { kind: 'change', units: 3 }], ['−2', { kind: 'change', units: -2 }], ['+0', null], ['', null], ['1.5', null], ['9999999999', null]])('%s is read', (text, bulk) => {
  expect(readBulk(text)).toEqual(bulk)
})
