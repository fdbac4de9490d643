import { describe, expect, it } from 'vitest'
import { FailureError, failureOf, localFailure, type Failure } from '../../api/failure'
import type { SessionReading } from '../../api/sessions'
import { reopenMs, type Hearing } from './agentSocket'
import { noSessions, oneSession } from './samples.testing'
import { agentPatienceMs, type Source } from './sourceChoice'
import { watchSessions } from './watching'

type Answer = SessionReading | Failure | 'silence'

/** Two sources, a socket and a clock that only moves when told to. */
function world(answers: Record<Source, Answer>) {
  let now = 1_000
  let timers: { readonly at: number; readonly then: () => void }[] = []
  const asked: Source[] = []
  const abandoned: Source[] = []
  const refusals: Failure[] = []
  const sockets: { readonly hearing: Hearing; open: boolean }[] = []
  const read = (from: Source) => (signal: AbortSignal) => {
    asked.push(from)
    signal.addEventListener('abort', () => { abandoned.push(from) })
    const answer = answers[from]
    if (answer === 'silence') return new Promise<SessionReading>(() => {})
    return 'status' in answer && 'active' in answer ? Promise.resolve(answer) : Promise.reject(new FailureError(answer))
  }
  const watching = watchSessions({
    read: { agent: read('agent'), hosted: read('hosted') },
    openSocket: (hearing) => {
      const socket = { hearing, open: true }
      sockets.push(socket)
      return () => { socket.open = false }
    },
    steadyNow: () => now,
    now: () => now + 1_000_000,
    delay: (ms, then) => {
      const timer = { at: now + ms, then }
      timers.push(timer)
      return () => { timers = timers.filter((other) => other !== timer) }
    },
    onRefused: (failure) => { refusals.push(failure) },
  })
  const settle = async () => { for (let turn = 0; turn < 20; turn++) await Promise.resolve() }
  /** Lets time pass, timer by timer. */
  const pass = async (ms: number) => {
    const until = now + ms
    await settle()
    for (let next = first(); next !== undefined && next.at <= until; next = first()) {
      now = next.at
      timers = timers.filter((timer) => timer !== next)
      next.then()
      await settle()
    }
    now = until
  }
  const first = () => timers.toSorted((a, b) => a.at - b.at)[0]
  return { watching, answers, asked, abandoned, refusals, sockets, pass, settle, timers: () => timers.length, source: () => watching.view.read().choice.source, shown: () => watching.view.read().shown }
}

const start = { kind: 'started', seen: true, online: true } as const
const unreachable = localFailure('unreachable')

describe('watching sessions', () => {
  it('shows what the agent answers, with the time of day, and listens to it', async () => {
    const { watching, source, shown, sockets, settle } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    await settle()
    expect(source()).toBe('agent')
    expect(shown()).toEqual({ reading: oneSession, readAt: 1_001_000 })
    expect(sockets).toHaveLength(1)
  })

  it('falls back within 5 s of an agent that falls silent, and is back within 10 s of its return', async () => {
    const { watching, answers, source, shown, sockets, pass } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    await pass(4_000)
    answers.agent = 'silence'
    await pass(5_000)
    expect(source()).toBe('hosted')
    expect(shown()?.reading).toBe(noSessions)
    expect(sockets.map(({ open }) => open)).toEqual([false])
    answers.agent = oneSession
    await pass(10_000)
    expect(source()).toBe('agent')
    expect(sockets.map(({ open }) => open)).toEqual([false, true])
  })

  it('abandons the question that nobody answered', async () => {
    const { watching, abandoned, asked, pass } = world({ agent: 'silence', hosted: oneSession })
    watching.happen(start)
    await pass(agentPatienceMs)
    expect(abandoned).toContain('agent')
    expect(asked).toContain('hosted')
  })

  it('reads again at once when the socket speaks, and when it ends', async () => {
    const { watching, asked, sockets, pass, settle } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    await pass(500)
    sockets[0]?.hearing.opened()
    sockets[0]?.hearing.said()
    await settle()
    expect(asked).toHaveLength(2)
    await pass(300)
    sockets[0]?.hearing.ended()
    await settle()
    expect(asked).toHaveLength(3)
  })

  it('opens a socket that ended again, later, and asks meanwhile', async () => {
    const { watching, asked, sockets, pass } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    await pass(100)
    sockets[0]?.hearing.ended()
    await pass(reopenMs)
    expect(sockets).toHaveLength(2)
    expect(asked.length).toBeGreaterThan(2)
  })

  it('stops asking, listening and waiting when it is hidden', async () => {
    const { watching, asked, sockets, timers, pass } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    await pass(100)
    watching.happen({ kind: 'wasHidden' })
    expect(timers()).toBe(0)
    expect(sockets.map(({ open }) => open)).toEqual([false])
    await pass(60_000)
    expect(asked).toEqual(['agent'])
  })

  it('takes no answer to a question that it abandoned', async () => {
    const { watching, shown, settle } = world({ agent: oneSession, hosted: noSessions })
    watching.happen(start)
    watching.happen({ kind: 'wasHidden' })
    await settle()
    expect(shown()).toBeNull()
  })

  it('tells of a key that the gateway refuses, and goes on with the agent', async () => {
    const { watching, answers, refusals, source, pass } = world({ agent: unreachable, hosted: failureOf(401, { code: 'auth.invalid' }, null) })
    watching.happen(start)
    await pass(100)
    expect(refusals.map(({ code }) => code)).toEqual(['auth.invalid'])
    answers.agent = oneSession
    await pass(10_000)
    expect(source()).toBe('agent')
  })

  it('shows nothing while both are silent', async () => {
    const { watching, shown, pass } = world({ agent: unreachable, hosted: localFailure('timedOut') })
    watching.happen(start)
    await pass(30_000)
    expect(shown()).toBeNull()
  })
})
