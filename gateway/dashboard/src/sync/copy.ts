import type { Change, InventoryItem, Order, Topic } from '../api/shapes'
import type { Cell } from '../storage/cell'
import type { CopyDelta, StoredCopy } from '../storage/copyStore'
import type { CopyPort } from './engine'
import { absorb, applyChanges, drop, emptyReplica, fromRows, type Replica } from './replica'

/** The disk under the copy; null where the browser has none. */
export interface CopyDisk {
  readonly cursor: () => Promise<string | null>
  readonly load: (onInventory: (items: readonly InventoryItem[]) => void) => Promise<StoredCopy | null>
  readonly commit: (from: string | null, delta: CopyDelta) => Promise<void>
  readonly replace: (copy: StoredCopy) => Promise<void>
}

/** What the other tabs hear once it is on disk. */
export type Committed =
  | { readonly kind: 'committed'; readonly from: string | null; readonly to: string; readonly changes: readonly Change[]; readonly absorbed: readonly InventoryItem[] }
  | { readonly kind: 'replaced' }

export interface CopyPorts {
  /** What the page reads. */
  readonly cell: Cell<Replica>
  readonly disk: CopyDisk | null
  readonly now: () => number
  /** When the copy was last the server's. */
  readonly asOf: () => number
  readonly onCommitted: (committed: Committed) => void
  /** The disk is full, gone, or written by another: from here on the copy lives in memory alone. */
  readonly onDiskLost: (error: unknown) => void
}

export interface Copy extends CopyPort {
  /** Reads the disk into memory; null when it holds no copy. Answers with the time it was last current. */
  readonly load: () => Promise<number | null>
  /** False when another tab has written what this one has not heard of. */
  readonly standsAtDisk: () => Promise<boolean>
  /** Takes over what the leading tab has written; false when this tab has missed something and has to load. */
  readonly follow: (committed: Committed) => boolean
  /** Resolves once everything that was applied is on disk. */
  readonly settled: () => Promise<void>
}

interface Unwritten {
  readonly inventory: Set<string>
  readonly orders: Set<string>
  readonly changes: Change[]
  readonly absorbed: InventoryItem[]
  whole: boolean
}

const nothing = (): Unwritten => ({ inventory: new Set(), orders: new Set(), changes: [], absorbed: [], whole: false })

/**
 * The copy in memory, and behind it on disk. Changes are shown at once; what gathers while the disk is busy goes there in one
 * transaction with the cursor that it belongs to, so the disk is always a whole copy of some moment.
 */
