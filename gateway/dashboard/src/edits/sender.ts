import { FailureError, localFailure, type Failure } from '../api/failure'
import type { Mutation, MutationAnswer } from '../api/mutations'
import type { InventoryItem } from '../api/shapes'
import { backoffMs } from '../sync/backoff'
import type { Edit, EditState, PendingEdit } from './edit'
import { onHandAt } from './overlay'
import { answered, classify, mostAtOnce, nextBatch, toMutation } from './queue'

/** How the queue stands with the server. */
export type Sending =
  | { readonly kind: 'resting' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'waiting'; readonly retryAt: number; readonly failure: Failure | null }
  | { readonly kind: 'blocked'; readonly failure: Failure }

export interface SenderPorts {
  readonly all: () => Promise<readonly Edit[]>
  /** Writes down that these are about to be sent; answers with those that are still waiting. On disk before it answers. */
  readonly markSent: (edits: readonly PendingEdit[], heldOnHand: (edit: PendingEdit) => number | null) => Promise<readonly PendingEdit[]>
  readonly settle: (states: ReadonlyMap<string, EditState>, items: readonly InventoryItem[]) => Promise<void>
  readonly send: (mutations: readonly Mutation[], signal: AbortSignal) => Promise<MutationAnswer>
  readonly heldItem: (sku: string) => InventoryItem | undefined
  /** False while it is known that nothing would get through. */
  readonly canSend: () => boolean
  readonly now: () => number
  readonly random: () => number
  readonly delay: (ms: number, then: () => void) => () => void
  readonly onSending: (sending: Sending) => void
  /** The disk cannot be read: without it nothing may be sent, since nobody would know of it afterwards. */
  readonly onBroken: (error: unknown) => void
}

export interface Sender {
  /** @param urgent True when the server has just been reached: a wait is cut short. */
  readonly wake: (urgent: boolean) => void
  readonly stop: () => void
}

/** Sends what waits, one batch at a time, until the server has answered each edit. Every step is on disk before the next. */
export function createSender(ports: SenderPorts): Sender {
  const life = new AbortController()
  let running = false
  let again = false
  let cutWait: (() => void) | null = null

  const wait = (ms: number) => new Promise<void>((resolve) => {
    const cancel = ports.delay(ms, resolve)
    cutWait = () => {
      cancel()
      resolve()
    }
  }).finally(() => { cutWait = null })

  async function run(): Promise<void> {
    let most = mostAtOnce
    for (let attempt = 0; !life.signal.aborted && ports.canSend();) {
      const sent = await take(ports, most)
      if (sent.length === 0) break
      ports.onSending({ kind: 'sending' })
      const turn = await sendBatch(ports, sent, life.signal)
      if (life.signal.aborted) return
      if (turn.kind === 'blocked') return ports.onSending(turn)
      if (turn.kind === 'narrow') most = Math.max(1, Math.floor(sent.length / 2))
      attempt = turn.kind === 'again' ? attempt + 1 : 0
      if (turn.kind !== 'again') continue
      const ms = backoffMs(attempt - 1, ports.random(), turn.failure?.retryAfterMs ?? null)
      ports.onSending({ kind: 'waiting', retryAt: ports.now() + ms, failure: turn.failure })
      await wait(ms)
    }
    ports.onSending({ kind: 'resting' })
  }

  async function runWhileAsked(): Promise<void> {
    running = true
    try {
      do {
        again = false
        await run()
      } while (again && !life.signal.aborted)
    } finally {
      running = false
    }
  }

  return {
    wake: (urgent) => {
      if (urgent) cutWait?.()
      again = true
      if (!running && !life.signal.aborted) runWhileAsked().catch(ports.onBroken)
    },
    stop: () => {
      life.abort()
      cutWait?.()
    },
  }
}

type Turn = { readonly kind: 'done' | 'narrow' } | { readonly kind: 'again'; readonly failure: Failure | null } | { readonly kind: 'blocked'; readonly failure: Failure }

async function take(ports: SenderPorts, most: number): Promise<readonly PendingEdit[]> {
  const batch = nextBatch(await ports.all(), most)
  return batch.length === 0 ? [] : ports.markSent(batch, (edit) => heldOnHand(edit, ports.heldItem(edit.wanted.sku)))
}

function heldOnHand({ wanted }: Edit, item: InventoryItem | undefined): number | null {
  return item === undefined || (wanted.kind !== 'set' && wanted.kind !== 'change') ? null : onHandAt(item, wanted.location)
}

async function sendBatch(ports: SenderPorts, sent: readonly PendingEdit[], signal: AbortSignal): Promise<Turn> {
  try {
    const answer = await ports.send(sent.map(toMutation), signal)
    const states = statesOf(sent, answer, ports.now())
    await ports.settle(states, answer.items)
    return states.size === sent.length ? { kind: 'done' } : { kind: 'again', failure: null }
  } catch (error) {
    const failure = error instanceof FailureError ? error.failure : localFailure('unreadable', error instanceof Error ? error.message : null)
    return afterFailure(ports, sent, failure)
  }
}

async function afterFailure(ports: SenderPorts, sent: readonly PendingEdit[], failure: Failure): Promise<Turn> {
  const verdict = classify(failure)
  const [only] = sent
  if (verdict === 'blocked') return { kind: 'blocked', failure }
  if (verdict === 'again') return { kind: 'again', failure }
  if (sent.length === 1 && only !== undefined)
    await ports.settle(new Map([[only.id, { kind: 'refused', answeredAt: ports.now(), code: failure.code }]]), [])
  return { kind: 'narrow' }
}

function statesOf(sent: readonly PendingEdit[], answer: MutationAnswer, now: number): ReadonlyMap<string, EditState> {
  const results = new Map(answer.results.map((result) => [result.id, result]))
  const items = new Map(answer.items.map((item) => [item.sku, item]))
  const states = new Map<string, EditState>()
  for (const edit of sent) {
    const result = results.get(edit.id)
    const state = result === undefined ? null : answered(result, heldOnHand(edit, items.get(edit.wanted.sku)), now)
    if (state !== null) states.set(edit.id, state)
  }
  return states
}
