import { createDesk } from '../edits/desk'
import { createCell } from '../storage/cell'
import { createDatabase } from '../storage/database'
import type { StoredEdits } from '../storage/editStore'
import type { Campaign } from './leadership'
import { emptyReplica } from './replica'
import { firstStanding } from './standing'
import { createTab } from './tab'
import type { Channel, TabMessage } from './tabs'
import type { World } from './world.testing'

let devices = 0

/** Waits are as long as they are for everybody, only a hundred times faster. */
export function fastDelay(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms / 100)
  return () => { clearTimeout(timer) }
}

/** Tabs that share a disk, a channel and a lock, as those of one browser do. */
export function tabsOnOneDevice() {
  const name = `device ${String(devices++)}`
  const listeners = new Set<(message: TabMessage) => void>()
  const open = new Set<() => void>()
  const waiting: (() => void)[] = []
  let led = false

  /** As the browser's locks: one leads, the next in line follows it. */
  const inLine: Campaign = (lead) => {
    const over = new AbortController()
    let mine = false
    const next = () => {
      led = false
      waiting.shift()?.()
    }
    const turn = () => {
      if (over.signal.aborted) return next()
      mine = led = true
      lead(over.signal)
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

  function openTab(world: World, campaign: Campaign = inLine, painted = () => Promise.resolve()) {
    const database = createDatabase(name)
    const [shown, edits, standing] = [createCell(emptyReplica), createCell<StoredEdits>({ edits: [], unreadable: [] }), createCell(firstStanding)]
    let closed = false
    const tab = createTab({
      api: world.api, database, campaign, channel: channel(), shown, edits, standing, delay: fastDelay,
      now: Date.now, random: () => 0, isOnline: () => world.server.online, painted,
      onApplied: () => {},
      onDiskLost: (error) => { if (!closed) throw error },
    })
    const stop = tab.start()
    const close = () => {
      if (closed) return
      closed = true
      open.delete(close)
      stop()
      database.close()
    }
    open.add(close)
    const desk = createDesk({ database, now: Date.now, randomBytes: () => crypto.getRandomValues(new Uint8Array(10)), onChanged: tab.editsChanged })
    return {
      tab, shown, edits, standing, desk, close,
      kind: () => standing.read().connection.kind,
      onHand: (sku: string) => shown.read().inventory.get(sku)?.item.onHand,
      pending: () => edits.read().edits.filter(({ state }) => state.kind === 'pending').length,
    }
  }

  return { name, open: openTab, closeAll: () => { open.forEach((close) => { close() }) } }
}

export type OpenTab = ReturnType<ReturnType<typeof tabsOnOneDevice>['open']>
