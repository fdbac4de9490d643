import type { Api } from '../api/client'
import { FailureError, localFailure, type Failure } from '../api/failure'
import { step, type Connection, type Effect, type Happening } from './connection'
import { applyChanges, type Replica } from './replica'
import { loadSnapshot } from './snapshot'
import { readStream, type Batch } from './streamReader'

/** Where the copy lives. Today in memory; the cursor is written together with the data. */
export interface ReplicaPort {
  readonly read: () => Replica
  readonly write: (replica: Replica) => void
}

/** The world as the engine needs it; tests pass their own. */
export interface EnginePorts {
  readonly api: Api
  readonly replica: ReplicaPort
  readonly now: () => number
  readonly random: () => number
  /** Calls back once after the delay in milliseconds; answers with a way to call it off. */
  readonly delay: (ms: number, then: () => void) => () => void
  readonly isOnline: () => boolean
  readonly onConnection: (connection: Connection) => void
  /** Called with live changes once they are in the replica. */
  readonly onApplied: (batch: Batch, liveSince: number) => void
}

export interface Engine {
  readonly happen: (happening: Happening) => void
  readonly stop: () => void
}

/** Runs what {@link step} decides: one piece of work and one timer at a time, each ended before the next begins. */
export function createEngine(ports: EnginePorts): Engine {
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
    works[kind](ports, signal, tell).catch((error: unknown) => {
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

const works = { snapshot, stream, poll }

async function snapshot({ api, replica }: EnginePorts, signal: AbortSignal, tell: Tell): Promise<void> {
  // The first time, rows show as they arrive; later the old copy stands, marked as stale, until the new one is whole.
  const first = replica.read().cursor === null
  const loaded = await loadSnapshot(api, signal, (partial) => { if (first && !signal.aborted) replica.write(partial) })
  if (signal.aborted) return
  replica.write({ ...loaded, feed: replica.read().feed })
  tell({ kind: 'snapshotLoaded' })
}

async function stream(ports: EnginePorts, signal: AbortSignal, tell: Tell): Promise<void> {
  const response = await ports.api.openStream(ports.replica.read().cursor ?? 'now', signal)
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
  const page = await ports.api.changes(ports.replica.read().cursor ?? 'now', signal)
  if (signal.aborted) return
  apply(ports, page, asked - pollGapMs)
  tell({ kind: 'polled', hasMore: page.hasMore })
}

/** What was recorded since the last poll is live as far as polling goes; older is caught up on. */
const pollGapMs = 5_000

function apply({ replica, now, onApplied }: EnginePorts, batch: Batch, liveSince: number): void {
  replica.write(applyChanges(replica.read(), batch.changes, batch.cursor, now()))
  if (batch.changes.length > 0) onApplied(batch, liveSince)
}

/** A body that breaks off ends in a TypeError; anything else that is unknown is a bug and is told as one. */
function failureIn(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure
  if (error instanceof TypeError) return localFailure('unreachable')
  return localFailure('unreadable', error instanceof Error ? error.message : null)
}
