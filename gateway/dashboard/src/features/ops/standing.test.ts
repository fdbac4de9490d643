import { expect, test } from 'vitest'
import { headline, toneOf, words, type Ops } from './standing'

const ops = (standing: string, ...states: string[]) => ({ standing, alerts: states.map((state) => ({ state })) }) as unknown as Ops

test('what fires is said before what may', () => {
  expect(headline(ops('critical', 'firing', 'pending', 'well'))).toBe('1 of 3 rules fires.')
  expect(headline(ops('well', 'pending', 'well'))).toBe('1 of 2 rules may fire soon.')
  expect(headline(ops('well', 'well'))).toBe('All is well: none of 1 rules fires.')
})

test('without reports nothing is claimed', () => {
  expect(headline(ops('unknown', 'unknown'))).toContain('Nobody knows')
})

test('a status of a newer server is shown plain', () => {
  expect([toneOf('ready'), toneOf('silent'), toneOf('behind'), toneOf('levitating')]).toEqual(['good', 'bad', 'warn', 'plain'])
  expect(words('high_sync_latency')).toBe('High sync latency')
})
