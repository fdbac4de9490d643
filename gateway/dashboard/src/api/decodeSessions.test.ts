import { expect, test } from 'vitest'
import { decodeAll, decodeSessionAnalytics, decodeSessionBlock, decodeSessionStatus, decodeWorkSession } from './decodeSessions'
import { UnreadableError } from './fields'

const session = {
  id: 's-1', session_type: 'editing', start_time: '2026-11-28T09:00:00Z', end_time: null, is_active: true, estimated_tokens: 1200, total_messages: 14,
  models_used: ['small', 'large'], metadata: { project: 'Autumn', description: null, efficiency: 0.75 },
}

test('a session is read as the agent and the gateway write it', () => {
  expect(decodeWorkSession(session)).toEqual({
    id: 's-1', type: 'editing', startedAt: '2026-11-28T09:00:00Z', endedAt: null, active: true, estimatedTokens: 1200, messages: 14,
    models: ['small', 'large'], project: 'Autumn', description: null, efficiency: 0.75,
  })
})

test.each([
  ['an id that is no text', { id: 7 }],
  ['a time that is none', { start_time: 'yesterday' }],
  ['neither active nor not', { is_active: 'yes' }],
  ['a fraction of a token', { estimated_tokens: 1.5 }],
  ['no count of messages', { total_messages: undefined }],
  ['models that are no list', { models_used: 'small' }],
  ['a model that is no text', { models_used: [1] }],
  ['no metadata', { metadata: undefined }],
  ['an efficiency in words', { metadata: { efficiency: 'high' } }],
])('a session with %s is not guessed at', (_, wrong) => {
  expect(() => decodeWorkSession({ ...session, ...wrong })).toThrow(UnreadableError)
  expect(() => decodeAll([session, { ...session, ...wrong }], decodeWorkSession)).toThrow(UnreadableError)
})

test('a list that is none is unreadable', () => {
  for (const wrong of [null, {}, { sessions: [] }, 'none']) expect(() => decodeAll(wrong, decodeWorkSession)).toThrow(UnreadableError)
})

const block = { id: 'b-1', elapsed_minutes: 90, remaining_minutes: 210, sessions: 2, tokens: 3_000, progress_percent: 30.5 }
const analytics = {
  today: { editing: { sessions: 2, tokens: 3_000, avg_messages: 7.5, active: 1 } },
  weekly: { editing: { sessions: 9, tokens: 12_000 }, mail: { sessions: 1, tokens: 10 } },
  current_block: block,
}

test('figures are read by kind, and the current block with them', () => {
  expect(decodeSessionAnalytics(analytics)).toEqual({
    today: [{ type: 'editing', sessions: 2, tokens: 3_000, averageMessages: 7.5, active: 1 }],
    week: [{ type: 'editing', sessions: 9, tokens: 12_000 }, { type: 'mail', sessions: 1, tokens: 10 }],
    block: { id: 'b-1', elapsedMinutes: 90, remainingMinutes: 210, sessions: 2, tokens: 3_000, progressPercent: 30.5 },
  })
  expect(decodeSessionAnalytics({ ...analytics, current_block: null }).block).toBeNull()
})

test.each([
  ['today as a list', { today: [] }],
  ['no week', { weekly: undefined }],
  ['no word on the block', { current_block: undefined }],
  ['a kind without figures', { today: { editing: null } }],
  ['an average that is no number', { today: { editing: { sessions: 1, tokens: 1, avg_messages: null, active: 0 } } }],
  ['a block without its progress', { current_block: { ...block, progress_percent: undefined } }],
])('figures with %s are not guessed at', (_, wrong) => {
  expect(() => decodeSessionAnalytics({ ...analytics, ...wrong })).toThrow(UnreadableError)
})

test('blocks and the status are read', () => {
  expect(decodeSessionBlock({ id: 'b-1', start_time: '2026-11-28T09:00:00Z', end_time: '2026-11-28T14:00:00Z', sessions: 2, tokens: 3_000 }))
    .toEqual({ id: 'b-1', startedAt: '2026-11-28T09:00:00Z', endsAt: '2026-11-28T14:00:00Z', sessions: 2, tokens: 3_000 })
  expect(decodeSessionStatus({ source: 'agent', last_sync: null, queued: 3 }, 'agent')).toEqual({ syncedAt: null, queued: 3 })
  expect(decodeSessionStatus({ source: 'hosted', last_sync: '2026-11-28T09:00:00Z', queued: null }, 'hosted')).toEqual({ syncedAt: '2026-11-28T09:00:00Z', queued: null })
})

test('what answers at the address and is another is not taken for it', () => {
  for (const wrong of [{ last_sync: null, queued: 0 }, { source: 'hosted', last_sync: null, queued: 0 }]) expect(() => decodeSessionStatus(wrong, 'agent')).toThrow(UnreadableError)
})
