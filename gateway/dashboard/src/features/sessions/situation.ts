import type { Failure } from '../../api/failure'
import type { SessionReading } from '../../api/sessions'
import type { Choice, Line } from './sourceChoice'
import type { Shown, View } from './watching'

/** What the page is to show, in all. */
export type Situation =
  | { readonly kind: 'loading' }
  /** Nothing was ever answered, and neither source answers now. */
  | { readonly kind: 'unavailable'; readonly agent: Failure; readonly hosted: Failure }
  /** No agent here, and none has ever sent anything. */
  | { readonly kind: 'firstRun' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'filled' }

export function situationOf({ choice, shown }: View): Situation {
  const agent = failureOf(choice.agent)
  const hosted = failureOf(choice.hosted)
  if (shown === null) return agent === null || hosted === null ? { kind: 'loading' } : { kind: 'unavailable', agent, hosted }
  if (!isEmpty(shown.reading)) return { kind: 'filled' }
  return choice.source === 'hosted' && agent !== null && isAway(agent) && shown.reading.status.syncedAt === null ? { kind: 'firstRun' } : { kind: 'empty' }
}

function isEmpty({ active, recent, blocks }: SessionReading): boolean {
  return active.length + recent.length + blocks.length === 0
}

export interface SourceWords {
  readonly label: string
  readonly tone: 'good' | 'plain' | 'warn' | 'bad'
  /** What is not as it should be, and what follows from it. */
  readonly trouble: string | null
  readonly code: string | null
}

/** Whose data are shown, and why not the agent's. */
export function sourceWords({ choice, shown }: View): SourceWords {
  const agent = failureOf(choice.agent)
  const hosted = failureOf(choice.hosted)
  switch (choice.source) {
    case null:
      return { label: agent === null ? 'Asking the agent on this device' : hosted === null ? 'Asking the hosted copy' : 'No source', tone: hosted === null ? 'plain' : 'bad', trouble: null, code: null }
    case 'agent':
      if (agent === null) return { label: agentLabel, tone: 'good', trouble: null, code: null }
      return hosted === null
        ? { label: agentLabel, tone: 'warn', trouble: 'It stopped answering; the hosted copy is being asked.', code: agent.code }
        : { label: agentLabel, tone: 'bad', trouble: `Not current. It stopped answering, and ${hostedTrouble(choice, hosted)}`, code: hosted.code }
    case 'hosted':
      if (hosted !== null) return { label: hostedLabel, tone: 'bad', trouble: `Not current: ${hostedTrouble(choice, hosted)}`, code: hosted.code }
      return agent === null ? { label: hostedLabel, tone: 'plain', trouble: null, code: null } : { label: hostedLabel, ...insteadOf(agent, shown) }
  }
}

const agentLabel = 'Agent on this device'
const hostedLabel = 'Hosted copy'

/** An agent that is not there is no fault on a device that has none; one that is there and cannot be read is. */
function insteadOf(agent: Failure, shown: Shown | null): Omit<SourceWords, 'label'> {
  if (isAway(agent)) return { tone: 'plain', trouble: shown?.reading.status.syncedAt == null ? null : 'No agent answers on this device.', code: null }
  const detail = agent.detail === null ? '' : ` (${agent.detail})`
  return { tone: 'warn', trouble: `The agent on this device answers, but not as it should: ${agent.title}${detail}`, code: agent.code }
}

function hostedTrouble({ online }: Choice, hosted: Failure): string {
  if (!online) return 'this device has no network. It is looked for all the time.'
  const detail = hosted.detail === null ? '' : ` (${hosted.detail})`
  return `the hosted copy cannot be had: ${hosted.title}${detail}`
}

function failureOf({ standing }: Line): Failure | null {
  return standing.kind === 'fails' ? standing.failure : null
}

/** True when nothing came back at all. */
export function isAway({ kind }: Failure): boolean {
  return kind === 'unreachable' || kind === 'timedOut'
}
