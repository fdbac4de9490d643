import { describe, expect, it } from 'vitest'
import { FailureError, failureOf } from '../api/failure'
import type { Api } from '../api/client'
import type { Change } from '../api/shapes'
import type { Connection } from './connection'
import { createEngine } from './engine'
import { createCell } from '../storage/cell'
import { createCopy } from './copy'
import { emptyReplica } from './replica'
import { item, order } from './samples.testing'

/** A server in memory: SKUs, a feed with numbered cursors, streams that the test ends. */
function world() {
  let clock = Date.parse('2026-11-21T10:00:00Z')
  const cell = createCell(emptyReplica)
  const timers = new Set<{ at: number; then: () => void }>()
  const connections: Connection[] = []
  const calls: string[] = []
  const feed: { id: number; body: object }[] = []
  const stock = new Map([['A', item('A', 1)]])
  let lines: ReadableStreamDefaultController<Uint8Array>[] = []
  const server = { refuse: null as number | null, duringSnapshot: () => {} }

  const message = ({ id, body }: { id: number; body: object }) =>
    new TextEncoder().encode(`id: ${String(id)}\nevent: inventory\ndata: ${JSON.stringify(body)}\n\n`)
  const refuseIfAsked = () => {
    if (server.refuse !== null) throw new FailureError(failureOf(server.refuse, {}, null))
  }
  const unused = () => Promise.reject(new Error('not used here'))
  const api: Api = {
    inventory: () => {
      calls.push('inventory')
      const items = [...stock.values()]
      server.duringSnapshot()
      return Promise.resolve({ items, nextCursor: null, unreadable: 0 })
    },
    orders: () => Promise.resolve({ items: [order('o', 1)], nextCursor: null, unreadable: 0 }),
    changes: (since) => {
      calls.push(`changes ${since}`)
      refuseIfAsked()
      return Promise.resolve({ changes: [] as Change[], cursor: String(feed.length), hasMore: false })
    },
    openStream: (cursor, signal) => {
      calls.push(`stream ${cursor}`)
      refuseIfAsked()
      const body = new ReadableStream<Uint8Array>({
        start: (line) => {
          lines.push(line)
          signal.addEventListener('abort', () => { lines = lines.filter((other) => other !== line) })
          feed.filter((sent) => sent.id > Number(cursor)).forEach((sent) => { line.enqueue(message(sent)) })
        },
      })
      return Promise.resolve(new Response(body))
    },
    inventoryItem: unused, inventoryEvents: unused, order: unused, orderEvents: unused, me: unused, checksums: unused, rangeVersions: unused, mutate: unused,
  }

  const engine = createEngine({
    api,
    copy: createCopy({ cell, disk: null, now: () => clock, asOf: () => clock, onCommitted: () => {}, onDiskLost: () => {} }),
    now: () => clock,
    random: () => 1,
    delay: (ms, then) => {
      const timer = { at: clock + ms, then }
      timers.add(timer)
      return () => { timers.delete(timer) }
    },
    isOnline: () => true,
    onConnection: (connection) => connections.push(connection),
    onApplied: () => {},
    onResync: () => {},
  })

  return {
    engine, server, calls, connections,
    replica: cell.read,
    kind: () => connections.at(-1)?.kind,
    change: (sku: string, version: number, available: number) => {
      const data = item(sku, version, { available })
      stock.set(sku, data)
      const sent = { id: feed.length + 1, body: { topic: 'inventory', id: sku, version, data } }
      feed.push(sent)
      lines.forEach((line) => { line.enqueue(message(sent)) })
    },
    drop: () => {
      lines.forEach((line) => { line.close() })
      lines = []
    },
    settle,
    pass: async (ms: number) => {
      clock += ms
      for (const timer of [...timers].filter((due) => due.at <= clock)) {
        timers.delete(timer)
        timer.then()
      }
      await settle()
    },
  }
}

/** Lets promises and streams run until nothing is left to do. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => { setImmediate(resolve) })
}

declare function setImmediate(then: (value: unknown) => void): void

async function liveWorld() {
  const w = world()
  w.engine.happen({ kind: 'started', copy: false })
  await settle()
  return w
}

describe('the engine', () => {
  it('takes a snapshot and follows the feed from the cursor remembered before it', async () => {
    const w = await liveWorld()
    expect(w.calls).toEqual(['changes now', 'inventory', 'stream 0'])
    expect(w.kind()).toBe('live')
  })

  it('misses nothing that changes while the snapshot is being read', async () => {
    const w = world()
    w.server.duringSnapshot = () => { w.change('A', 2, 4); w.change('B', 1, 9) }
    w.engine.happen({ kind: 'started', copy: false })
    await settle()
    await w.pass(200)
    expect(w.replica().inventory.get('A')?.item).toMatchObject({ version: 2, available: 4 })
    expect(w.replica().inventory.get('B')?.item.available).toBe(9)
    expect(w.replica().cursor).toBe('2')
  })

  it('resumes from its cursor after a drop and gets what it missed', async () => {
    const w = await liveWorld()
    w.change('A', 2, 8)
    await settle()
    w.drop()
    await settle()
    expect(w.kind()).toBe('waiting')
    w.change('A', 3, 6)
    await w.pass(1_000)
    expect(w.calls.at(-1)).toBe('stream 1')
    expect(w.replica().inventory.get('A')?.item.available).toBe(6)
    expect(w.replica().cursor).toBe('2')
  })

  it('gathers a burst and leaves nothing behind when the line drops', async () => {
    const w = await liveWorld()
    for (let version = 2; version <= 40; version++) w.change('A', version, version)
    await settle()
    w.drop()
    await settle()
    expect(w.replica().inventory.get('A')?.item.version).toBe(40)
    expect(w.replica().cursor).toBe('39')
  })

  it('asks for a sign-in once when the key is refused, and asks the server nothing more', async () => {
    const w = world()
    w.server.refuse = 401
    w.engine.happen({ kind: 'started', copy: false })
    await settle()
    await w.pass(3_600_000)
    expect(w.kind()).toBe('signInNeeded')
    expect(w.calls).toEqual(['changes now'])
  })

  it('takes a new snapshot when the cursor has expired', async () => {
    const w = await liveWorld()
    w.drop()
    await settle()
    w.server.refuse = 410
    await w.pass(1_000)
    w.server.refuse = null
    await settle()
    await w.pass(1_000)
    expect(w.calls.filter((call) => call === 'inventory')).toHaveLength(2)
    expect(w.kind()).toBe('live')
  })

  it('polls from its cursor when the stream cannot be opened', async () => {
    const w = await liveWorld()
    w.change('A', 2, 8)
    await settle()
    w.drop()
    await settle()
    w.server.refuse = 502
    await w.pass(1_000)
    await w.pass(2_000)
    expect(w.calls.at(-1)).toBe('changes 1')
  })

  it('is silent once stopped', async () => {
    const w = await liveWorld()
    w.engine.stop()
    w.change('A', 2, 1)
    await w.pass(60_000)
    expect(w.replica().inventory.get('A')?.item.version).toBe(1)
  })
})
