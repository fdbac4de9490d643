import type { Api } from '../api/client'
import { FailureError, failureOf, localFailure } from '../api/failure'
import type { Mutation, MutationAnswer } from '../api/mutations'
import type { Change, InventoryItem, Topic } from '../api/shapes'
import { sumsOf, rangeOf } from './checksums'
import { item, stockChange } from './samples.testing'

/** A server in memory that speaks as docs/offline.md says: stock, a feed with numbered cursors, sums, edits that count once. */
export function createWorld() {
  const stock = new Map<string, InventoryItem>()
  const books = new Map<string, Mutation>()
  const calls: string[] = []
  let feed: { readonly at: number; readonly change: Change }[] = []
  let head = 0
  let lines: { readonly line: ReadableStreamDefaultController<Uint8Array>; readonly signal: AbortSignal }[] = []
  const server = { online: true, failing: null as number | null, oldest: 0, loseAnswers: false, duringSums: () => {} }

  const enter = (call: string) => {
    if (!server.online) throw new FailureError(localFailure('unreachable'))
    calls.push(call)
    if (server.failing !== null) throw new FailureError(failureOf(server.failing, {}, null))
  }
  const expireBefore = (cursor: string) => {
    if (Number(cursor) < server.oldest) throw new FailureError(failureOf(410, { code: 'cursor.expired' }, null))
  }
  const frame = (at: number, { sku, version }: InventoryItem, data: InventoryItem | null) =>
    new TextEncoder().encode(`id: ${String(at)}\nevent: inventory\ndata: ${JSON.stringify({ topic: 'inventory', id: sku, version, data })}\n\n`)
  const held = () => [...stock.values()].map(({ sku, version }) => ({ id: sku, version }))
  const nothing = { items: [], nextCursor: null, unreadable: 0 }

  function put(changed: InventoryItem): void {
    stock.set(changed.sku, changed)
    head++
    feed.push({ at: head, change: stockChange(String(head), changed) })
    lines.filter(({ signal }) => !signal.aborted).forEach(({ line }) => { line.enqueue(frame(head, changed, changed)) })
  }

  function count(mutation: Mutation): void {
    if (books.has(mutation.id) || mutation.kind !== 'inventory.adjust') return
    books.set(mutation.id, mutation)
    const was = stock.get(mutation.sku) ?? item(mutation.sku, 0, { onHand: 0, available: 0 })
    const onHand = mutation.set ?? was.onHand + (mutation.delta ?? 0)
    put({ ...was, version: was.version + 1, onHand, available: onHand - was.reserved })
  }

  /** Each call enters first: a server that is away answers nothing. */
  const asked = async <T>(call: string, answer: () => T): Promise<T> => {
    await Promise.resolve()
    enter(call)
    return answer()
  }
  const unused = () => Promise.reject(new Error('not used here'))
  const missing = () => { throw new FailureError(failureOf(404, { code: 'item.not_found' }, null)) }

  const api: Api = {
    inventory: () => asked('inventory', () => ({ items: [...stock.values()], nextCursor: null, unreadable: 0 })),
    orders: () => asked('orders', () => nothing),
    inventoryItem: (sku) => asked(`item ${sku}`, () => stock.get(sku) ?? missing()),
    changes: (since) => asked(`changes ${since}`, () => {
      if (since === 'now') return { changes: [], cursor: String(head), hasMore: false }
      expireBefore(since)
      const page = feed.filter(({ at }) => at > Number(since)).slice(0, 2)
      return { changes: page.map(({ change }) => change), cursor: String(page.at(-1)?.at ?? since), hasMore: page.length === 2 }
    }),
    checksums: (topic: Topic) => asked(`sums ${topic}`, () => {
      const ranges = topic === 'inventory' ? [...sumsOf(held()).values()] : []
      const answer = { cursor: String(head), count: topic === 'inventory' ? stock.size : 0, ranges }
      server.duringSums()
      return answer
    }),
    rangeVersions: (topic, range) => asked(`range ${String(range)}`, () => (topic === 'inventory' ? held().filter(({ id }) => rangeOf(id) === range) : [])),
    mutate: (mutations) => asked('mutate', (): MutationAnswer => {
      const results = mutations.map(({ id }) => ({ id, result: books.has(id) ? 'duplicate' as const : 'applied' as const }))
      mutations.forEach(count)
      if (server.loseAnswers) throw new FailureError(localFailure('unreachable'))
      return { results, items: mutations.map(({ sku }) => stock.get(sku)).filter((one) => one !== undefined) }
    }),
    openStream: (cursor, signal) => asked(`stream ${cursor}`, () => {
      expireBefore(cursor)
      return new Response(new ReadableStream<Uint8Array>({
        start: (line) => {
          lines.push({ line, signal })
          feed.filter(({ at }) => at > Number(cursor)).forEach(({ at, change }) => { if (change.topic === 'inventory') line.enqueue(frame(at, change.item, change.item)) })
        },
      }))
    }),
    me: unused, order: unused, orderEvents: unused, inventoryEvents: unused,
  }

  return {
    api, server, calls, books, stock, put,
    streams: () => lines.filter(({ signal }) => !signal.aborted).length,
    cut: () => {
      server.online = false
      lines.forEach(({ line, signal }) => { if (!signal.aborted) line.error(new TypeError('network')) })
      lines = []
    },
    /** Forgets the feed's beginning, as a server does after its retention. */
    forget: () => {
      server.oldest = head
      feed = []
    },
  }
}

export type World = ReturnType<typeof createWorld>

/** Waits for a condition, with a deadline. */
export async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 5_000
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It did not come to that.')
    await new Promise((resolve) => { setTimeout(resolve, 2) })
  }
}
