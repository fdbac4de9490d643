import { expect, test } from 'vitest'
import { expiryIn, timeLeft } from './expiry'

const now = Date.parse('2026-11-22T10:00:00Z')

test('an expiry is so many days from now, or none', () => {
  expect(expiryIn('7', now)).toBe('2026-11-29T10:00:00.000Z')
  expect(expiryIn('', now)).toBeNull()
  expect(expiryIn('never', now)).toBeNull()
})

test('what is left is told coarsely', () => {
  expect(timeLeft('2026-11-22T10:12:30Z', now)).toBe('ends in 13 min')
  expect(timeLeft('2026-11-23T10:00:00Z', now)).toBe('ends in 24 h')
  expect(timeLeft('2026-12-22T10:00:00Z', now)).toBe('ends in 30 days')
  expect(timeLeft('2026-11-22T09:00:00Z', now)).toBe('over')
})
