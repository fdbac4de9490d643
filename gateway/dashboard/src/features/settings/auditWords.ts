import type { Described } from '../../api/online'
import { describeEvent } from '../history/describeEvent'

type Change = Described['AuditedChange']

const accountChanges: Readonly<Record<string, string>> = {
  'access.key_created': 'Made a key',
  'access.key_rotated': 'Rotated a key',
  'access.key_revoked': 'Revoked a key',
  'access.share_link_created': 'Made a share link',
  'access.share_link_revoked': 'Revoked a share link',
  'access.secret_rotated': 'Rotated a webhook secret',
  'access.secret_deleted': 'Removed a webhook secret',
  'channel.paused': 'Paused a channel',
  'channel.resumed': 'Resumed a channel',
}

/** What was done, and what it did, in words. */
export function auditWords({ what, data, id, subject, at }: Change): { readonly title: string; readonly effect: string } {
  const fields = isRecord(data) ? data : {}
  const known = accountChanges[what]
  if (known !== undefined) return { title: known, effect: plain(fields) }
  return describeEvent({ id, stream: subject, version: 0, type: what, occurredAt: at, recordedAt: at, source: null, correlationId: null, causationId: null, traceId: null, data: fields })
}

/** Where the subject can be looked at; null where it has no page. */
export function auditAddress({ what, subject }: Pick<Change, 'what' | 'subject'>): string | null {
  if (what.startsWith('access.key')) return '/settings/keys'
  if (what.startsWith('access.share_link')) return '/settings/links'
  if (what.startsWith('access.secret')) return '/settings/secrets'
  const sku = /^inventory[-/:](.+)$/.exec(subject)?.[1]
  if (sku !== undefined) return `/inventory/${encodeURIComponent(sku)}`
  const order = /^order[-/:](.+)$/.exec(subject)?.[1]
  return order === undefined ? null : `/orders/${encodeURIComponent(order)}`
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function plain(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields).flatMap(([name, value]) => (['string', 'number', 'boolean'].includes(typeof value) ? [`${name} ${String(value)}`] : [])).join(', ')
}
