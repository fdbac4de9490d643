import { describe, expect, it, test } from 'vitest'
import { failureOf, localFailure, type Failure } from '../../api/failure'
import {
  agentEveryMs, agentPatienceMs, agentRetryMs, firstChoice, hostedEveryMs, hostedPatienceMs, hostedRetryMs, hostedStirGapMs, step, stirGapMs,
  type Choice, type Happening, type Source, type Step,
} from './sourceChoice'

const unreachable = localFailure('unreachable')
const unreadable = localFailure('unreadable', 'tokens is no whole number')
const started: Happening = { kind: 'started', seen: true, online: true }
const answered = (by: Source): Happening => ({ kind: 'answered', by })
const failed = (by: Source, failure: Failure = unreachable): Happening => ({ kind: 'failed', by, failure })

type Played = readonly (readonly [at: number, happening: Happening])[]

/** Plays happenings, each with its time; answers the last step. */
function play(...happenings: Played): Step {
  let last: Step = { choice: firstChoice, effects: [] }
  for (const [at, happening] of happenings) last = step(last.choice, happening, at)
  return last
}

/** Goes on from a step. */
function on({ choice }: Step, ...happenings: Played): Step {
  let last: Step = { choice, effects: [] }
  for (const [at, happening] of happenings) last = step(last.choice, happening, at)
  return last
}

const asked = ({ effects }: Step) => effects.flatMap((effect) => (effect.kind === 'ask' ? [effect.whom] : []))
const byAgent = play([0, started], [10, answered('agent')])
const byHosted = play([0, started], [5, failed('agent')], [100, answered('hosted')])
const bySilence = play([0, started], [5, failed('agent')], [10, failed('hosted')])

describe('the agent comes first', () => {
  it('and is asked alone', () => {
    expect(play([0, started]).effects).toEqual([{ kind: 'ask', whom: 'agent' }, { kind: 'wakeAt', at: agentPatienceMs }])
  })

  it('and is listened to and asked again while it answers', () => {
    expect(byAgent.choice.source).toBe('agent')
    expect(byAgent.effects).toEqual([{ kind: 'listen', on: true }, { kind: 'wakeAt', at: 10 + agentEveryMs }])
    expect(asked(on(byAgent, [10 + agentEveryMs, { kind: 'woke' }]))).toEqual(['agent'])
  })

  it('and its answer ends a question to the hosted copy', () => {
    const both = play([0, started], [5, failed('agent')], [5 + agentRetryMs, { kind: 'woke' }])
    expect(both.choice).toMatchObject({ agent: { asking: true }, hosted: { asking: true } })
    const back = on(both, [3_100, answered('agent')])
    expect(back.choice).toMatchObject({ source: 'agent', hosted: { asking: false, nextAt: null } })
    expect(back.effects).toContainEqual({ kind: 'abandon', whom: 'hosted' })
  })
})

describe('an agent that does not answer', () => {
  it('and refuses the connection has the hosted copy asked at once', () => {
    expect(asked(play([0, started], [5, failed('agent')]))).toEqual(['hosted'])
    expect(byHosted.choice.source).toBe('hosted')
  })

  it('and is silent from the start has it asked when the patience ends', () => {
    expect(asked(play([0, started], [agentPatienceMs - 1, { kind: 'woke' }]))).toEqual([])
    const late = play([0, started], [agentPatienceMs, { kind: 'woke' }])
    expect(asked(late)).toEqual(['hosted'])
    expect(late.effects).toContainEqual({ kind: 'abandon', whom: 'agent' })
    expect(late.choice.agent.standing).toMatchObject({ kind: 'fails', failure: { code: 'client.timedOut' } })
  })

  it('and falls silent right after an answer leaves the hosted copy time within 5 s', () => {
    const silent = on(byAgent, [10 + agentEveryMs, { kind: 'woke' }], [10 + agentEveryMs + agentPatienceMs, { kind: 'woke' }])
    expect(asked(silent)).toEqual(['hosted'])
    expect(agentEveryMs + agentPatienceMs).toBeLessThanOrEqual(3_500)
  })

  it('stays shown, as the last that is known, until the hosted copy answers', () => {
    const gone = on(byAgent, [10 + agentEveryMs, { kind: 'woke' }], [1_520, failed('agent')])
    expect(gone.choice).toMatchObject({ source: 'agent', agent: { standing: { kind: 'fails' } } })
    expect(gone.effects).toContainEqual({ kind: 'listen', on: false })
    expect(on(gone, [1_900, answered('hosted')]).choice.source).toBe('hosted')
  })

  it('and whose socket closes is asked at once, so that its end is known at once', () => {
    const closed = on(byAgent, [1_000, { kind: 'agentStirred' }])
    expect(asked(closed)).toEqual(['agent'])
    expect(asked(on(closed, [1_002, failed('agent')]))).toEqual(['hosted'])
  })

  it('that is slow every time is not taken back for what came too late', () => {
    const late = on(play([0, started], [agentPatienceMs, { kind: 'woke' }]), [2_500, answered('agent')], [2_600, answered('hosted')])
    expect(late.choice.source).toBe('hosted')
  })

  it('that is slow once keeps its place within its patience', () => {
    expect(on(byAgent, [10 + agentEveryMs, { kind: 'woke' }], [10 + agentEveryMs + agentPatienceMs - 1, answered('agent')]).choice.source).toBe('agent')
  })
})

