import { expect, test } from 'vitest'
import { outcomeName, readable, sinceOf } from './filter'

test('a period begins at a whole minute', () => {
  const now = Date.parse('2026-11-22T10:20:31.500Z')
  expect(sinceOf('hour', now)).toBe('2026-11-22T09:20:00.000Z')
  expect(sinceOf('', now)).toBeNull()
  expect(sinceOf('nonsense', now)).toBeNull()
})

test('an outcome of a later version is still told', () => {
  expect(outcomeName('unknown_topic')).toBe('Of no concern')
  expect(outcomeName('taken_over')).toBe('taken over')
})

test('a body is indented without changing a digit of it', () => {
  expect(readable('{"id":1}')).toBe('{\n  "id": 1\n}')
  expect(readable('{"id":9007199254740993}')).toBe('{"id":9007199254740993}')
  expect(readable('{"price":1.10}')).toBe('{"price":1.10}')
  expect(readable('not json')).toBe('not json')
})
