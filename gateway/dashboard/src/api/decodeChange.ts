import { decodeInventoryItem, decodeOrder } from './decode'
import { fields, list, readOrSkip, text, textOrNull } from './fields'
import type { Fields } from './fields'
import type { Change, ChangePage, ChangeStamp } from './shapes'

export function decodeChangePage(value: unknown): ChangePage {
  const from = fields(value, 'changes')
  return {
    changes: list(from, 'changes', decodeChange),
    cursor: textOrNull(from, 'cursor'),
    hasMore: from['hasMore'] === true,
  }
}

/** Never fails over a record's content: the feed must go on behind one that this version cannot read. */
export function decodeChange(value: unknown): Change {
  const from = fields(value, 'change')
  const stamp = {
    cursor: textOrNull(from, 'cursor'),
    occurredAt: textOrNull(from, 'occurredAt'),
    recordedAt: textOrNull(from, 'recordedAt'),
    traced: typeof from['traceId'] === 'string',
  }
  return { ...stamp, ...decodeBody(from) }
}

type Body = { [T in Change['topic']]: Omit<Extract<Change, { topic: T }>, keyof ChangeStamp> }[Change['topic']]

function decodeBody(from: Fields): Body {
  switch (from['topic']) {
    case 'inventory': {
      if (isGone(from)) return { topic: 'removed', of: 'inventory', id: text(from, 'id') }
      const item = readOrSkip(from['data'], decodeInventoryItem)
      if (item === undefined) return unreadable
      return item.movedTo === null ? { topic: 'inventory', item } : { topic: 'removed', of: 'inventory', id: item.sku }
    }
    case 'orders': {
      if (isGone(from)) return { topic: 'removed', of: 'orders', id: text(from, 'id') }
      const item = readOrSkip(from['data'], decodeOrder)
      return item === undefined ? unreadable : { topic: 'orders', item }
    }
    default:
      return { topic: 'other', unreadable: false, sessions: from['topic'] === 'sessions' }
  }
}

/** A record that is no more is sent as null. */
function isGone(from: Fields): boolean {
  return from['data'] === null && typeof from['id'] === 'string'
}

const unreadable: Body = { topic: 'other', unreadable: true, sessions: false }