describe('an agent whose answer cannot be read', () => {
  const wrong = play([0, started], [5, failed('agent', unreadable)])

  it('counts as one that fails, and its failure is kept to be shown', () => {
    expect(asked(wrong)).toEqual(['hosted'])
    const { choice } = on(wrong, [50, answered('hosted')])
    expect(choice).toMatchObject({ source: 'hosted', agent: { standing: { kind: 'fails', failure: unreadable } } })
  })

  it('is asked again, and taken when it can be read', () => {
    expect(on(wrong, [50, answered('hosted')], [5 + agentRetryMs, { kind: 'woke' }], [3_010, answered('agent')]).choice.source).toBe('agent')
  })
})

describe('an agent that returns', () => {
  it('is noticed within 10 s, even when the question before its return hung', () => {
    expect(agentRetryMs + agentPatienceMs).toBeLessThanOrEqual(5_000)
    const hung = on(byHosted, [5 + agentRetryMs, { kind: 'woke' }])
    expect(asked(hung)).toContain('agent')
    const again = on(hung, [3_005 + agentPatienceMs, { kind: 'woke' }], [5_005 + agentRetryMs, { kind: 'woke' }])
    expect(asked(again)).toContain('agent')
    const back = on(again, [8_020, answered('agent')])
    expect(back.choice.source).toBe('agent')
    expect(back.effects).toContainEqual({ kind: 'listen', on: true })
  })

  it('is looked for no later because it had asked to wait', () => {
    const { choice } = play([0, started], [5, failed('agent', failureOf(429, {}, '60'))])
    expect(choice.agent.nextAt).toBe(5 + agentRetryMs)
  })

  it('ends the questions to the hosted copy', () => {
    const back = on(byHosted, [5 + agentRetryMs, { kind: 'woke' }], [3_010, answered('agent')])
    expect(asked(on(back, [3_010 + hostedEveryMs, { kind: 'woke' }]))).toEqual(['agent'])
  })
})

describe('the hosted copy', () => {
  it('is asked again while it is needed, and no faster because the agent fails again', () => {
    const again = on(byHosted, [100 + hostedEveryMs, { kind: 'woke' }], [2_150, answered('hosted')], [5 + agentRetryMs, { kind: 'woke' }])
    expect(asked(again)).toEqual(['agent'])
    const failedAgain = on(again, [3_006, failed('agent')])
    expect(asked(failedAgain)).toEqual([])
    expect(failedAgain.choice.hosted.nextAt).toBe(2_150 + hostedEveryMs)
  })

  it('that is silent too is given up after its patience and asked again later', () => {
    const silent = play([0, started], [5, failed('agent')], [5 + hostedPatienceMs, { kind: 'woke' }])
    expect(silent.choice.hosted).toMatchObject({ asking: false, standing: { kind: 'fails' }, nextAt: 5 + hostedPatienceMs + hostedRetryMs })
    expect(silent.effects).toContainEqual({ kind: 'abandon', whom: 'hosted' })
  })

  it('that asks to wait is left alone for so long', () => {
    const { choice } = play([0, started], [5, failed('agent')], [10, failed('hosted', failureOf(429, {}, '30'))])
    expect(choice.hosted.nextAt).toBe(10 + 30_000)
  })

  it.each([401, 403])('that refuses the key (%i) is not asked again until a person wants it', (status) => {
    const refused = play([0, started], [5, failed('agent')], [10, failed('hosted', failureOf(status, {}, null))])
    expect(refused.choice.hosted.nextAt).toBeNull()
    const later = on(refused, [5 + agentRetryMs, { kind: 'woke' }], [3_010, failed('agent')])
    expect(later.choice.hosted).toMatchObject({ asking: false, nextAt: null })
    expect(asked(on(later, [4_000, { kind: 'retryRequested' }]))).toEqual(['agent', 'hosted'])
  })
})

