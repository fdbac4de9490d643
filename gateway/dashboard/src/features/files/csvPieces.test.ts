import { expect, test } from 'vitest'
import { csvPieces, textOf } from './csvPieces'

test('a file is split between its rows, each piece with the head', () => {
  const pieces = csvPieces('sku,on_hand\r\nA,1\r\nB,2\r\nC,3', 2)
  expect(pieces.map(({ text }) => text)).toEqual(['sku,on_hand\r\nA,1\r\nB,2\r\n', 'sku,on_hand\r\nC,3'])
  expect(pieces.map(({ rows, rowsBefore, linesBefore }) => [rows, rowsBefore, linesBefore])).toEqual([[2, 0, 0], [1, 2, 2]])
})

test('a quoted line break ends no row, and lines are still told right', () => {
  const pieces = csvPieces('sku,reason\nA,"one\ntwo ""x"""\nB,three\n', 1)
  expect(pieces).toHaveLength(2)
  expect(pieces[1]?.text).toBe('sku,reason\nB,three\n')
  // In the file B stands in line 4, in its piece in line 2.
  expect(pieces[1]?.linesBefore).toBe(2)
})

test('blank lines are no rows, and a file without rows has no pieces', () => {
  expect(csvPieces('sku,on_hand\nA,1\n\nB,2\n', 10)[0]?.rows).toBe(2)
  expect(csvPieces('sku,on_hand\n', 10)).toEqual([])
  expect(csvPieces('', 10)).toEqual([])
})

test('the encodings that the server takes are read', () => {
  expect(textOf(new TextEncoder().encode('sku;ü'))).toBe('sku;ü')
  expect(textOf(new Uint8Array([0xff, 0xfe, 0x41, 0]))).toBe('A')
  expect(textOf(new Uint8Array([0x41, 0xfc]))).toBeNull()
})
