import { localFailure, type Failure } from '../../api/failure'

/** The agent on the creator's own machine, or the gateway's copy of what the agent has sent. */
export type Source = 'agent' | 'hosted'

/** An agent that is there answers in milliseconds; one that takes this long counts as silent. */
export const agentPatienceMs = 2_000
/** With the patience: an agent that falls silent without a word is noticed within 3.5 s, and 1.5 s are left for the hosted copy. */
export const agentEveryMs = 1_500
/** With the patience: an agent that returns is noticed within 5 s. */
export const agentRetryMs = 3_000
/** However much the agent reports, it is read no more often. */
export const stirGapMs = 250
/** However much the gateway's feed tells of sessions, the hosted copy is read no more often. */
export const hostedStirGapMs = 500
export const hostedPatienceMs = 10_000
export const hostedEveryMs = 2_000
export const hostedRetryMs = 5_000

const patienceMs: Readonly<Record<Source, number>> = { agent: agentPatienceMs, hosted: hostedPatienceMs }
const everyMs: Readonly<Record<Source, number>> = { agent: agentEveryMs, hosted: hostedEveryMs }

export type Standing =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'answers'; readonly at: number }
  | { readonly kind: 'fails'; readonly failure: Failure }

/** What is known of one source. All times are milliseconds of the clock that is passed in, which is never set. */
export interface Line {
  readonly standing: Standing
  /** When it was asked last. */
  readonly askedAt: number | null
  /** True while an answer is waited for. */
  readonly asking: boolean
  /** When it is asked again; null when it need not be. What comes due while an answer is waited for is asked after it. */
  readonly nextAt: number | null
}

export interface Choice {
  /** Whose answer is shown; null before the first. It stays until another answer comes, however old it grows. */
  readonly source: Source | null
  readonly agent: Line
  readonly hosted: Line
  /** A page that nobody sees asks nobody. */
  readonly seen: boolean
  /** The browser's word. It concerns the hosted copy alone: the agent needs no network. */
  readonly online: boolean
}

export type Happening =
  | { readonly kind: 'started'; readonly seen: boolean; readonly online: boolean }
  | { readonly kind: 'answered'; readonly by: Source }
  | { readonly kind: 'failed'; readonly by: Source; readonly failure: Failure }
  /** The agent's socket brought word of a change, or closed. */
  | { readonly kind: 'agentStirred' }
  /** The gateway's feed told of sessions. */
  | { readonly kind: 'hostedStirred' }
  | { readonly kind: 'woke' }
  | { readonly kind: 'wasHidden' }
  | { readonly kind: 'wasShown' }
  | { readonly kind: 'wentOffline' }
  | { readonly kind: 'cameOnline' }
  | { readonly kind: 'retryRequested' }

/** What the runner has to do next. `ask` ends an earlier question to the same source. */
export type Effect =
  | { readonly kind: 'ask'; readonly whom: Source }
  | { readonly kind: 'abandon'; readonly whom: Source }
  /** The agent's socket is kept open, or closed. */
  | { readonly kind: 'listen'; readonly on: boolean }
  /** Replaces the one timer; null calls it off. */
  | { readonly kind: 'wakeAt'; readonly at: number | null }

export interface Step {
  readonly choice: Choice
  readonly effects: readonly Effect[]
}

const unasked: Line = { standing: { kind: 'unknown' }, askedAt: null, asking: false, nextAt: null }
export const firstChoice: Choice = { source: null, agent: unasked, hosted: unasked, seen: false, online: true }

/** Decides, and does nothing itself: the same choice, happening and time give the same step. */
export function step(was: Choice, happening: Happening, now: number): Step {
  const then = after(was, happening, now)
  const choice = { ...then, agent: askedIfDue(then.agent, now), hosted: askedIfDue(then.hosted, now) }
  return { choice, effects: effectsOf(was, choice, happening) }
}

function after(was: Choice, happening: Happening, now: number): Choice {
  switch (happening.kind) {
    case 'started':
      return { ...was, online: happening.online, seen: happening.seen, agent: due(was.agent, happening.seen ? now : null) }
    case 'answered':
      return was[happening.by].asking ? afterAnswer(was, happening.by, now) : was
    case 'failed':
      return was[happening.by].asking ? afterFailure(was, happening.by, happening.failure, now) : was
    case 'agentStirred':
      return isHeard(was) ? { ...was, agent: soon(was.agent, stirGapMs, now) } : was
    case 'hostedStirred':
      return needsHosted(was) && was.hosted.standing.kind === 'answers' ? { ...was, hosted: soon(was.hosted, hostedStirGapMs, now) } : was
    case 'woke':
      return afterWaking(was, now)
    case 'wasHidden':
      return { ...was, seen: false, agent: due(was.agent, null), hosted: due(was.hosted, null) }
    case 'wasShown':
      return was.seen ? was : { ...was, seen: true, agent: due(was.agent, now) }
    case 'wentOffline':
      return afterGoingOffline(was, now)
    case 'cameOnline':
      return { ...was, online: true, hosted: needsHosted(was) ? due(was.hosted, now) : was.hosted }
    case 'retryRequested':
      return was.seen ? { ...was, agent: due(was.agent, now), hosted: needsHosted(was) ? due(was.hosted, now) : was.hosted } : was
  }
}

