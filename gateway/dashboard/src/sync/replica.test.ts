import { describe, expect, it } from 'vitest'
import { addInventoryPage, applyChanges, emptyReplica, feedLength } from './replica'
import { item, order, orderChange, sessionChange, stockChange, unknownChange } from './samples.testing'

const now = 1_000

describe('applying changes', () => {
  it('a newer version replaces the held one and moves the cursor', () => {
    const held = applyChanges(emptyReplica, [stockChange('1', item('A', 1))], null, now)
    const next = applyChanges(held, [stockChange('2', item('A', 2, { available: 7 }))], null, now)
    expect(next.inventory.get('A')?.item.available).toBe(7)
    expect(next.cursor).toBe('2')
  })

  it('a change applied twice is applied once', () => {
    const change = stockChange('1', item('A', 1))
    const once = applyChanges(emptyReplica, [change], null, now)
    const twice = applyChanges(once, [change], null, now + 5)
    expect(twice.inventory.get('A')).toBe(once.inventory.get('A'))
    expect(twice.feed).toHaveLength(1)
  })

  it('an older version that arrives late changes nothing but the cursor', () => {
    const held = applyChanges(emptyReplica, [stockChange('2', item('A', 5, { available: 3 }))], null, now)
    const next = applyChanges(held, [stockChange('3', item('A', 4, { available: 9 }))], null, now)
    expect(next.inventory.get('A')?.item).toMatchObject({ version: 5, available: 3 })
    expect(next.cursor).toBe('3')
  })

  it('every order of arrival ends in the newest version', () => {
    const changes = [1, 2, 3].map((version) => stockChange(String(version), item('A', version, { available: version })))
    for (const arrival of permutations(changes))
      expect(applyChanges(emptyReplica, arrival, null, now).inventory.get('A')?.item.available).toBe(3)
  })

  it('an unknown topic moves the cursor and nothing else', () => {
    const held = applyChanges(emptyReplica, [orderChange('1', order('o', 1))], null, now)
    const next = applyChanges(held, [unknownChange('2')], null, now)
    expect(next).toEqual({ ...held, cursor: '2' })
    expect(next.inventory).toBe(held.inventory)
    expect(next.orders).toBe(held.orders)
  })

  it('work sessions are no part of it; it says where the feed last told of them', () => {
    const next = applyChanges(emptyReplica, [sessionChange('2'), stockChange('3', item('A', 1))], null, now)
    expect(next).toMatchObject({ cursor: '3', sessionsAt: '2' })
    expect(applyChanges(next, [unknownChange('4')], null, now).sessionsAt).toBe('2')
  })

  it('a record that cannot be read is counted and does not stop the feed', () => {
    const change = { ...unknownChange('2'), topic: 'other', unreadable: true, sessions: false } as const
    const next = applyChanges(emptyReplica, [change, stockChange('3', item('A', 1))], null, now)
    expect(next).toMatchObject({ unreadable: 1, cursor: '3' })
    expect(next.inventory.size).toBe(1)
  })

  it('a cursor beside the changes stands behind them', () => {
    expect(applyChanges(emptyReplica, [stockChange('1', item('A', 1))], '9', now).cursor).toBe('9')
    expect(applyChanges(emptyReplica, [], '4', now).cursor).toBe('4')
  })

  it('the feed says what was and what is, newest first, and does not grow without end', () => {
    const changes = Array.from({ length: feedLength + 20 }, (_, n) => stockChange(String(n), item('A', n + 1, { available: n })))
    const { feed } = applyChanges(emptyReplica, changes, null, now)
    expect(feed).toHaveLength(feedLength)
    expect(feed[0]).toMatchObject({ availableBefore: feedLength + 18, item: { available: feedLength + 19 } })
  })
})

describe('adding a page of a snapshot', () => {
  it('keeps what is newer than the page', () => {
    const held = applyChanges(emptyReplica, [stockChange('1', item('A', 4))], null, now)
    const next = addInventoryPage(held, { items: [item('A', 3), item('B', 1)], nextCursor: null, unreadable: 2 })
    expect(next.inventory.get('A')?.item.version).toBe(4)
    expect(next.inventory.get('B')?.changedAt).toBeNull()
    expect(next.unreadable).toBe(2)
  })

  it('learns the channels from the items', () => {
    const channel = { connectionId: 'c1', platform: 'tiktok', listingId: 'l', reported: 1, reportedAt: null, pushed: null, pushedAt: null, inSync: true }
    const next = addInventoryPage(emptyReplica, { items: [item('A', 1, { channels: [channel] })], nextCursor: null, unreadable: 0 })
    expect([...next.connections]).toEqual([['c1', 'tiktok']])
  })
})

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length <= 1) return [items]
  return items.flatMap((first, at) => permutations(items.filter((_, other) => other !== at)).map((rest) => [first, ...rest]))
}
