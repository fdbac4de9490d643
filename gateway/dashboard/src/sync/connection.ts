import type { Failure } from '../api/failure'
import { backoffMs } from './backoff'

/** The server sends a comment every 15 s: two missed ones and some slack mean that the line is dead. */
export const heartbeatTimeoutMs = 35_000
export const openTimeoutMs = 10_000
/** A stream that lived this long was a good one: the next attempt starts without a history of failures. */
export const steadyAfterMs = 10_000
export const pollEveryMs = 2_000
/** While polling, how long until the live stream is tried again. */
export const streamRetryMs = 30_000
/** The browser's word on being offline is not always right (a server on this machine): look again this often. */
export const offlineProbeMs = 10_000
const failuresBeforePolling = 2

type Goal = 'snapshot' | 'catchUp' | 'stream'

/** Where the page stands with the server. All times are milliseconds of the clock that is passed in. */
export type Connection =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly attempt: number }
  /** Going on from the cursor of a copy that was away for a while. */
  | { readonly kind: 'catchingUp'; readonly attempt: number }
  | { readonly kind: 'opening'; readonly attempt: number; readonly openFailures: number }
  | { readonly kind: 'live'; readonly openedAt: number; readonly heardAt: number; readonly attempt: number }
  | { readonly kind: 'polling'; readonly answeredAt: number | null; readonly streamRetryAt: number; readonly attempt: number }
  | { readonly kind: 'waiting'; readonly goal: Goal; readonly attempt: number; readonly openFailures: number; readonly retryAt: number; readonly failure: Failure | null }
  | { readonly kind: 'offline'; readonly goal: Goal }
  | { readonly kind: 'signInNeeded'; readonly failure: Failure }
  | { readonly kind: 'forbidden'; readonly failure: Failure }

export type Happening =
  /** `copy`: there is one to go on from. */
  | { readonly kind: 'started'; readonly copy: boolean }
  | { readonly kind: 'snapshotLoaded' }
  | { readonly kind: 'caughtUp' }
  /** The copy is so far from the server's that reading it anew is less than mending it. */
  | { readonly kind: 'copyUnusable' }
  | { readonly kind: 'streamOpened' }
  /** Any byte on the stream, a heartbeat included. */
  | { readonly kind: 'heard' }
  | { readonly kind: 'streamEnded' }
  | { readonly kind: 'polled'; readonly hasMore: boolean }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'woke' }
  | { readonly kind: 'wentOffline' }
  | { readonly kind: 'cameOnline' }
  | { readonly kind: 'retryRequested' }

/** What the engine has to do next. `begin` ends whatever runs; `wakeAt` replaces the one timer. */
export type Effect =
  | { readonly kind: 'begin'; readonly work: Goal | 'poll' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'wakeAt'; readonly at: number }

export interface Step {
  readonly connection: Connection
  readonly effects: readonly Effect[]
}

/** Decides, and does nothing itself: the same connection, happening, time and chance give the same step. */
export function step(connection: Connection, happening: Happening, now: number, random: number): Step {
  switch (happening.kind) {
    case 'started':
      return happening.copy ? catchUp(0) : load(0)
    case 'caughtUp':
      return connection.kind === 'catchingUp' ? open(now, 0, 0) : stay(connection)
    case 'copyUnusable':
      return connection.kind === 'catchingUp' ? load(0) : stay(connection)
    case 'snapshotLoaded':
      return connection.kind === 'loading' ? open(now, 0, 0) : stay(connection)
    case 'streamOpened':
      return connection.kind === 'opening' ? live(connection.attempt, now) : stay(connection)
    case 'heard':
      return connection.kind === 'live' ? stay({ ...connection, heardAt: now }) : stay(connection)
    case 'streamEnded':
      return connection.kind === 'live' ? afterDrop(connection, now, random) : stay(connection)
    case 'polled':
      return connection.kind === 'polling' ? afterPoll(connection, happening.hasMore, now) : stay(connection)
    case 'failed':
      return afterFailure(connection, happening.failure, now, random)
    case 'woke':
      return afterWaking(connection, now, random)
    case 'wentOffline':
      return goOffline(connection, now)
    case 'cameOnline':
      return connection.kind === 'offline' || connection.kind === 'waiting' ? resume(connection.goal, now, 0, 0) : stay(connection)
    case 'retryRequested':
      return afterRetryRequest(connection, now)
  }
}

const stay = (connection: Connection): Step => ({ connection, effects: [] })

function load(attempt: number): Step {
  return { connection: { kind: 'loading', attempt }, effects: [{ kind: 'begin', work: 'snapshot' }] }
}

function catchUp(attempt: number): Step {
  return { connection: { kind: 'catchingUp', attempt }, effects: [{ kind: 'begin', work: 'catchUp' }] }
}

function open(now: number, attempt: number, openFailures: number): Step {
  return {
    connection: { kind: 'opening', attempt, openFailures },
    effects: [{ kind: 'begin', work: 'stream' }, { kind: 'wakeAt', at: now + openTimeoutMs }],
  }
}

function resume(goal: Goal, now: number, attempt: number, openFailures: number): Step {
  switch (goal) {
    case 'snapshot':
      return load(attempt)
    case 'catchUp':
      return catchUp(attempt)
    case 'stream':
      return open(now, attempt, openFailures)
  }
}

function live(attempt: number, now: number): Step {
  return {
    connection: { kind: 'live', openedAt: now, heardAt: now, attempt },
    effects: [{ kind: 'wakeAt', at: now + heartbeatTimeoutMs }],
  }
}

