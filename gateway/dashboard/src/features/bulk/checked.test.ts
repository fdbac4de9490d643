import { expect, test } from 'vitest'
import { toggled } from './checked'

const order = ['A', 'B', 'C', 'D', 'E']

test('one row is checked, and unchecked again', () => {
  expect([...toggled(new Set(), null, 'B', false, order)]).toEqual(['B'])
  expect([...toggled(new Set(['B']), 'B', 'B', false, order)]).toEqual([])
})

test('a range goes from the last row to this one, in either direction', () => {
  expect([...toggled(new Set(['B']), 'B', 'D', true, order)]).toEqual(['B', 'C', 'D'])
  expect([...toggled(new Set(['D']), 'D', 'A', true, order)].sort()).toEqual(['A', 'B', 'C', 'D'])
  expect([...toggled(new Set(order), 'B', 'D', true, order)]).toEqual(['A', 'E'])
})

test('a range from a row that is not shown any more is the row alone', () => {
  expect([...toggled(new Set(['X']), 'X', 'C', true, order)]).toEqual(['X', 'C'])
  expect([...toggled(new Set(), null, 'C', true, order)]).toEqual(['C'])
})
