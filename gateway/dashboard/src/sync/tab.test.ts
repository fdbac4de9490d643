import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDesk } from '../edits/desk'
import { change, set } from '../edits/samples.testing'
import { createCell } from '../storage/cell'
import { createDatabase } from '../storage/database'
import type { StoredEdits } from '../storage/editStore'
import { campaignByLease, type Campaign } from './leadership'
import { emptyReplica } from './replica'
import { item } from './samples.testing'
import { firstStanding } from './standing'
import { createTab } from './tab'
import type { Channel, TabMessage } from './tabs'
import { createWorld, until } from './world.testing'

let run = 0
let name = ''
let listeners = new Set<(message: TabMessage) => void>()
let waiting: (() => void)[] = []
let led = false
const open: (() => void)[] = []

beforeEach(() => {
  name = `tab ${String(run++)}`
  listeners = new Set()
  waiting = []
  led = false
})
afterEach(() => { open.splice(0).forEach((close) => { close() }) })

/** As the browser's locks: one leads, the next in line follows it. */
const inLine: Campaign = (lead) => {
  const over = new AbortController()
  let mine = false
  const turn = () => {
    if (over.signal.aborted) return next()
    mine = led = true
    lead(over.signal)
  }
  const next = () => {
    led = false
    waiting.shift()?.()
  }
  if (led) waiting.push(turn)
  else turn()
  return () => {
    over.abort()
    if (mine) next()
  }
}

function channel(): Channel {
  const own = new Set<(message: TabMessage) => void>()
  return {
    post: (message) => { listeners.forEach((listener) => { if (!own.has(listener)) queueMicrotask(() => { listener(structuredClone(message)) }) }) },
    listen: (listener) => {
      own.add(listener)
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
  }
}

function openTab(world: ReturnType<typeof createWorld>, campaign: Campaign = inLine) {
  const database = createDatabase(name)
  const [shown, edits, standing] = [createCell(emptyReplica), createCell<StoredEdits>({ edits: [], unreadable: [] }), createCell(firstStanding)]
  let closed = false
  const tab = createTab({
    api: world.api, database, campaign, channel: channel(), shown, edits, standing,
    now: Date.now, random: () => 0, isOnline: () => world.server.online,
    // Waits are as long as they are for everybody, only a hundred times faster.
    delay: (ms, then) => {
      const timer = setTimeout(then, ms / 100)
      return () => { clearTimeout(timer) }
    },
    onApplied: () => {},
    onDiskLost: (error) => { if (!closed) throw error },
  })
  const stop = tab.start()
  const close = () => {
    closed = true
    stop()
    database.close()
  }
  open.push(close)
  const desk = createDesk({ database, now: Date.now, randomBytes: () => crypto.getRandomValues(new Uint8Array(10)), onChanged: tab.editsChanged })
  return {
    tab, shown, edits, standing, desk, close,
    kind: () => standing.read().connection.kind,
    onHand: (sku: string) => shown.read().inventory.get(sku)?.item.onHand,
    pending: () => edits.read().edits.filter(({ state }) => state.kind === 'pending').length,
  }
}

async function liveTab(world: ReturnType<typeof createWorld>) {
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
    await until(async () => (await createDatabase(name).inventory.count()) === 2)
    first.close()
    world.cut()
    const again = openTab(world)
    await until(() => again.shown.read().cursor !== null)
    expect(again.onHand('B')).toBe(10)
    await until(() => again.standing.read().stale !== null)
    expect(again.kind()).not.toBe('live')
  })

  it('goes on from its cursor in pages, proves the copy, and follows the stream', async () => {
    const world = worldWith('A')
    const first = await liveTab(world)
    await until(async () => (await createDatabase(name).inventory.count()) === 1)
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
    await until(async () => (await createDatabase(name).inventory.count()) === 1)
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
      database: createDatabase(name), tab, now: () => Date.now() * 100,
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
