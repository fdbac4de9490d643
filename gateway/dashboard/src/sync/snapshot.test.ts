import { describe, expect, it } from 'vitest'
import { FailureError, failureOf, localFailure } from '../api/failure'
import type { Api } from '../api/client'
import { item } from './samples.testing'
import { createSnapshot } from './snapshot'
import { createWorld } from './world.testing'

/** Four pages of one SKU each; `fail` is asked before each is answered. */
function pages(fail: (page: number) => FailureError | null) {
  const { api: rest } = createWorld()
  const asked: string[] = []
  const api: Api = {
    ...rest,
    changes: (since, signal) => { asked.push(`changes ${since}`); return rest.changes(since, signal) },
    inventory: (cursor) => {
      const page = Number(cursor ?? '0')
      asked.push(`inventory ${String(page)}`)
      const failure = fail(page)
      return failure !== null ? Promise.reject(failure) : Promise.resolve({ items: [item(`SKU-${String(page)}`, 1)], nextCursor: page === 3 ? null : String(page + 1), unreadable: 0 })
    },
  }
  const snapshot = createSnapshot(api)
  return { asked, load: () => snapshot.load(new AbortController().signal, () => {}) }
}

const lost = () => new FailureError(localFailure('unreachable'))

describe('a snapshot', () => {
  it('goes on where the network was lost, from the feed’s end that it began with', async () => {
    let drops = 2
    const { load, asked } = pages((page) => (page === 2 && drops-- > 0 ? lost() : null))
    await expect(load()).rejects.toThrow()
    await expect(load()).rejects.toThrow()
    const whole = await load()
    expect([...whole.inventory.keys()]).toEqual(['SKU-0', 'SKU-1', 'SKU-2', 'SKU-3'])
    expect(whole.cursor).toBe('0')
    expect(asked).toEqual(['changes now', 'inventory 0', 'inventory 1', 'inventory 2', 'inventory 2', 'inventory 2', 'inventory 3'])
  })

  it('begins anew where the server will not go on', async () => {
    let refusals = 1
    const { load, asked } = pages((page) => (page === 1 && refusals-- > 0 ? new FailureError(failureOf(400, { code: 'cursor.invalid' }, null)) : null))
    await expect(load()).rejects.toThrow()
    await load()
    expect(asked.filter((call) => call === 'changes now')).toHaveLength(2)
  })

  it('begins anew once it is whole', async () => {
    const { load, asked } = pages(() => null)
    await load()
    await load()
    expect(asked.filter((call) => call === 'inventory 0')).toHaveLength(2)
  })
})
