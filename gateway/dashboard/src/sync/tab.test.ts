import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { change, set } from '../edits/samples.testing'
import { createDatabase } from '../storage/database'
import { campaignByLease, type Campaign } from './leadership'
import { item } from './samples.testing'
import { tabsOnOneDevice } from './tabs.testing'
import { createWorld, until, type World } from './world.testing'

let tabs: ReturnType<typeof tabsOnOneDevice>
beforeEach(() => { tabs = tabsOnOneDevice() })
afterEach(() => { tabs.closeAll() })

const openTab = (world: World, campaign?: Campaign) => tabs.open(world, campaign)

async function liveTab(world: World) {
  const tab = openTab(world)
  await until(() => tab.kind() === 'live' && tab.shown.read().cursor !== null)
  return tab
}

function worldWith(...skus: readonly string[]) {
  const world = createWorld()
  skus.forEach((sku) => { world.put(item(sku, 1)) })
  return world
}

describe('a page that was here before', () => {
  it('paints from the disk without a network, and says how old it is', async () => {
    const world = worldWith('A', 'B')
    const first = await liveTab(world)
    await until(async () => (await createDatabase(tabs.name).inventory.count()) === 2)
    first.close()
    world.cut()
    const again = openTab(world)
    await until(() => again.shown.read().cursor !== null)
    expect(again.onHand('B')).toBe(10)
    await until(() => again.standing.read().stale !== null)
    expect(again.kind()).not.toBe('live')
  })

  it('leaves the network alone until the screen shows what the disk holds', async () => {
    const world = worldWith('A')
    const first = await liveTab(world)
    await until(async () => (await createDatabase(tabs.name).inventory.count()) === 1)
    first.close()
    world.calls.length = 0
    let paint = () => {}
    const again = tabs.open(world, undefined, () => new Promise((resolve) => { paint = () => { resolve() } }))
    await until(() => again.standing.read().stale !== null)
    expect([again.onHand('A'), world.calls]).toEqual([10, []])
    await until(() => {
      paint()
      return again.kind() === 'live'
    })
  })

  it('goes on from its cursor in pages, proves the copy, and follows the stream', async () => {
    const world = worldWith('A')
    const first = await liveTab(world)
    await until(async () => (await createDatabase(tabs.name).inventory.count()) === 1)
    first.close()
    for (let version = 2; version < 7; version++) world.put(item('A', version, { onHand: version, available: version }))
    world.calls.length = 0
    const again = await liveTab(world)
    expect(again.onHand('A')).toBe(6)
    expect(world.calls).toEqual(['changes 1', 'changes 3', 'changes 5', 'sums inventory', 'sums orders', 'stream 6'])
  })

  it('reads everything anew when its cursor has expired, and keeps its edits', async () => {
    const world = worldWith('A')
    const first = await liveTab(world)
    await until(async () => (await createDatabase(tabs.name).inventory.count()) === 1)
    first.close()
    world.cut()
    const offline = openTab(world)
    await until(() => offline.onHand('A') === 10)
    await offline.desk.make(set('A', 40), 1)
    offline.close()
    world.put(item('B', 1))
    world.forget()
    world.server.online = true
    const again = await liveTab(world)
    expect(world.calls).toContain('inventory')
    await until(() => again.pending() === 0)
    expect([again.onHand('A'), again.onHand('B')]).toEqual([40, 10])
    expect(world.books.size).toBe(1)
  })
})

describe('an edit', () => {
  it('shows at once, waits without a network, and counts once when it is back', async () => {
    const world = worldWith('A')
    const tab = await liveTab(world)
    world.cut()
    tab.tab.happen({ kind: 'wentOffline' })
    await tab.desk.make(change('A', -2), 1)
    expect(tab.onHand('A')).toBe(8)
    expect(tab.pending()).toBe(1)
    world.server.online = true
    tab.tab.happen({ kind: 'cameOnline' })
    await until(() => tab.pending() === 0)
    expect(tab.onHand('A')).toBe(8)
    expect(world.stock.get('A')?.onHand).toBe(8)
  })

  it('never shows another number between being made and being confirmed', async () => {
    const world = worldWith('A')
    const tab = await liveTab(world)
    const seen = new Set<number | undefined>()
    tab.shown.watch(() => { seen.add(tab.onHand('A')) })
    await tab.desk.make(change('A', -3), 1)
    await until(() => tab.pending() === 0 && world.stock.get('A')?.version === tab.shown.read().inventory.get('A')?.item.version)
    expect([...seen]).toEqual([7])
  })
})

describe('several tabs', () => {
  it('have one that streams; the others hear from it', async () => {
    const world = worldWith('A')
    const leader = await liveTab(world)
    const follower = openTab(world)
    await until(() => follower.kind() === 'live' && follower.onHand('A') === 10)
    world.put(item('A', 2, { onHand: 5, available: 5 }))
    await until(() => follower.onHand('A') === 5)
    expect(leader.onHand('A')).toBe(5)
    expect(world.streams()).toBe(1)
  })

  it('have one that sends, also what another has edited', async () => {
    const world = worldWith('A')
    await liveTab(world)
    const follower = openTab(world)
    await until(() => follower.kind() === 'live' && follower.onHand('A') === 10)
    await follower.desk.make(set('A', 4), 1)
    expect(follower.onHand('A')).toBe(4)
    await until(() => follower.pending() === 0)
    expect(world.calls.filter((call) => call === 'mutate')).toHaveLength(1)
    await until(() => follower.onHand('A') === 4)
  })

  it('go on when the one that led is closed', async () => {
    const world = worldWith('A')
    const leader = await liveTab(world)
    const follower = openTab(world)
    await until(() => follower.onHand('A') === 10)
    world.put(item('A', 2, { onHand: 6, available: 6 }))
    await until(() => follower.onHand('A') === 6)
    leader.close()
    world.put(item('A', 3, { onHand: 2, available: 2 }))
    await until(() => follower.onHand('A') === 2)
    expect(world.streams()).toBe(1)
  })

  it('agree on a leader by a lease where there are no locks', async () => {
    const world = worldWith('A')
    const lease = (tab: string) => campaignByLease({
      database: createDatabase(tabs.name), tab, now: () => Date.now() * 100,
      delay: (ms, then) => {
        const timer = setTimeout(then, ms / 100)
        return () => { clearTimeout(timer) }
      },
    })
    const first = openTab(world, lease('first'))
    await until(() => first.kind() === 'live')
    const second = openTab(world, lease('second'))
    await until(() => second.kind() === 'live' && second.onHand('A') === 10)
    expect(world.streams()).toBe(1)
    first.close()
    world.put(item('A', 2, { onHand: 3, available: 3 }))
    await until(() => second.onHand('A') === 3)
  })
})
