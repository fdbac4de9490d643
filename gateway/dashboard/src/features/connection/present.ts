import type { Connection } from '../../sync/connection'

export interface Presentation {
  readonly label: string
  readonly detail: string
  readonly tone: 'good' | 'warn' | 'bad' | 'plain'
}

/** What a person is told about the connection, in words first. */
export function present(connection: Connection, now: number): Presentation {
  switch (connection.kind) {
    case 'idle':
    case 'loading':
      return { label: 'Loading', detail: 'Reading stock and orders.', tone: 'plain' }
    case 'catchingUp':
      return { label: 'Catching up', detail: 'Reading what has changed while this page was away.', tone: 'plain' }
    case 'opening':
      return { label: 'Connecting', detail: 'Opening the live stream.', tone: 'plain' }
    case 'live':
      return { label: 'Live', detail: 'Changes appear as they happen.', tone: 'good' }
    case 'polling':
      return { label: 'Polling', detail: 'The live stream cannot be opened; changes are fetched every 2 seconds.', tone: 'warn' }
    case 'waiting':
      return { label: `Retry in ${String(secondsUntil(connection.retryAt, now))} s`, detail: connection.failure?.title ?? 'The live stream ended.', tone: 'warn' }
    case 'offline':
      return { label: 'Offline', detail: 'This device has no network. What is shown stays.', tone: 'bad' }
    case 'signInNeeded':
      return { label: 'Signed out', detail: connection.failure.title, tone: 'bad' }
    case 'forbidden':
      return { label: 'Not allowed', detail: connection.failure.title, tone: 'bad' }
  }
}

function secondsUntil(time: number, now: number): number {
  return Math.max(1, Math.ceil((time - now) / 1_000))
}
