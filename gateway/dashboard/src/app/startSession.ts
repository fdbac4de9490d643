import { createApi } from '../api/client'
import type { Session } from '../features/session/SessionContext'
import { createCell } from '../storage/cell'
import type { SignIn } from '../storage/signIn'
import type { Connection } from '../sync/connection'
import { createEngine, type EnginePorts } from '../sync/engine'
import { addShown, noLatency, type Shown } from '../sync/latency'
import { emptyReplica } from '../sync/replica'

/** Puts the parts of one signed-in key together: here the clock, chance, timers and the network come in. */
export function createSession(signIn: SignIn): Session {
  const api = createApi(signIn.key, (input, init) => fetch(input, init))
  const replica = createCell(emptyReplica)
  const connection = createCell<Connection>({ kind: 'idle' })
  const latency = createCell(noLatency)
  const staleSince = createCell<number | null>(null)
  const ports: EnginePorts = {
    api,
    replica,
    now: Date.now,
    random: Math.random,
    delay,
    isOnline: () => navigator.onLine,
    onConnection: (next) => {
      staleSince.write(isCurrent(next) ? null : (staleSince.read() ?? Date.now()))
      connection.write(next)
    },
    onApplied: ({ changes }, liveSince) => {
      afterPaint(() => { latency.write(addShown(latency.read(), changes satisfies readonly Shown[], Date.now(), liveSince)) })
    },
  }
  const engine = createEngine(ports)
  return {
    signIn, api, replica, connection, latency, staleSince,
    start: () => {
      const leave = listen(engine.happen)
      engine.happen({ kind: 'started' })
      return () => {
        leave()
        engine.stop()
      }
    },
    retry: () => { engine.happen({ kind: 'retryRequested' }) },
    refused: (failure) => { engine.happen({ kind: 'failed', failure }) },
  }
}

function isCurrent(connection: Connection): boolean {
  return connection.kind === 'live' || (connection.kind === 'polling' && connection.answeredAt !== null)
}

function delay(ms: number, then: () => void): () => void {
  const timer = setTimeout(then, ms)
  return () => { clearTimeout(timer) }
}

/** A hidden tab paints nothing; its changes are no measure of what a person waits for. */
function afterPaint(then: () => void): void {
  if (document.hidden) return
  requestAnimationFrame(() => { setTimeout(then, 0) })
}

function listen(happen: (happening: { kind: 'wentOffline' | 'cameOnline' | 'retryRequested' }) => void): () => void {
  const offline = () => { happen({ kind: 'wentOffline' }) }
  const online = () => { happen({ kind: 'cameOnline' }) }
  const shown = () => { if (!document.hidden) happen({ kind: 'retryRequested' }) }
  window.addEventListener('offline', offline)
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', shown)
  return () => {
    window.removeEventListener('offline', offline)
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', shown)
  }
}
