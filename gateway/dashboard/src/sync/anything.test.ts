import 'fake-indexeddb/auto'
import { afterEach, expect, it } from 'vitest'
import { change } from '../edits/samples.testing'
import { item } from './samples.testing'
import { tabsOnOneDevice, type OpenTab } from './tabs.testing'
import { createWorld, until } from './world.testing'

const skus = ['A', 'B', 'C', 'D'] as const
const steps = 60
let device: ReturnType<typeof tabsOnOneDevice> | null = null
afterEach(() => { device?.closeAll() })

/** Mulberry32: the same seed tells the same story. */
function chance(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

for (const seed of [1, 2, 3, 5, 8, 13, 21, 34]) {
  it(`after anything that may happen every edit counts once and every tab shows the server's numbers (seed ${String(seed)})`, async () => {
    const pick = chance(seed)
    const world = createWorld()
    skus.forEach((sku) => { world.put(item(sku, 1, { onHand: 1_000, available: 1_000 })) })
    const tabs = (device = tabsOnOneDevice())
    let open: OpenTab[] = [tabs.open(world)]
    let made = 0
    let wanted = 4_000
    await until(() => open.every((tab) => tab.shown.read().cursor !== null))

    const happenings: readonly (() => Promise<void> | void)[] = [
      async () => {
        const units = pick(9) - 4
        const tab = open[pick(open.length)]
        if (tab === undefined || units === 0) return
        await tab.desk.make(change(skus[pick(skus.length)] ?? 'A', units), null)
        made++
        wanted += units
      },
      () => {
        const sku = skus[pick(skus.length)] ?? 'A'
        const was = world.stock.get(sku) ?? item(sku, 1)
        world.put({ ...was, version: was.version + 1, onHand: was.onHand - 1, available: was.available - 1 })
        wanted -= 1
      },
      () => { world.cut() },
      () => { world.server.online = true },
      () => { world.server.loseAnswers = !world.server.loseAnswers },
      () => { world.forget() },
      () => { if (open.length < 3) open.push(tabs.open(world)) },
      () => {
        const [killed] = open.splice(pick(open.length), 1)
        killed?.close()
        if (open.length === 0) open.push(tabs.open(world))
      },
      () => new Promise((resolve) => { setTimeout(resolve, pick(15)) }),
    ]
    for (let at = 0; at < steps; at++) await happenings[pick(happenings.length)]?.()

    world.server.online = true
    world.server.loseAnswers = false
    open[0]?.tab.happen({ kind: 'retryRequested' })
    const inAll = (tab: OpenTab) => skus.reduce((sum, sku) => sum + (tab.onHand(sku) ?? 0), 0)
    await until(() => open.every((tab) => tab.pending() === 0 && inAll(tab) === wanted))
    expect(world.books.size).toBe(made)
    expect([...world.stock.values()].reduce((sum, { onHand }) => sum + onHand, 0)).toBe(wanted)
    open = []
  }, 20_000)
}
