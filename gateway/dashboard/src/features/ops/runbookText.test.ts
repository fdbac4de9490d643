import { expect, test } from 'vitest'
import { parts } from './runbookText'

test('code stays code and a link becomes its words', () => {
  expect(parts('See [operations](operations.md#parked-events): `replay --all`, then wait.')).toEqual([
    { kind: 'text', text: 'See operations: ' }, { kind: 'code', text: 'replay --all' }, { kind: 'text', text: ', then wait.' },
  ])
})

test('a line that begins with code has no empty text before it', () => {
  expect(parts('`spool`')).toEqual([{ kind: 'code', text: 'spool' }])
})
