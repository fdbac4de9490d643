import { describe, expect, it } from 'vitest'
import { createCell } from '../storage/cell'
import { createCopy } from './copy'
import { mostMended, proveCopy } from './prove'
import { emptyReplica, fromRows, type Replica } from './replica'
import { item } from './samples.testing'
import { createWorld } from './world.testing'

function copyOf(world: ReturnType<typeof createWorld>, cursor: string) {
  const cell = createCell<Replica>({ ...emptyReplica, ...fromRows([...world.stock.values()], []), cursor })
  const copy = createCopy({ cell, disk: null, now: () => 1, asOf: () => 1, onCommitted: () => {}, onDiskLost: () => {} })
  const progress: string[] = []
  const catchUp = async () => {
    for (let hasMore = true; hasMore;) {
      const page = await world.api.changes(copy.read().cursor ?? '', new AbortController().signal)
      copy.apply(page)
      hasMore = page.hasMore
    }
  }
  const prove = () => proveCopy({ api: world.api, read: copy.read, catchUp, absorb: copy.absorb, drop: copy.drop, onProgress: ({ kind }) => progress.push(kind) }, new AbortController().signal)
  return { copy, prove, progress }
}

describe('the proof', () => {
  it('asks for two sums and nothing else when the copy is right', async () => {
    const world = createWorld()
    for (let at = 0; at < 50; at++) world.put(item(`S${String(at)}`, 1))
    const { prove } = copyOf(world, '50')
    expect(await prove()).toEqual({ kind: 'proved', mended: 0 })
    expect(world.calls).toEqual(['sums inventory', 'sums orders'])
  })

  it('mends what is missing, older, or no longer there, and reads nothing else', async () => {
    const world = createWorld()
    for (let at = 0; at < 50; at++) world.put(item(`S${String(at)}`, 3))
    const { copy, prove, progress } = copyOf(world, '50')
    copy.drop('inventory', ['S7', 'S8'])
    copy.absorb([item('ghost', 1)], [])
    copy.drop('inventory', ['S9'])
    copy.absorb([item('S9', 2)], [])
    expect(await prove()).toEqual({ kind: 'proved', mended: 4 })
    expect([...copy.read().inventory.keys()].sort()).toEqual([...world.stock.keys()].sort())
    expect(copy.read().inventory.get('S9')?.item.version).toBe(3)
    expect(world.calls.filter((call) => call.startsWith('item')).sort()).toEqual(['item S7', 'item S8', 'item S9', 'item ghost'])
    expect(progress).toContain('mending')
  })

  it('mends nothing that has only just changed', async () => {
    const world = createWorld()
    world.put(item('A', 1))
    const { copy, prove } = copyOf(world, '1')
    world.put(item('A', 2))
    world.put(item('B', 1))
    expect(await prove()).toEqual({ kind: 'proved', mended: 0 })
    expect(copy.read().cursor).toBe('3')
    world.server.duringSums = () => { world.put(item('A', 3)) }
    expect((await prove()).kind).toBe('proved')
  })

  it('gives up on a copy that is further off than the lists are long to read', async () => {
    const world = createWorld()
    for (let at = 0; at <= mostMended; at++) world.put(item(`S${String(at)}`, 3))
    const { copy, prove } = copyOf(world, String(mostMended + 1))
    copy.drop('inventory', [...world.stock.keys()])
    expect(await prove()).toEqual({ kind: 'hopeless' })
  })
})
