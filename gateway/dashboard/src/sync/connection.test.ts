import { describe, expect, it } from 'vitest'
import { failureOf, localFailure } from '../api/failure'
import {
  heartbeatTimeoutMs, offlineProbeMs, openTimeoutMs, pollEveryMs, steadyAfterMs, step, streamRetryMs,
  type Connection, type Happening, type Step,
} from './connection'

const unreachable = localFailure('unreachable')
const failed = (status: number, body: unknown = {}, retryAfter: string | null = null): Happening =>
  ({ kind: 'failed', failure: failureOf(status, body, retryAfter) })

/** Plays happenings, each with its time; answers the last step. */
function play(...happenings: readonly (readonly [at: number, happening: Happening])[]): Step {
  let last: Step = { connection: { kind: 'idle' }, effects: [] }
  for (const [at, happening] of happenings) last = step(last.connection, happening, at, 1)
  return last
}

const toLive: readonly (readonly [number, Happening])[] = [[0, { kind: 'started', copy: false }], [10, { kind: 'snapshotLoaded' }], [20, { kind: 'streamOpened' }]]

describe('the way to live', () => {
  it('goes from the snapshot to the stream', () => {
    expect(play([0, { kind: 'started', copy: false }]).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
    expect(play([0, { kind: 'started', copy: false }], [10, { kind: 'snapshotLoaded' }]).effects).toEqual([
      { kind: 'begin', work: 'stream' }, { kind: 'wakeAt', at: 10 + openTimeoutMs },
    ])
    expect(play(...toLive).connection).toEqual({ kind: 'live', openedAt: 20, heardAt: 20, attempt: 0 })
  })

  it('a snapshot that fails is tried again as a snapshot', () => {
    const { connection } = play([0, { kind: 'started', copy: false }], [5, failed(503)])
    expect(connection).toMatchObject({ kind: 'waiting', goal: 'snapshot', attempt: 1, retryAt: 505 })
    expect(step(connection, { kind: 'woke' }, 505, 1).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
  })
})

describe('a copy from before', () => {
  const catchingUp = play([0, { kind: 'started', copy: true }])

  it('is caught up on and then followed', () => {
    expect(catchingUp.effects).toEqual([{ kind: 'begin', work: 'catchUp' }])
    expect(step(catchingUp.connection, { kind: 'caughtUp' }, 10, 1).effects[0]).toEqual({ kind: 'begin', work: 'stream' })
  })

  it('that is too old or too far off is read anew', () => {
    expect(step(catchingUp.connection, failed(410, { code: 'cursor.expired' }), 10, 1).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
    expect(step(catchingUp.connection, { kind: 'copyUnusable' }, 10, 1).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
  })

  it('is caught up on again when that failed', () => {
    const waiting = step(catchingUp.connection, failed(503), 5, 1).connection
    expect(waiting).toMatchObject({ kind: 'waiting', goal: 'catchUp', attempt: 1 })
    expect(step(waiting, { kind: 'woke' }, 505, 1).effects).toEqual([{ kind: 'begin', work: 'catchUp' }])
  })
})

describe('a live line', () => {
  it('that was silent for too long counts as dropped', () => {
    const heard = play(...toLive, [15_000, { kind: 'heard' }])
    const early = step(heard.connection, { kind: 'woke' }, 20 + heartbeatTimeoutMs, 1)
    expect(early.effects).toEqual([{ kind: 'wakeAt', at: 15_000 + heartbeatTimeoutMs }])
    expect(step(early.connection, { kind: 'woke' }, 15_000 + heartbeatTimeoutMs, 1).connection.kind).toBe('waiting')
  })

  it('that ends goes on with the stream, not with a new snapshot', () => {
    const dropped = play(...toLive, [steadyAfterMs + 20, { kind: 'streamEnded' }])
    expect(dropped.connection).toMatchObject({ kind: 'waiting', goal: 'stream', attempt: 1, retryAt: steadyAfterMs + 520 })
    expect(step(dropped.connection, { kind: 'woke' }, 20_000, 1).effects[0]).toEqual({ kind: 'begin', work: 'stream' })
  })

  it('that ends at once every time is tried less and less often', () => {
    let { connection } = play(...toLive)
    const waits: number[] = []
    for (let now = 100, turn = 0; turn < 5; turn++) {
      const dropped = step(connection, { kind: 'streamEnded' }, now, 1).connection
      if (dropped.kind !== 'waiting') throw new Error(dropped.kind)
      waits.push(dropped.retryAt - now)
      now = dropped.retryAt
      connection = step(step(dropped, { kind: 'woke' }, now, 1).connection, { kind: 'streamOpened' }, now, 1).connection
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000])
  })
})

describe('a stream that cannot be opened', () => {
  const opening: readonly (readonly [number, Happening])[] = [[0, { kind: 'started', copy: false }], [0, { kind: 'snapshotLoaded' }]]
  const polling = play(...opening, [1, failed(502)], [600, { kind: 'woke' }], [700, failed(502)])

  it('is replaced by polling after the second failure', () => {
    expect(polling.connection).toMatchObject({ kind: 'polling', streamRetryAt: 700 + streamRetryMs })
    expect(polling.effects).toEqual([{ kind: 'begin', work: 'poll' }])
  })

  it('polls on at once while there is more, then at its pace', () => {
    expect(step(polling.connection, { kind: 'polled', hasMore: true }, 800, 1).effects).toEqual([{ kind: 'begin', work: 'poll' }])
    expect(step(polling.connection, { kind: 'polled', hasMore: false }, 800, 1).effects).toEqual([{ kind: 'wakeAt', at: 800 + pollEveryMs }])
  })

  it('is tried again while polling', () => {
    expect(step(polling.connection, { kind: 'woke' }, 700 + streamRetryMs, 1).connection.kind).toBe('opening')
  })

  it('that hangs is given up', () => {
    const hung = play(...opening, [openTimeoutMs, { kind: 'woke' }])
    expect(hung.connection).toMatchObject({ kind: 'waiting', openFailures: 1 })
    expect(hung.effects[0]).toEqual({ kind: 'stop' })
  })

  it('waits as long as the server asked', () => {
    expect(play(...opening, [0, failed(429, {}, '9')]).connection).toMatchObject({ kind: 'waiting', retryAt: 9_000 })
  })
})

describe('an expired cursor', () => {
  it('leads to a new snapshot from the stream and from polling', () => {
    const expired = failed(410, { code: 'cursor.expired' })
    expect(play(...toLive.slice(0, 2), [30, expired]).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
    const polling: Connection = { kind: 'polling', answeredAt: 1, streamRetryAt: 99_999, attempt: 0 }
    expect(step(polling, expired, 2, 1).connection).toEqual({ kind: 'loading', attempt: 0 })
  })
})

describe('a key that is refused', () => {
  const refused = [
    play([0, { kind: 'started', copy: false }], [1, failed(401, { code: 'auth.key_invalid', title: 'No.' })]),
    play(...toLive.slice(0, 2), [30, failed(401)]),
    play(...toLive, [30, failed(401)]),
  ]

  it('leads to the sign-in and stops everything', () => {
    for (const { connection, effects } of refused) {
      expect(connection.kind).toBe('signInNeeded')
      expect(effects).toEqual([{ kind: 'stop' }])
    }
  })

  it('is never tried again, whatever happens', () => {
    const happenings: readonly Happening[] = [{ kind: 'woke' }, { kind: 'cameOnline' }, { kind: 'retryRequested' }, { kind: 'wentOffline' }, { kind: 'streamEnded' }]
    for (const { connection } of refused)
      for (const happening of happenings) expect(step(connection, happening, 99_999, 1).effects).toEqual([])
  })

  it('that lacks the right is tried again only when asked to', () => {
    const { connection } = play([0, { kind: 'started', copy: false }], [1, failed(403)])
    expect(connection.kind).toBe('forbidden')
    expect(step(connection, { kind: 'woke' }, 9, 1).effects).toEqual([])
    expect(step(connection, { kind: 'retryRequested' }, 9, 1).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
  })
})

describe('offline', () => {
  it('stops at once, looks again now and then, and catches up when online', () => {
    const offline = play(...toLive, [50, { kind: 'wentOffline' }])
    expect(offline.effects).toEqual([{ kind: 'stop' }, { kind: 'wakeAt', at: 50 + offlineProbeMs }])
    expect(step(offline.connection, { kind: 'cameOnline' }, 60, 1).effects[0]).toEqual({ kind: 'begin', work: 'catchUp' })
    expect(step(offline.connection, { kind: 'woke' }, 60, 1).effects[0]).toEqual({ kind: 'begin', work: 'catchUp' })
  })

  it('in the middle of the snapshot begins it anew', () => {
    const offline = play([0, { kind: 'started', copy: false }], [5, { kind: 'wentOffline' }])
    expect(step(offline.connection, { kind: 'cameOnline' }, 60, 1).effects).toEqual([{ kind: 'begin', work: 'snapshot' }])
  })

  it('late news of work that is over changes nothing', () => {
    const offline = play(...toLive, [50, { kind: 'wentOffline' }])
    for (const late of [{ kind: 'streamEnded' }, { kind: 'heard' }, { kind: 'failed', failure: unreachable }] as const)
      expect(step(offline.connection, late, 60, 1)).toEqual({ connection: offline.connection, effects: [] })
  })
})
