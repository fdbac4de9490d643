import { failureOf, type Failure } from '../../api/failure'
import type { SessionReading } from '../../api/sessions'
import { firstChoice, type Choice, type Line } from './sourceChoice'

export const noSessions: SessionReading = {
  status: { syncedAt: null, queued: 0 }, active: [], recent: [], analytics: { today: [], week: [], block: null }, blocks: [],
}

export const oneSession: SessionReading = {
  ...noSessions,
  status: { syncedAt: '2026-11-28T09:59:58Z', queued: 0 },
  active: [{
    id: 's-1', type: 'editing', startedAt: '2026-11-28T09:00:00Z', endedAt: null, active: true, estimatedTokens: 1_200, messages: 14,
    models: ['small'], project: 'Autumn', description: null, efficiency: null,
  }],
}

export const answering = (at: number): Line => ({ standing: { kind: 'answers', at }, askedAt: at, asking: false, nextAt: at + 1_000 })
export const failing = (failure: Failure = failureOf(503, {}, null)): Line => ({ standing: { kind: 'fails', failure }, askedAt: 0, asking: false, nextAt: 5_000 })
export const choice = (over: Partial<Choice>): Choice => ({ ...firstChoice, seen: true, ...over })
