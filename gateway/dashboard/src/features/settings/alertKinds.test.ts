import { expect, test } from 'vitest'
import { alertKinds, failureInWords, kindsInWords } from './alertKinds'

test('what a webhook is told of is said in few words', () => {
  expect(kindsInWords([])).toBe('every alert')
  expect(kindsInWords(['low_stock'])).toBe('Stock is low or gone')
  expect(kindsInWords(['low_stock', 'push_failed', 'a_later_kind'])).toBe('Stock is low or gone and 2 more')
})

test('kinds are named once each', () => {
  expect(new Set(alertKinds.map(({ value }) => value)).size).toBe(alertKinds.length)
})

test('a failure that is not known is shown as its code', () => {
  expect(failureInWords('callback.timeout')).toBe('it did not answer in time')
  expect(failureInWords('callback.of_later')).toBe('callback.of_later')
})
