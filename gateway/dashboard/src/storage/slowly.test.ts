import { expect, it } from 'vitest'
import { createCell } from './cell'
import { slowly } from './slowly'

it('calls back at once, then gathers what comes within the gap, and misses no last change', () => {
  const cell = createCell(0)
  const seen: number[] = []
  let pass = () => {}
  const leave = slowly(cell.watch, 500, (_, then) => {
    pass = then
    return () => { pass = () => {} }
  })(() => { seen.push(cell.read()) })
  for (const value of [1, 2, 3]) cell.write(value)
  expect(seen).toEqual([1])
  pass()
  expect(seen).toEqual([1, 3])
  pass()
  pass()
  cell.write(4)
  expect(seen).toEqual([1, 3, 4])
  cell.write(5)
  leave()
  pass()
  expect(seen).toEqual([1, 3, 4])
})