export function createCopy(ports: CopyPorts): Copy {
  const { cell, disk } = ports
  let unwritten = nothing()
  let diskCursor: string | null = null
  let lost = disk === null
  let busy = false
  let writing = Promise.resolve()

  function loseDisk(error: unknown): void {
    lost = true
    ports.onDiskLost(error)
  }

  async function fromDisk(): Promise<{ readonly meta: StoredCopy['meta']; readonly replica: Replica } | null> {
    if (disk === null || lost) return null
    let stock = emptyReplica
    try {
      const stored = await disk.load((items) => {
        stock = fromRows(items, [])
        // The stock alone is worth a first look; the orders follow.
        if (cell.read().cursor === null) cell.write({ ...stock, feed: cell.read().feed })
      })
      // The stock that was shown keeps its identity, so that the pages that read it have nothing to do.
      return stored === null ? null : { meta: stored.meta, replica: { ...stock, orders: fromRows([], stored.orders).orders } }
    } catch (error) {
      loseDisk(error)
      return null
    }
  }

  async function write(): Promise<void> {
    try {
      while (disk !== null && !lost && isDue(unwritten, cell.read())) {
        const due = unwritten
        unwritten = nothing()
        // Changes alone are no copy: where the disk holds none, or holds none any more, all of it is written.
        const whole = due.whole || diskCursor === null
        const written = await (whole ? replaceAll(disk) : commit(disk, due))
        diskCursor = written.to
        ports.onCommitted(whole ? { kind: 'replaced' } : { kind: 'committed', ...written, changes: due.changes, absorbed: due.absorbed })
      }
    } catch (error) {
      loseDisk(error)
    } finally {
      busy = false
    }
  }

  async function replaceAll(to: CopyDisk): Promise<Written> {
    const replica = cell.read()
    const meta = metaOf(replica, ports.asOf())
    await to.replace({ meta, inventory: items(replica.inventory), orders: items(replica.orders) })
    return { from: diskCursor, to: meta.cursor }
  }

  async function commit(to: CopyDisk, due: Unwritten): Promise<Written> {
    const replica = cell.read()
    const meta = metaOf(replica, ports.asOf())
    await to.commit(diskCursor, { meta, inventory: rows(replica.inventory, due.inventory), orders: rows(replica.orders, due.orders) })
    return { from: diskCursor, to: meta.cursor }
  }

  function change(next: Replica, note: (due: Unwritten) => void): void {
    note(unwritten)
    cell.write(next)
    if (busy) return
    busy = true
    // What reaches this page in one go is gathered before the disk is asked.
    writing = Promise.resolve().then(write)
  }

  return {
    read: cell.read,
    show: (partial) => { cell.write(partial) },
    replace: (whole) => { change(whole, (due) => { due.whole = true }) },
    apply: ({ changes, cursor }) => {
      change(applyChanges(cell.read(), changes, cursor, ports.now()), (due) => { noteChanges(due, changes) })
    },
    absorb: (inventory, orders) => {
      change(absorb(cell.read(), inventory, orders, ports.now()), (due) => {
        due.absorbed.push(...inventory)
        inventory.forEach(({ sku }) => due.inventory.add(sku))
        orders.forEach(({ id }) => due.orders.add(id))
      })
    },
    drop: (topic, ids) => {
      change(drop(cell.read(), topic, ids), (due) => {
        ids.forEach((id) => due[topic].add(id))
        due.changes.push(...ids.map((id) => removal(topic, id)))
      })
    },
    load: async () => {
      const stored = await fromDisk()
      unwritten = nothing()
      diskCursor = stored?.meta.cursor ?? null
      if (stored === null) return null
      const { cursor, unreadable, ordersCut, asOf } = stored.meta
      cell.write({ ...stored.replica, cursor, unreadable, ordersCut, feed: cell.read().feed })
      return asOf
    },
    standsAtDisk: async () => disk === null || lost || (await disk.cursor()) === diskCursor,
    follow: (committed) => {
      if (committed.kind === 'replaced') return false
      const { from, to, changes, absorbed } = committed
      if (to === diskCursor && changes.length === 0 && absorbed.length === 0) return true
      if (from !== diskCursor) return to === diskCursor
      diskCursor = to
      cell.write(absorb(applyChanges(cell.read(), changes, to, ports.now()), absorbed, [], ports.now()))
      return true
    },
    settled: async () => { while (busy) await writing },
  }
}

interface Written { readonly from: string | null; readonly to: string }

/** A copy without a cursor is not whole and is not kept. */
function isDue({ inventory, orders, changes, whole }: Unwritten, replica: Replica): boolean {
  return replica.cursor !== null && (whole || inventory.size > 0 || orders.size > 0 || changes.length > 0)
}

function noteChanges(due: Unwritten, changes: readonly Change[]): void {
  due.changes.push(...changes)
  for (const change of changes) {
    if (change.topic === 'inventory') due.inventory.add(change.item.sku)
    else if (change.topic === 'orders') due.orders.add(change.item.id)
    else if (change.topic === 'removed') due[change.of].add(change.id)
  }
}

function metaOf({ cursor, unreadable, ordersCut }: Replica, asOf: number): StoredCopy['meta'] {
  if (cursor === null) throw new Error('A copy without a cursor is not kept.')
  return { cursor, asOf, unreadable, ordersCut }
}

function rows<T extends InventoryItem | Order>(held: ReadonlyMap<string, { readonly item: T }>, ids: ReadonlySet<string>) {
  const all = [...ids]
  return { put: all.map((id) => held.get(id)?.item).filter((item) => item !== undefined), remove: all.filter((id) => !held.has(id)) }
}

function items<T>(held: ReadonlyMap<string, { readonly item: T }>): readonly T[] {
  return [...held.values()].map(({ item }) => item)
}

function removal(of: Topic, id: string): Change {
  return { topic: 'removed', of, id, cursor: null, occurredAt: null, recordedAt: null, traced: false }
}
