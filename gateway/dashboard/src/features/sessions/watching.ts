import { FailureError, localFailure, type Failure } from '../../api/failure'
import type { ReadSessions } from '../../api/sessionSources'
import type { SessionReading } from '../../api/sessions'
import { createCell, type Cell } from '../../storage/cell'
import { listenToAgent, type OpenSocket } from './agentSocket'
import { firstChoice, step, type Choice, type Effect, type Happening, type Source } from './sourceChoice'

/** Calls back once after the delay in milliseconds; answers with a way to call it off. */
export type Delay = (ms: number, then: () => void) => () => void

/** The world as watching needs it; tests pass their own. */
export interface WatchPorts {
  readonly read: Readonly<Record<Source, ReadSessions>>
  readonly openSocket: OpenSocket
  /** Milliseconds of a clock that nobody sets. */
  readonly steadyNow: () => number
  /** The time of day, for people. */
  readonly now: () => number
  readonly delay: Delay
  /** The gateway does not take this page's key any more. */
  readonly onRefused: (failure: Failure) => void
}

/** What the source of the choice answered last. */
export interface Shown {
  readonly reading: SessionReading
  /** The time of day when it was answered. */
  readonly readAt: number
}

export interface View {
  readonly choice: Choice
  /** Null before the first answer. */
  readonly shown: Shown | null
}

/** To stop it, tell it that it `wasHidden`: it then asks nobody, and sets no timer. */
export interface Watching {
  readonly view: Cell<View>
  readonly happen: (happening: Happening) => void
}

/** Runs what {@link step} decides: one question to each source, one socket and one timer at a time. */
export function watchSessions(ports: WatchPorts): Watching {
  const view = createCell<View>({ choice: firstChoice, shown: null })
  const questions: Record<Source, AbortController> = { agent: new AbortController(), hosted: new AbortController() }
  let cancelTimer = () => {}
  let stopListening = () => {}

  function happen(happening: Happening, answer?: SessionReading): void {
    const { choice, effects } = step(view.read().choice, happening, ports.steadyNow())
    view.write({ choice, shown: answer === undefined ? view.read().shown : { reading: answer, readAt: ports.now() } })
    effects.forEach(run)
  }

  function run(effect: Effect): void {
    switch (effect.kind) {
      case 'ask':
        questions[effect.whom].abort()
        questions[effect.whom] = new AbortController()
        void question(effect.whom, questions[effect.whom].signal)
        return
      case 'abandon':
        questions[effect.whom].abort()
        return
      case 'listen':
        stopListening()
        stopListening = effect.on ? listenToAgent(ports.openSocket, ports.delay, () => { happen({ kind: 'agentStirred' }) }) : () => {}
        return
      case 'wakeAt':
        cancelTimer()
        cancelTimer = effect.at === null ? () => {} : ports.delay(Math.max(0, effect.at - ports.steadyNow()), () => { happen({ kind: 'woke' }) })
    }
  }

  async function question(by: Source, signal: AbortSignal): Promise<void> {
    try {
      const answer = await ports.read[by](signal)
      if (!signal.aborted) happen({ kind: 'answered', by }, answer)
    } catch (error) {
      if (signal.aborted) return
      const failure = error instanceof FailureError ? error.failure : localFailure('unreadable', error instanceof Error ? error.message : null)
      // What failed, failed as a whole: the other questions of the same reading need no answer.
      questions[by].abort()
      happen({ kind: 'failed', by, failure })
      if (by === 'hosted' && failure.kind === 'unauthorized') ports.onRefused(failure)
    }
  }

  return { view, happen: (happening) => { happen(happening) } }
}