function poll(now: number, attempt: number): Step {
  return {
    connection: { kind: 'polling', answeredAt: null, streamRetryAt: now + streamRetryMs, attempt },
    effects: [{ kind: 'begin', work: 'poll' }],
  }
}

interface Wait { readonly goal: Goal; readonly attempt: number; readonly openFailures: number; readonly failure: Failure | null }

function wait(why: Wait, now: number, random: number): Step {
  const retryAt = now + backoffMs(why.attempt, random, why.failure?.retryAfterMs ?? null)
  return {
    connection: { kind: 'waiting', ...why, attempt: why.attempt + 1, retryAt },
    effects: [{ kind: 'stop' }, { kind: 'wakeAt', at: retryAt }],
  }
}

function afterDrop(was: Extract<Connection, { kind: 'live' }>, now: number, random: number): Step {
  const attempt = now - was.openedAt >= steadyAfterMs ? 0 : was.attempt
  return wait({ goal: 'stream', attempt, openFailures: 0, failure: null }, now, random)
}

function afterPoll(was: Extract<Connection, { kind: 'polling' }>, hasMore: boolean, now: number): Step {
  const connection = { ...was, answeredAt: now, attempt: 0 }
  return { connection, effects: [hasMore ? { kind: 'begin', work: 'poll' } : { kind: 'wakeAt', at: now + pollEveryMs }] }
}

function afterFailure(connection: Connection, failure: Failure, now: number, random: number): Step {
  // A key that is refused stays refused: asking again would only be noise at the gateway.
  if (failure.kind === 'unauthorized') return { connection: { kind: 'signInNeeded', failure }, effects: [{ kind: 'stop' }] }
  if (failure.kind === 'forbidden') return { connection: { kind: 'forbidden', failure }, effects: [{ kind: 'stop' }] }
  switch (connection.kind) {
    case 'loading':
      return wait({ goal: 'snapshot', attempt: connection.attempt, openFailures: 0, failure }, now, random)
    case 'catchingUp':
      if (failure.kind === 'cursorExpired') return load(0)
      return wait({ goal: 'catchUp', attempt: connection.attempt, openFailures: 0, failure }, now, random)
    case 'opening':
      return failure.kind === 'cursorExpired' ? load(0) : afterFailedOpening(connection, failure, now, random)
    case 'live':
      return failure.kind === 'cursorExpired' ? load(0) : afterDrop(connection, now, random)
    case 'polling':
      if (failure.kind === 'cursorExpired') return load(0)
      return wait({ goal: 'stream', attempt: connection.attempt, openFailures: failuresBeforePolling, failure }, now, random)
    case 'idle':
    case 'waiting':
    case 'offline':
    case 'signInNeeded':
    case 'forbidden':
      return stay(connection)
  }
}

function afterFailedOpening(was: Extract<Connection, { kind: 'opening' }>, failure: Failure, now: number, random: number): Step {
  const openFailures = was.openFailures + 1
  // Asked to slow down, we wait as told; polling at once would be the opposite.
  if (openFailures >= failuresBeforePolling && failure.retryAfterMs === null) return poll(now, was.attempt)
  return wait({ goal: 'stream', attempt: was.attempt, openFailures, failure }, now, random)
}

function afterWaking(connection: Connection, now: number, random: number): Step {
  switch (connection.kind) {
    case 'opening':
      return afterFailedOpening(connection, openTimedOut, now, random)
    case 'live': {
      const deadAt = connection.heardAt + heartbeatTimeoutMs
      return now >= deadAt ? afterDrop(connection, now, random) : { connection, effects: [{ kind: 'wakeAt', at: deadAt }] }
    }
    case 'polling':
      if (now >= connection.streamRetryAt) return open(now, connection.attempt, failuresBeforePolling)
      return { connection, effects: [{ kind: 'begin', work: 'poll' }] }
    case 'waiting':
      return resume(connection.goal, now, connection.attempt, connection.openFailures)
    case 'offline':
      return resume(connection.goal, now, 0, 0)
    case 'idle':
    case 'loading':
    case 'catchingUp':
    case 'signInNeeded':
    case 'forbidden':
      return stay(connection)
  }
}

function goOffline(connection: Connection, now: number): Step {
  if (connection.kind === 'idle' || connection.kind === 'signInNeeded' || connection.kind === 'forbidden') return stay(connection)
  return {
    connection: { kind: 'offline', goal: goalOf(connection) },
    effects: [{ kind: 'stop' }, { kind: 'wakeAt', at: now + offlineProbeMs }],
  }
}

function goalOf(connection: Connection): Goal {
  if (connection.kind === 'offline') return connection.goal
  if (connection.kind === 'waiting') return connection.goal === 'snapshot' ? 'snapshot' : 'catchUp'
  // However short the break seemed, nobody knows how long it lasts: what was missed comes in pages, not one by one.
  return connection.kind === 'idle' || connection.kind === 'loading' ? 'snapshot' : 'catchUp'
}

function afterRetryRequest(connection: Connection, now: number): Step {
  switch (connection.kind) {
    case 'waiting':
      return resume(connection.goal, now, connection.attempt, connection.openFailures)
    case 'offline':
      return resume(connection.goal, now, 0, 0)
    case 'forbidden':
      return load(0)
    case 'idle':
    case 'loading':
    case 'catchingUp':
    case 'opening':
    case 'live':
    case 'polling':
    case 'signInNeeded':
      return stay(connection)
  }
}

const openTimedOut: Failure = {
  kind: 'timedOut',
  code: 'client.timedOut',
  title: 'The live stream did not open in time.',
  detail: null,
  status: null,
  retryAfterMs: null,
}