describe('both silent', () => {
  it('nothing is shown, and both are asked again', () => {
    expect(bySilence.choice).toMatchObject({ source: null, agent: { standing: { kind: 'fails' } }, hosted: { standing: { kind: 'fails' } } })
    expect(asked(on(bySilence, [5 + agentRetryMs, { kind: 'woke' }]))).toEqual(['agent'])
    expect(asked(on(bySilence, [10 + hostedRetryMs, { kind: 'woke' }]))).toEqual(['agent', 'hosted'])
  })

  it('what was shown last stays', () => {
    const gone = on(byHosted, [100 + hostedEveryMs, { kind: 'woke' }], [2_200, failed('hosted')])
    expect(gone.choice).toMatchObject({ source: 'hosted', hosted: { standing: { kind: 'fails' } } })
  })

  it('whoever answers first is shown', () => {
    const asking = on(bySilence, [10 + hostedRetryMs, { kind: 'woke' }])
    expect(on(asking, [5_100, answered('hosted')]).choice.source).toBe('hosted')
    expect(on(asking, [5_100, answered('agent')]).choice.source).toBe('agent')
  })
})

describe('word from the agent', () => {
  it('is read soon, and many words are read as one', () => {
    const many = on(byAgent, [20, { kind: 'agentStirred' }], [21, { kind: 'agentStirred' }], [22, { kind: 'agentStirred' }])
    expect(many.choice.agent).toMatchObject({ asking: false, nextAt: stirGapMs })
    expect(asked(on(many, [stirGapMs, { kind: 'woke' }]))).toEqual(['agent'])
  })

  it('while an answer is on its way is asked for once more after it', () => {
    const { choice } = on(byAgent, [1_000, { kind: 'agentStirred' }], [1_001, { kind: 'agentStirred' }], [1_010, answered('agent')])
    expect(choice.agent.nextAt).toBe(1_000 + stirGapMs)
  })

  it('means nothing while the agent is not listened to', () => {
    expect(on(byHosted, [500, { kind: 'agentStirred' }]).effects).toEqual([])
  })
})

describe("word from the gateway's feed", () => {
  it('has the hosted copy read soon, and many words are read as one', () => {
    const many = on(byHosted, [120, { kind: 'hostedStirred' }], [130, { kind: 'hostedStirred' }])
    expect(many.choice.hosted).toMatchObject({ asking: false, nextAt: 5 + hostedStirGapMs })
    expect(asked(on(many, [5 + hostedStirGapMs, { kind: 'woke' }]))).toEqual(['hosted'])
    expect(asked(on(byHosted, [1_500, { kind: 'hostedStirred' }]))).toEqual(['hosted'])
  })

  it('while an answer is on its way has it asked once more after it', () => {
    const { choice } = on(byHosted, [1_500, { kind: 'hostedStirred' }], [1_510, { kind: 'hostedStirred' }], [1_600, answered('hosted')])
    expect(choice.hosted).toMatchObject({ asking: false, nextAt: 1_500 + hostedStirGapMs })
  })

  it('means nothing while the agent answers, nor to a copy that fails and is asked again in its time', () => {
    expect(on(byAgent, [500, { kind: 'hostedStirred' }]).effects).toEqual([])
    expect(on(bySilence, [500, { kind: 'hostedStirred' }]).effects).toEqual([])
  })
})

describe('a page that nobody sees', () => {
  it('asks nobody, listens to nobody and sets no timer', () => {
    const hidden = on(byAgent, [1_000, { kind: 'wasHidden' }])
    expect(hidden.effects).toEqual([{ kind: 'listen', on: false }, { kind: 'wakeAt', at: null }])
    expect(on(hidden, [60_000, { kind: 'woke' }]).effects).toEqual([])
    expect(on(hidden, [60_000, { kind: 'cameOnline' }], [60_001, { kind: 'retryRequested' }]).effects).toEqual([])
  })

  it('abandons what it asked, and what is answered nevertheless counts for nothing', () => {
    const hidden = play([0, started], [5, failed('agent')], [6, { kind: 'wasHidden' }])
    expect(hidden.effects).toContainEqual({ kind: 'abandon', whom: 'hosted' })
    expect(on(hidden, [10, answered('hosted')]).choice.source).toBeNull()
  })

  it('begins with the agent when it is seen, and keeps what it showed until then', () => {
    const shown = on(byHosted, [1_000, { kind: 'wasHidden' }], [90_000, { kind: 'wasShown' }])
    expect(asked(shown)).toEqual(['agent'])
    expect(shown.choice.source).toBe('hosted')
    expect(asked(on(shown, [90_005, failed('agent')]))).toEqual(['hosted'])
  })

  it('that starts hidden asks when it is first seen', () => {
    const hidden = play([0, { kind: 'started', seen: false, online: true }])
    expect(hidden.effects).toEqual([])
    expect(asked(on(hidden, [50, { kind: 'wasShown' }]))).toEqual(['agent'])
  })
})

