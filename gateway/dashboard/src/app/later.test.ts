import { expect, test } from 'vitest'
import { persistently } from './later'

test('a page whose files do not come at first is fetched again, with longer and longer pauses', async () => {
  const pauses: number[] = []
  let tries = 0
  const load = () => ++tries < 4 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve('the page')
  await expect(persistently(load, (ms) => { pauses.push(ms); return Promise.resolve() })).resolves.toBe('the page')
  expect(pauses).toHaveLength(3)
  expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
})

test('files that never come are told of', async () => {
  await expect(persistently(() => Promise.reject(new TypeError('Failed to fetch')), () => Promise.resolve())).rejects.toThrow('Failed to fetch')
})
