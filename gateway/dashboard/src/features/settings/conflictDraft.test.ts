import { expect, test } from 'vitest'
import { draftOf, isSame, moved, nothingChosen, wantedOf } from './conflictDraft'

const shown = { strategy: null, ranks: null, windowSeconds: 7, channels: { shop: { strategy: 'merge' } }, version: 3 }

test('what is not chosen stays as the level above says', () => {
  expect(draftOf(shown)).toEqual({ strategy: null, ranks: null, windowSeconds: 7, channels: { shop: { strategy: 'merge', ranks: null, windowSeconds: null } } })
})

test('a channel that chooses nothing is not sent', () => {
  const draft = draftOf(shown)
  expect(wantedOf({ ...draft, channels: { shop: nothingChosen } }).channels).toEqual({})
  expect(isSame({ ...draft, channels: { ...draft.channels, other: nothingChosen } }, draft)).toBe(true)
  expect(isSame({ ...draft, windowSeconds: 8 }, draft)).toBe(false)
})

test('a source moves one place, and never over the end', () => {
  expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c'])
})
