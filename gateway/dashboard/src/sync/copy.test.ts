import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createCell } from '../storage/cell'
import { commitDelta, copyCursor, loadCopy, OvertakenError, replaceCopy, touchCopy } from '../storage/copyStore'
import { createDatabase, type Database } from '../storage/database'
import { addEdit, loadEdits } from '../storage/editStore'
import { newEdit, set } from '../edits/samples.testing'
import { createCopy, type Committed } from './copy'
import { emptyReplica, type Replica } from './replica'
import { item, order, orderChange, removal, stockChange } from './samples.testing'

let run = 0
let database: Database
beforeEach(() => { database = createDatabase(`copy ${String(run++)}`) })

function copyOn(disk: Database) {
  const cell = createCell(emptyReplica)
  const committed: Committed[] = []
  const lost: unknown[] = []
  let commits = 0
  const copy = createCopy({
    cell,
    disk: {
      cursor: () => copyCursor(disk),
      load: (onInventory) => loadCopy(disk, onInventory),
      commit: (from, delta) => {
        commits++
        return commitDelta(disk, from, delta)
      },
      replace: (whole) => replaceCopy(disk, whole),
    },
    now: () => 5,
    asOf: () => 7,
    onCommitted: (one) => committed.push(one),
    onDiskLost: (error) => lost.push(error),
  })
  return { cell, copy, committed, lost, commits: () => commits }
}

const whole = { ...emptyReplica, cursor: '1', inventory: new Map([['A', { item: item('A', 1), changedAt: null }]]), orders: new Map([['o', { item: order('o', 1), changedAt: null }]]) }
const rowsOf = async () => (await loadCopy(database, () => {}))?.inventory.map(({ sku, version }) => `${sku} ${String(version)}`)

describe('the copy on disk', () => {
  it('is nothing until it is whole', async () => {
    const { copy } = copyOn(database)
    copy.show({ ...whole, cursor: null })
    await copy.settled()
    expect(await loadCopy(database, () => {})).toBeNull()
    copy.replace(whole)
    await copy.settled()
    expect(await copyCursor(database)).toBe('1')
  })

  it('comes back as it was, with its cursor and its age', async () => {
    const { copy } = copyOn(database)
    copy.replace({ ...whole, unreadable: 2, ordersCut: true })
    copy.apply({ changes: [stockChange('2', item('A', 2)), stockChange('3', item('B', 1)), orderChange('4', order('o', 2))], cursor: '4' })
    await copy.settled()
    const again = copyOn(database).copy
    expect(await again.load()).toBe(7)
    expect(again.read()).toMatchObject({ cursor: '4', unreadable: 2, ordersCut: true })
    expect(again.read().inventory.get('A')).toEqual({ item: item('A', 2), changedAt: null })
    expect(again.read().orders.get('o')?.item.version).toBe(2)
  })

  it('shows the stock before the orders, and the same stock with them', async () => {
    const { copy } = copyOn(database)
    copy.replace(whole)
    await copy.settled()
    const again = copyOn(database)
    const seen: Replica[] = []
    again.cell.watch(() => { seen.push(again.cell.read()) })
    await again.copy.load()
    expect(seen.map(({ cursor, orders }) => [cursor, orders.size])).toEqual([[null, 0], ['1', 1]])
    expect(seen[1]?.inventory).toBe(seen[0]?.inventory)
  })

  it('drops what is no more', async () => {
    const { copy } = copyOn(database)
    copy.replace(whole)
    copy.apply({ changes: [stockChange('2', item('B', 1)), removal('3', 'inventory', 'A')], cursor: '3' })
    await copy.settled()
    expect(await rowsOf()).toEqual(['B 1'])
  })

  it('gathers what comes while the disk is busy into one transaction', async () => {
    const { copy, commits } = copyOn(database)
    copy.replace(whole)
    await copy.settled()
    for (let at = 2; at < 102; at++) copy.apply({ changes: [stockChange(String(at), item('A', at))], cursor: String(at) })
    await copy.settled()
    expect(commits()).toBeLessThan(5)
    expect([await copyCursor(database), await rowsOf()]).toEqual(['101', ['A 101']])
  })

  it('never has a cursor ahead of its rows, whenever it is looked at', async () => {
    const { copy } = copyOn(database)
    copy.replace(whole)
    const seen: (readonly [string | undefined, number | undefined])[] = []
    for (let at = 2; at < 60; at++) {
      copy.apply({ changes: [stockChange(String(at), item('A', at))], cursor: String(at) })
      if (at % 3 !== 0) continue
      const stored = await loadCopy(database, () => {})
      seen.push([stored?.meta.cursor, stored?.inventory[0]?.version])
    }
    for (const [cursor, version] of seen) expect(cursor).toBe(version === undefined ? undefined : String(version))
  })

  it('keeps the edits when it is replaced', async () => {
    await addEdit(database, newEdit('1', set('A', 4)))
    const { copy } = copyOn(database)
    copy.replace(whole)
    await copy.settled()
    expect((await loadEdits(database)).edits).toHaveLength(1)
  })

  it('is left alone once another has written: the page goes on in memory', async () => {
    const [first, second] = [copyOn(database), copyOn(database)]
    first.copy.replace(whole)
    await first.copy.settled()
    await second.copy.load()
    first.copy.apply({ changes: [stockChange('2', item('A', 2))], cursor: '2' })
    await first.copy.settled()
    second.copy.apply({ changes: [stockChange('9', item('Z', 1))], cursor: '9' })
    await second.copy.settled()
    expect(second.lost[0]).toBeInstanceOf(OvertakenError)
    expect([await copyCursor(database), await rowsOf()]).toEqual(['2', ['A 2']])
    expect(second.copy.read().inventory.has('Z')).toBe(true)
  })

  it('is written whole again where it was deleted under the page', async () => {
    const { copy } = copyOn(database)
    copy.replace({ ...whole, inventory: new Map([...whole.inventory, ['B', { item: item('B', 1), changedAt: null }]]) })
    await copy.settled()
    await Promise.all([database.meta.clear(), database.inventory.clear(), database.orders.clear()])
    expect(await copy.standsAtDisk()).toBe(false)
    await copy.load()
    copy.apply({ changes: [stockChange('2', item('A', 2))], cursor: '2' })
    await copy.settled()
    expect([await copyCursor(database), await rowsOf()]).toEqual(['2', ['A 2', 'B 1']])
  })

  it('is followed by other tabs, which notice what they missed', async () => {
    const leader = copyOn(database)
    leader.copy.replace(whole)
    await leader.copy.settled()
    const follower = copyOn(database).copy
    await follower.load()
    leader.copy.apply({ changes: [stockChange('2', item('A', 2))], cursor: '2' })
    await leader.copy.settled()
    leader.copy.apply({ changes: [stockChange('3', item('A', 3))], cursor: '3' })
    await leader.copy.settled()
    const [, second, third] = leader.committed
    if (second === undefined || third === undefined) throw new Error('not told')
    expect(follower.follow(third)).toBe(false)
    expect(follower.follow(second)).toBe(true)
    expect(follower.follow(third)).toBe(true)
    expect(follower.follow(third)).toBe(true)
    expect(follower.read()).toMatchObject({ cursor: '3' })
    expect(follower.follow({ kind: 'replaced' })).toBe(false)
  })

  it('remembers that it is still current', async () => {
    const { copy } = copyOn(database)
    copy.replace(whole)
    await copy.settled()
    await touchCopy(database, '1', 99)
    await touchCopy(database, 'another', 200)
    expect((await loadCopy(database, () => {}))?.meta.asOf).toBe(99)
  })
})
