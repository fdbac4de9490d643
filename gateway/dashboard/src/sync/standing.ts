import type { Sending } from '../edits/sender'
import type { Connection } from './connection'
import type { Resync } from './resync'

/** How the page stands with the server, in one value: the leading tab tells the others. */
export interface Standing {
  readonly connection: Connection
  /** Null while the page is current. */
  readonly stale: Stale | null
  readonly resync: Resync
  readonly sending: Sending
}

export interface Stale {
  /** When what is shown was last the server's, in milliseconds. */
  readonly asOf: number
  /** Since when this page knows that it is no longer. */
  readonly noticedAt: number
}

export const firstStanding: Standing = { connection: { kind: 'idle' }, stale: null, resync: { kind: 'none' }, sending: { kind: 'resting' } }

export function isCurrent(connection: Connection): boolean {
  return connection.kind === 'live' || (connection.kind === 'polling' && connection.answeredAt !== null)
}

export function withConnection(standing: Standing, connection: Connection, now: number): Standing {
  const stale = isCurrent(connection) ? null : (standing.stale ?? { asOf: now, noticedAt: now })
  return { ...standing, connection, stale }
}

/** True while a request has a chance: edits wait for it, and are not sent into the void. */
export function mayReach(connection: Connection): boolean {
  switch (connection.kind) {
    case 'loading':
    case 'catchingUp':
    case 'opening':
    case 'live':
    case 'polling':
    case 'waiting':
      return true
    case 'idle':
    case 'offline':
    case 'signInNeeded':
    case 'forbidden':
      return false
  }
}
