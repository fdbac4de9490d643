import type { Api } from '../api/client'
import { FailureError, localFailure, type Failure } from '../api/failure'
import type { InventoryItem, Order, Topic } from '../api/shapes'
import { step, type Connection, type Effect, type Happening } from './connection'
import { proveCopy } from './prove'
import type { Replica } from './replica'
import { noResync, type Resync } from './resync'
import { createSnapshot, type Snapshot } from './snapshot'
import { readStream, type Batch } from './streamReader'

/** The copy, in memory and on disk. */
export interface CopyPort {
  readonly read: () => Replica
  /** Rows of a first snapshot that is not whole yet: shown, not kept. */
  readonly show: (partial: Replica) => void
  /** A new copy in the place of the old one. */
  readonly replace: (whole: Replica) => void
  readonly apply: (batch: Batch) => void
  readonly absorb: (items: readonly InventoryItem[], orders: readonly Order[]) => void
  readonly drop: (topic: Topic, ids: readonly string[]) => void
}

/** The world as the engine needs it; tests pass their own. */
export interface EnginePorts {
  readonly api: Api
  readonly copy: CopyPort
  readonly now: () => number
  readonly random: () => number
  /** Calls back once after the delay in milliseconds; answers with a way to call it off. */
  readonly delay: (ms: number, then: () => void) => () => void
  readonly isOnline: () => boolean
  readonly onConnection: (connection: Connection) => void
  /** Called with live changes once they are in the replica. */
  readonly onApplied: (batch: Batch, liveSince: number) => void
  readonly onResync: (resync: Resync) => void
}

export interface Engine {
  readonly happen: (happening: Happening) => void
  readonly stop: () => void
}

/** Runs what {@link step} decides: one piece of work and one timer at a time, each ended before the next begins. */
export function createEngine(ports: EnginePorts): Engine {
  const parts = { ...ports, lists: createSnapshot(ports.api) }
  let connection: Connection = { kind: 'idle' }
  let work = new AbortController()
  let cancelTimer = () => {}

  function happen(happening: Happening): void {
    const next = step(connection, happening, ports.now(), ports.random())
    // A heartbeat changes nothing that anybody looks at.
    const changed = next.connection !== connection && happening.kind !== 'heard'
    connection = next.connection
    if (next.effects.length > 0) cancelTimer()
    next.effects.forEach(run)
    if (changed) ports.onConnection(connection)
  }

  function run(effect: Effect): void {
    switch (effect.kind) {
      case 'begin':
        work.abort()
        work = new AbortController()
        begin(effect.work, work.signal)
        return
      case 'stop':
        work.abort()
        return
      case 'wakeAt':
        cancelTimer = ports.delay(Math.max(0, effect.at - ports.now()), () => { happen({ kind: 'woke' }) })
    }
  }

  function begin(kind: Extract<Effect, { kind: 'begin' }>['work'], signal: AbortSignal): void {
    const tell = (happening: Happening) => { if (!signal.aborted) happen(happening) }
    works[kind](parts, signal, tell).catch((error: unknown) => {
      if (signal.aborted) return
      const failure = failureIn(error)
      tell(failure.kind === 'unreachable' && !ports.isOnline() ? { kind: 'wentOffline' } : { kind: 'failed', failure })
    })
  }

  return {
    happen,
    stop: () => {
      cancelTimer()
      work.abort()
    },
  }
}

type Tell = (happening: Happening) => void

const works = { snapshot, catchUp, stream, poll }

async function snapshot({ lists, copy, onResync }: EnginePorts & { readonly lists: Snapshot }, signal: AbortSignal, tell: Tell): Promise<void> {
  // The first time, rows show as they arrive; later the old copy stands, marked as stale, until the new one is whole.
  const first = copy.read().cursor === null
  const loaded = await lists.load(signal, (partial, totals) => {
    if (signal.aborted) return
    if (first) copy.show(partial)
    onResync({ kind: 'loading', skus: partial.inventory.size, orders: partial.orders.size, ...totals })
  })
  if (signal.aborted) return
  copy.replace({ ...loaded, feed: copy.read().feed })
  onResync(noResync)
  tell({ kind: 'snapshotLoaded' })
}

/** Goes on from the copy's cursor in pages, then proves that the copy is the server's. */
async function catchUp(ports: EnginePorts, signal: AbortSignal, tell: Tell): Promise<void> {
  let changes = 0
  const readOn = async () => {
    for (let hasMore = true; hasMore && !signal.aborted;) {
      const page = await ports.api.changes(ports.copy.read().cursor ?? 'now', signal)
      if (signal.aborted) return
      ports.copy.apply(page)
      changes += page.changes.length
      ports.onResync({ kind: 'catchingUp', changes })
      hasMore = page.hasMore
    }
  }
  try {
    await readOn()
    const proof = await prove(ports, readOn, signal)
    tell({ kind: proof === 'hopeless' ? 'copyUnusable' : 'caughtUp' })
  } finally {
    ports.onResync(noResync)
  }
}

/** A server that cannot say what it holds is no reason to show nothing: the changes alone are as good as they ever were. */
async function prove({ api, copy, onResync }: EnginePorts, readOn: () => Promise<void>, signal: AbortSignal): Promise<'proved' | 'hopeless' | 'unproved'> {
  try {
    const proof = await proveCopy({ api, read: copy.read, catchUp: readOn, absorb: copy.absorb, drop: copy.drop, onProgress: onResync }, signal)
    return proof.kind
  } catch (error) {
    const passing = ['missing', 'refused', 'serverError', 'timedOut', 'unreadable', 'throttled']
    if (error instanceof FailureError && passing.includes(error.failure.kind)) return 'unproved'
    throw error
  }
}

async function stream(ports: EnginePorts, signal: AbortSignal, tell: Tell): Promise<void> {
  const response = await ports.api.openStream(ports.copy.read().cursor ?? 'now', signal)
  const liveSince = ports.now()
  tell({ kind: 'streamOpened' })
  await readStream(response, ports.delay, {
    onHeard: () => { tell({ kind: 'heard' }) },
    onBatch: (batch) => { if (!signal.aborted) apply(ports, batch, liveSince) },
  })
  tell({ kind: 'streamEnded' })
}

async function poll(ports: EnginePorts, signal: AbortSignal, tell: Tell): Promise<void> {
  const asked = ports.now()
  const page = await ports.api.changes(ports.copy.read().cursor ?? 'now', signal)
  if (signal.aborted) return
  apply(ports, page, asked - pollGapMs)
  tell({ kind: 'polled', hasMore: page.hasMore })
}

/** What was recorded since the last poll is live as far as polling goes; older is caught up on. */
const pollGapMs = 5_000

function apply({ copy, onApplied }: EnginePorts, batch: Batch, liveSince: number): void {
  copy.apply(batch)
  if (batch.changes.length > 0) onApplied(batch, liveSince)
}

/** A body that breaks off ends in a TypeError; anything else that is unknown is a bug and is told as one. */
function failureIn(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  if (error instanceof TypeError) return localFailure('unreachable')
  return localFailure('unreadable', error instanceof Error ? error.message : null)
}
