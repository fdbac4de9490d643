import { expect, test } from 'vitest'
import { bestSuggestion, canUnlink, inBatches, linksOf, listingKey, type Listing } from './proposals'

function listing(id: string, suggestions: Listing['suggestions'] = null): Listing {
  return { connectionId: 'shop', platform: 'shopify', listingId: id, aliases: [], sellerSku: null, barcode: null, title: null, linkedSku: null, ownSku: `shop/${id}`, reported: null, lastSeenAt: null, suggestions }
}

test('the likeliest suggestion is offered, an unlikely one is not', () => {
  expect(bestSuggestion(listing('1', [{ sku: 'A', reason: 'title', score: 0.6 }, { sku: 'B', reason: 'sku', score: 1 }]))).toBe('B')
  expect(bestSuggestion(listing('2', [{ sku: 'A', reason: 'title', score: 0.2 }]))).toBeNull()
  expect(bestSuggestion(listing('3'))).toBeNull()
})

test('links are made of what is chosen, in the order of the list', () => {
  const [one, two, three] = [listing('1'), listing('2'), listing('3')]
  const chosen = new Map([[listingKey(three), 'C'], [listingKey(one), ' A '], [listingKey(two), ' ']])
  expect(linksOf([one, two, three], chosen)).toEqual([{ connectionId: 'shop', listingId: '1', sku: 'A' }, { connectionId: 'shop', listingId: '3', sku: 'C' }])
})

test('batches hold all, in order', () => {
  expect(inBatches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inBatches([], 2)).toEqual([])
})

test('a listing that stands for its own SKU cannot be unlinked', () => {
  const linked = { ...listing('TEE'), linkedSku: 'TEE' }
  expect(canUnlink(linked)).toBe(true)
  expect(canUnlink({ ...linked, platform: 'amazon' })).toBe(false)
  expect(canUnlink({ ...linked, platform: 'amazon', linkedSku: 'TEE-2' })).toBe(true)
  expect(canUnlink(listing('TEE'))).toBe(false)
})
