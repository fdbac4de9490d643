import { expect, test } from 'vitest'
import { sharedRows, sharedToken } from './sharedRows'

test('a token is read from the address of a shared page alone', () => {
  expect(sharedToken('/shared/abc_DEF-123')).toBe('abc_DEF-123')
  expect(sharedToken('/shared/abc/')).toBe('abc')
  expect(sharedToken('/shared/')).toBeNull()
  expect(sharedToken('/shared/a/b')).toBeNull()
  expect(sharedToken('/inventory')).toBeNull()
})

test('every word has to occur in the SKU or the title', () => {
  const items = [{ sku: 'TEE-RED', title: 'Red shirt', available: 3 }, { sku: 'MUG', title: null, available: 0 }]
  expect(sharedRows(items, ' red  tee ').map(({ sku }) => sku)).toEqual(['TEE-RED'])
  expect(sharedRows(items, 'mug')).toHaveLength(1)
  expect(sharedRows(items, '')).toHaveLength(2)
})