describe('without a network', () => {
  it('the agent goes on as before', () => {
    const offline = on(byAgent, [500, { kind: 'wentOffline' }])
    expect(offline.choice).toEqual({ ...byAgent.choice, online: false })
    expect(offline.effects).toEqual([])
  })

  it('the hosted copy is known to be away at once, while the agent is looked for as before', () => {
    const offline = on(byHosted, [500, { kind: 'wentOffline' }])
    expect(offline.choice).toMatchObject({ source: 'hosted', online: false, hosted: { asking: false, standing: { kind: 'fails' } } })
    expect(asked(on(offline, [5 + agentRetryMs, { kind: 'woke' }]))).toEqual(['agent'])
  })

  it('the browser may be wrong: the hosted copy is tried all the same, later', () => {
    expect(asked(on(byHosted, [500, { kind: 'wentOffline' }], [500 + hostedRetryMs, { kind: 'woke' }]))).toContain('hosted')
  })

  it('the hosted copy is asked at once when the network is back, if it is needed', () => {
    expect(asked(on(byHosted, [500, { kind: 'wentOffline' }], [800, { kind: 'cameOnline' }]))).toEqual(['hosted'])
    expect(asked(on(byAgent, [500, { kind: 'wentOffline' }], [800, { kind: 'cameOnline' }]))).toEqual([])
  })
})

describe('timers', () => {
  it('that ring early are set again', () => {
    expect(on(byAgent, [agentEveryMs, { kind: 'woke' }]).effects).toEqual([{ kind: 'wakeAt', at: 10 + agentEveryMs }])
  })
})

const kinds: readonly Happening[] = [
  started, answered('agent'), answered('hosted'), failed('agent'), failed('hosted'), failed('agent', unreadable), failed('hosted', failureOf(403, {}, null)),
  { kind: 'agentStirred' }, { kind: 'hostedStirred' }, { kind: 'woke' }, { kind: 'wasHidden' }, { kind: 'wasShown' }, { kind: 'wentOffline' }, { kind: 'cameOnline' }, { kind: 'retryRequested' },
]

/** Whatever is seen asks, waits for an answer, or has a time for the next question: it is never stuck. */
function isAlive({ choice }: Step): boolean {
  const open = ({ asking, nextAt }: Choice['agent']) => asking || nextAt !== null
  return choice.seen ? open(choice.agent) : !open(choice.agent) && !open(choice.hosted)
}

function mistakes(was: Step, happening: Happening, at: number): readonly string[] {
  const is = step(was.choice, happening, at)
  const wrong: string[] = []
  if (!isAlive(is)) wrong.push('it is stuck')
  if (is.choice.source !== was.choice.source && !(happening.kind === 'answered' && happening.by === is.choice.source)) wrong.push('the source changed without an answer')
  for (const whom of ['agent', 'hosted'] as const) {
    const told = is.effects.some((effect) => (effect.kind === 'ask' || effect.kind === 'abandon') && effect.whom === whom)
    const settled = (happening.kind === 'answered' || happening.kind === 'failed') && happening.by === whom
    if (was.choice[whom].asking !== is.choice[whom].asking && !told && !settled) wrong.push(`nobody told the runner about ${whom}`)
  }
  return wrong
}

test.each([['first', play()], ['agent', byAgent], ['hosted', byHosted], ['neither', bySilence]])('whatever happens three times in a row from %s on, it is never stuck', (_, start) => {
  const wrong: unknown[] = []
  const gaps = [3, 1_700, 11_000]
  const go = (was: Step, at: number, path: readonly Happening[]) => {
    if (path.length === 3) return
    for (const happening of kinds) {
      const then = at + (gaps[path.length] ?? 0)
      const found = mistakes(was, happening, then)
      if (found.length > 0) wrong.push([...path, happening, found])
      go(step(was.choice, happening, then), then, [...path, happening])
    }
  }
  go(start, 4_000, [])
  expect(wrong).toEqual([])
})
