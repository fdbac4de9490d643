import { decimal, decimalOrNull, fields, text, textOrNull, truth, UnreadableError, whole, wholeOrNull, type Fields } from './fields'
import type { CurrentBlock, SessionAnalytics, SessionBlock, SessionStatus, TodayFigures, WeekFigures, WorkSession } from './sessions'

/** Strict: unlike a list of stock, one session that cannot be read makes the whole answer unreadable, for its sums would not be those of the rest. */
export function decodeAll<T>(value: unknown, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new UnreadableError('the answer is no list')
  return value.map(read)
}

export function decodeWorkSession(value: unknown): WorkSession {
  const from = fields(value, 'session')
  const metadata = fields(from['metadata'], 'metadata')
  return {
    id: text(from, 'id'),
    type: text(from, 'session_type'),
    startedAt: time(from, 'start_time'),
    endedAt: timeOrNull(from, 'end_time'),
    active: truth(from, 'is_active'),
    estimatedTokens: whole(from, 'estimated_tokens'),
    messages: whole(from, 'total_messages'),
    models: decodeAll(from['models_used'], (model) => text({ model }, 'model')),
    project: textOrNull(metadata, 'project'),
    description: textOrNull(metadata, 'description'),
    efficiency: decimalOrNull(metadata, 'efficiency'),
  }
}

export function decodeSessionAnalytics(value: unknown): SessionAnalytics {
  const from = fields(value, 'analytics')
  const block = from['current_block']
  if (block === undefined) throw new UnreadableError('current_block is missing')
  return {
    today: byType(from['today'], 'today', decodeToday),
    week: byType(from['weekly'], 'weekly', decodeWeek),
    block: block === null ? null : decodeCurrentBlock(block),
  }
}

function byType<T>(value: unknown, what: string, read: (type: string, from: Fields) => T): readonly T[] {
  return Object.entries(fields(value, what)).map(([type, figures]) => read(type, fields(figures, `${what}.${type}`)))
}

function decodeToday(type: string, from: Fields): TodayFigures {
  return { type, sessions: whole(from, 'sessions'), tokens: whole(from, 'tokens'), averageMessages: decimal(from, 'avg_messages'), active: whole(from, 'active') }
}

function decodeWeek(type: string, from: Fields): WeekFigures {
  return { type, sessions: whole(from, 'sessions'), tokens: whole(from, 'tokens') }
}

function decodeCurrentBlock(value: unknown): CurrentBlock {
  const from = fields(value, 'current_block')
  return {
    id: text(from, 'id'),
    elapsedMinutes: whole(from, 'elapsed_minutes'),
    remainingMinutes: whole(from, 'remaining_minutes'),
    sessions: whole(from, 'sessions'),
    tokens: whole(from, 'tokens'),
    progressPercent: decimal(from, 'progress_percent'),
  }
}

export function decodeSessionBlock(value: unknown): SessionBlock {
  const from = fields(value, 'block')
  return { id: text(from, 'id'), startedAt: time(from, 'start_time'), endsAt: time(from, 'end_time'), sessions: whole(from, 'sessions'), tokens: whole(from, 'tokens') }
}

/** Whoever else answers at the address is not taken for it. */
export function decodeSessionStatus(value: unknown, source: 'agent' | 'hosted'): SessionStatus {
  const from = fields(value, 'status')
  if (text(from, 'source') !== source) throw new UnreadableError(`source is not ${source}`)
  return { syncedAt: timeOrNull(from, 'last_sync'), queued: wholeOrNull(from, 'queued') }
}

function time(from: Fields, name: string): string {
  const value = text(from, name)
  if (Number.isNaN(Date.parse(value))) throw new UnreadableError(`${name} is no time`)
  return value
}

function timeOrNull(from: Fields, name: string): string | null {
  return from[name] === undefined || from[name] === null ? null : time(from, name)
}
