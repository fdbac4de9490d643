import { ask, openStream, type Send } from './ask'
import { decodeChecksums, decodeVersions, type Checksums, type HeldVersion } from './checksums'
import { decodeEvent, decodeInventoryItem, decodeOrder, decodePage } from './decode'
import { decodeChangePage } from './decodeChange'
import { decodeMe, type Me } from './me'
import { decodeMutationAnswer, type Mutation, type MutationAnswer } from './mutations'
import type { ChangePage, HistoryEvent, InventoryItem, Order, Page, Topic } from './shapes'

const pageSize = 500

/** Everything this page asks of the server. Every method throws a FailureError, or an AbortError when aborted. */
export interface Api {
  readonly inventory: (cursor: string | null, signal: AbortSignal) => Promise<Page<InventoryItem>>
  readonly inventoryItem: (sku: string, signal: AbortSignal) => Promise<InventoryItem>
  readonly inventoryEvents: (sku: string, cursor: string | null, signal: AbortSignal) => Promise<Page<HistoryEvent>>
  readonly orders: (cursor: string | null, signal: AbortSignal) => Promise<Page<Order>>
  readonly order: (id: string, signal: AbortSignal) => Promise<Order>
  readonly orderEvents: (id: string, cursor: string | null, signal: AbortSignal) => Promise<Page<HistoryEvent>>
  /** @param since A cursor, or `now` for the feed's present end. */
  readonly changes: (since: string, signal: AbortSignal) => Promise<ChangePage>
  readonly me: (signal: AbortSignal) => Promise<Me>
  readonly checksums: (topic: Topic, signal: AbortSignal) => Promise<Checksums>
  readonly rangeVersions: (topic: Topic, range: number, signal: AbortSignal) => Promise<readonly HeldVersion[]>
  /** Sends edits; each counts once however often it is sent. */
  readonly mutate: (mutations: readonly Mutation[], signal: AbortSignal) => Promise<MutationAnswer>
  /** The live stream's response, its head read, its body open. */
  readonly openStream: (cursor: string, signal: AbortSignal) => Promise<Response>
}

/** @param send Shows who asks; see `authorized`. */
export function createApi(send: Send): Api {
  const get = <T>(path: string, query: Query, read: (body: unknown) => T, signal: AbortSignal): Promise<T> =>
    ask(send, { url: address(path, query), method: 'GET' }, read, signal)
  const part = encodeURIComponent
  return {
    inventory: (cursor, signal) => get('/inventory', { limit: pageSize, cursor }, (body) => decodePage(body, decodeInventoryItem), signal),
    inventoryItem: (sku, signal) => get(`/inventory/${part(sku)}`, {}, decodeInventoryItem, signal),
    inventoryEvents: (sku, cursor, signal) =>
      get(`/inventory/${part(sku)}/events`, { limit: pageSize, cursor }, (body) => decodePage(body, decodeEvent), signal),
    orders: (cursor, signal) => get('/orders', { limit: pageSize, cursor }, (body) => decodePage(body, decodeOrder), signal),
    order: (id, signal) => get(`/orders/${part(id)}`, {}, decodeOrder, signal),
    orderEvents: (id, cursor, signal) =>
      get(`/orders/${part(id)}/events`, { limit: pageSize, cursor }, (body) => decodePage(body, decodeEvent), signal),
    changes: (since, signal) => get('/changes', { since, limit: since === 'now' ? 1 : pageSize }, decodeChangePage, signal),
    me: (signal) => get('/me', {}, decodeMe, signal),
    checksums: (topic, signal) => get('/checksums', { topic }, decodeChecksums, signal),
    rangeVersions: (topic, range, signal) => get(`/checksums/${String(range)}`, { topic }, decodeVersions, signal),
    mutate: (mutations, signal) =>
      ask(send, { url: address('/mutations', {}), method: 'POST', body: JSON.stringify({ mutations }) }, decodeMutationAnswer, signal),
    openStream: (cursor, signal) => openStream(send, cursor, signal),
  }
}

type Query = Readonly<Record<string, string | number | null>>

function address(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== null) search.set(name, String(value))
  return `/api/v1${path}${search.size === 0 ? '' : `?${search.toString()}`}`
}