/** The agent is preferred whenever it answers; the hosted copy counts only while it does not. */
function afterAnswer(was: Choice, by: Source, now: number): Choice {
  const nextAt = Math.min(was[by].nextAt ?? Infinity, now + everyMs[by])
  const answers: Line = { ...was[by], standing: { kind: 'answers', at: now }, asking: false, nextAt }
  return by === 'agent'
    ? { ...was, source: 'agent', agent: answers, hosted: due(was.hosted, null) }
    : { ...was, source: 'hosted', hosted: answers }
}

function afterFailure(was: Choice, by: Source, failure: Failure, now: number): Choice {
  const fails: Line = { ...was[by], standing: { kind: 'fails', failure }, asking: false, nextAt: retryAt(by, failure, now) }
  if (by === 'hosted') return { ...was, hosted: fails }
  // The first failure after an answer, or the very first: the hosted copy is asked at once, and not faster than it wants for the others.
  return { ...was, agent: fails, hosted: was.agent.standing.kind === 'fails' && isUnderWay(was.hosted) ? was.hosted : due(was.hosted, now) }
}

function isUnderWay({ asking, nextAt, standing }: Line): boolean {
  return asking || nextAt !== null || (standing.kind === 'fails' && isFinal(standing.failure))
}

/** A key that is refused stays refused: asking again would only be noise at the gateway. */
function isFinal({ kind }: Failure): boolean {
  return kind === 'unauthorized' || kind === 'forbidden'
}

function retryAt(by: Source, failure: Failure, now: number): number | null {
  // The agent serves this machine alone: what it asks for is not waited for, so that its return is noticed in time.
  if (by === 'agent') return now + agentRetryMs
  return isFinal(failure) ? null : now + Math.max(hostedRetryMs, failure.retryAfterMs ?? 0)
}

/** What is being answered may be from before the change: asked again, soon. */
function soon(line: Line, gapMs: number, now: number): Line {
  const earliest = Math.max(now, (line.askedAt ?? 0) + gapMs)
  return { ...line, nextAt: Math.min(line.nextAt ?? earliest, earliest) }
}

function afterWaking(was: Choice, now: number): Choice {
  const timedOut = (by: Source) => was[by].asking && now >= (was[by].askedAt ?? now) + patienceMs[by]
  const heard = timedOut('agent') ? afterFailure(was, 'agent', localFailure('timedOut'), now) : was
  return timedOut('hosted') ? afterFailure(heard, 'hosted', localFailure('timedOut'), now) : heard
}

function afterGoingOffline(was: Choice, now: number): Choice {
  if (!needsHosted(was) || !isUnderWay(was.hosted)) return { ...was, online: false }
  // The browser's word on being offline is not always right (a gateway on this machine): it is asked again as after any failure.
  return { ...was, online: false, hosted: { ...due(was.hosted, now + hostedRetryMs), standing: { kind: 'fails', failure: localFailure('unreachable') } } }
}

/** True while a page that is seen cannot do with the agent alone. */
function needsHosted({ seen, agent }: Choice): boolean {
  return seen && agent.standing.kind === 'fails'
}

/** True while the agent's socket is of use. */
function isHeard({ seen, agent }: Choice): boolean {
  return seen && agent.standing.kind === 'answers'
}

/** What is waited for is abandoned. */
function due(line: Line, at: number | null): Line {
  return { ...line, asking: false, nextAt: at }
}

function askedIfDue(line: Line, now: number): Line {
  return line.asking || line.nextAt === null || line.nextAt > now ? line : { ...line, asking: true, askedAt: now, nextAt: null }
}

/** When something is due next: an answer's patience ends, or a source is asked again. */
function wakeAt({ agent, hosted }: Choice): number | null {
  const at = Math.min(endOf(agent, 'agent'), endOf(hosted, 'hosted'))
  return at === Infinity ? null : at
}

function endOf({ asking, askedAt, nextAt }: Line, source: Source): number {
  return asking && askedAt !== null ? askedAt + patienceMs[source] : nextAt ?? Infinity
}

function effectsOf(was: Choice, choice: Choice, happening: Happening): readonly Effect[] {
  const effects: Effect[] = []
  for (const whom of ['agent', 'hosted'] as const) {
    const settled = (happening.kind === 'answered' || happening.kind === 'failed') && happening.by === whom
    // No source is asked twice in one millisecond: the time names the question.
    if (choice[whom].asking && !(was[whom].asking && was[whom].askedAt === choice[whom].askedAt)) effects.push({ kind: 'ask', whom })
    else if (was[whom].asking && !choice[whom].asking && !settled) effects.push({ kind: 'abandon', whom })
  }
  if (isHeard(was) !== isHeard(choice)) effects.push({ kind: 'listen', on: isHeard(choice) })
  // A timer may ring early, and then nothing was due yet.
  if (wakeAt(was) !== wakeAt(choice) || (happening.kind === 'woke' && wakeAt(choice) !== null)) effects.push({ kind: 'wakeAt', at: wakeAt(choice) })
  return effects
}
