import { decodeChecksums, decodeVersions, type Checksums, type HeldVersion } from './checksums'
import { decodeEvent, decodeInventoryItem, decodeOrder, decodePage } from './decode'
import { decodeChangePage } from './decodeChange'
import { UnreadableError } from './fields'
import { FailureError, failureOf, localFailure } from './failure'
import { decodeMe, type Me } from './me'
import { decodeMutationAnswer, type Mutation, type MutationAnswer } from './mutations'
import type { ChangePage, HistoryEvent, InventoryItem, Order, Page, Topic } from './shapes'

export const requestTimeoutMs = 15_000
const pageSize = 500

/** Everything this page asks of the server. Every method throws {@link FailureError}, or an AbortError when aborted. */
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

export function createApi(key: string, send: typeof fetch): Api {
  const get = <T>(path: string, query: Query, read: (body: unknown) => T, signal: AbortSignal): Promise<T> =>
    ask(send, key, { url: address(path, query), method: 'GET' }, read, signal)
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
      ask(send, key, { url: address('/mutations', {}), method: 'POST', body: JSON.stringify({ mutations }) }, decodeMutationAnswer, signal),
    openStream: (cursor, signal) => openStream(send, key, cursor, signal),
  }
}

type Query = Readonly<Record<string, string | number | null>>

function address(path: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== null) search.set(name, String(value))
  return `/api/v1${path}${search.size === 0 ? '' : `?${search.toString()}`}`
}

interface Question {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
}

async function ask<T>(send: typeof fetch, key: string, { url, method, body }: Question, read: (body: unknown) => T, signal: AbortSignal): Promise<T> {
  const timeout = AbortSignal.timeout(requestTimeoutMs)
  const content = body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }
  const headers = { Authorization: `Bearer ${key}`, Accept: 'application/json', ...content.headers }
  try {
    const response = await send(url, { method, cache: 'no-store', ...content, headers, signal: AbortSignal.any([signal, timeout]) })
    const answer: unknown = await readBody(response)
    if (!response.ok) throw new FailureError(failureOf(response.status, answer, response.headers.get('Retry-After')))
    return read(answer)
  } catch (error) {
    throw asFailure(error, signal, timeout.aborted)
  }
}

async function openStream(send: typeof fetch, key: string, cursor: string, signal: AbortSignal): Promise<Response> {
  const headers = { Authorization: `Bearer ${key}`, Accept: 'text/event-stream', 'Last-Event-ID': cursor }
  try {
    const response = await send('/api/v1/stream', { headers, cache: 'no-store', signal })
    if (!response.ok) throw new FailureError(failureOf(response.status, await readBody(response), response.headers.get('Retry-After')))
    if (response.headers.get('Content-Type')?.startsWith('text/event-stream') === true) return response
    await response.body?.cancel()
    throw new FailureError(localFailure('unreadable', 'The live stream answered with something else.'))
  } catch (error) {
    throw asFailure(error, signal, false)
  }
}

/** Undefined when the body is no JSON: a proxy's error page must not hide the status. */
async function readBody(response: Response): Promise<unknown> {
  const body = await response.text()
  try {
    return JSON.parse(body) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function asFailure(error: unknown, signal: AbortSignal, timedOut: boolean): unknown {
  if (error instanceof FailureError || signal.aborted) return error
  if (timedOut) return new FailureError(localFailure('timedOut'))
  if (error instanceof UnreadableError) return new FailureError(localFailure('unreadable', error.message))
  // fetch reports every network fault as a TypeError.
  return error instanceof TypeError ? new FailureError(localFailure('unreachable')) : error
}
