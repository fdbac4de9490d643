import { expect, test } from 'vitest'
import { place, type Placeable } from './waterfall'

const span = (spanId: string, parentId: string | null, offsetMs: number, durationMs: number): Placeable => ({ spanId, parentId, offsetMs, durationMs })

test('each span stands under the one it is part of, in the order they began', () => {
  const placed = place([span('c', 'a', 30, 10), span('a', null, 0, 100), span('b', 'a', 10, 40), span('d', 'b', 12, 5)], 100)
  expect(placed.map(({ span: { spanId }, depth }) => `${spanId}${String(depth)}`)).toEqual(['a0', 'b1', 'd2', 'c1'])
  expect(placed[1]).toMatchObject({ left: 0.1, width: 0.4 })
})

test('a span whose parent is not kept begins a tree of its own, and nothing is lost', () => {
  const placed = place([span('a', 'gone', 5, 5), span('b', 'a', 6, 1)], 10)
  expect(placed.map(({ depth }) => depth)).toEqual([0, 1])
})

test('a trace of no length has no widths', () => {
  expect(place([span('a', null, 0, 0)], 0)[0]).toMatchObject({ left: 0, width: 0 })
})
