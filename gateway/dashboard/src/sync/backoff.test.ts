import { expect, it } from 'vitest'
import { backoffMs, firstDelayMs, longestDelayMs } from './backoff'

it('doubles with every attempt up to the longest delay', () => {
  expect([0, 1, 2, 3, 20].map((attempt) => backoffMs(attempt, 1))).toEqual([firstDelayMs, 1_000, 2_000, 4_000, longestDelayMs])
})

it('spreads over the upper half', () => {
  expect(backoffMs(2, 0)).toBe(1_000)
  expect(backoffMs(2, 0.5)).toBe(1_500)
})

it('never comes back before the server asked it to', () => {
  expect(backoffMs(0, 0, 7_000)).toBe(7_000)
  expect(backoffMs(20, 1, 7_000)).toBe(longestDelayMs)
})
