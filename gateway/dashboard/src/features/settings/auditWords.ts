import type { Described } from '../../api/online'
import { exactTime } from '../../ui/format'
import { describeEvent } from '../history/describeEvent'

type Change = Described['AuditedChange']

const accountChanges: Readonly<Record<string, string>> = {
  'access.key_created': 'Made a key',
  'access.key_rotated': 'Rotated a key',
  'access.key_revoked': 'Revoked a key',
  'access.sign_in_reused': 'Showed an old refresh token, so the sign-in ended',
  'access.share_link_created': 'Made a share link',
  'access.share_link_revoked': 'Revoked a share link',
  'access.secret_rotated': 'Rotated a webhook secret',
  'access.secret_deleted': 'Removed a webhook secret',
  'access.alert_webhook_created': 'Made a webhook for alerts',
  'access.alert_webhook_rotated': 'Rotated the secret of a webhook for alerts',
  'access.alert_webhook_paused': 'Paused a webhook for alerts',
  'access.alert_webhook_resumed': 'Resumed a webhook for alerts',
  'access.alert_webhook_deleted': 'Deleted a webhook for alerts',
  'creator.settings_changed': 'Chose how conflicts are decided',
  'channel.paused': 'Paused a channel',
  'channel.resumed': 'Resumed a channel',
  'channel.orders_paused': 'Paused a channel’s orders',
  'channel.orders_resumed': 'Resumed a channel’s orders',
}

interface Words {
  readonly title: string
  /** What it was done to, as people call it. */
  readonly subject: string
  readonly effect: string
}

const consequences: readonly string[] = ['inventory.low_stock_alert', 'bundle.available_changed']

/** What followed from a change by itself stands in the SKU's history, not here. */
export function isOwnAct({ what }: Pick<Change, 'what'>): boolean {
  return !what.startsWith('sync.') && !consequences.includes(what)
}

/** What was done, to what, and what it did. */
export function auditWords({ what, data, id, subject, at }: Change): Words {
  const fields = isRecord(data) ? data : {}
  const known = accountChanges[what]
  const name = fields['name'] ?? fields['label']
  if (known !== undefined) return { title: known, subject: typeof name === 'string' ? name : subject, effect: plain(fields) }
  const event = describeEvent({ id, stream: subject, version: 0, type: what, occurredAt: at, recordedAt: at, source: null, correlationId: null, causationId: null, traceId: null, data: fields })
  return { ...event, subject: subjectName(subject) }
}

/** Where the subject can be looked at; null where it has no page. */
export function auditAddress({ what, subject }: Pick<Change, 'what' | 'subject'>): string | null {
  if (what === 'creator.settings_changed') return '/settings/conflicts'
  if (what.startsWith('access.key')) return '/settings/keys'
  if (what.startsWith('access.share_link')) return '/settings/links'
  if (what.startsWith('access.alert_webhook')) return '/settings/webhooks'
  if (what.startsWith('access.secret')) return '/settings/secrets'
  const sku = /^inventory[-/:](.+)$/.exec(subject)?.[1]
  if (sku !== undefined) return `/inventory/${encodeURIComponent(sku)}`
  const order = /^order[-/:](.+)$/.exec(subject)?.[1]
  return order === undefined ? null : `/orders/${encodeURIComponent(order)}`
}

/** An event's stream is `inventory-SKU` or `order-id`. */
function subjectName(stream: string): string {
  return /^(?:inventory|order)[-/:](.+)$/.exec(stream)?.[1] ?? stream
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const shownFields: Readonly<Record<string, (value: string) => string>> = {
  role: (value) => `Role ${value.replaceAll('_', ' ')}`,
  sku: (value) => `SKU ${value}`,
  expiresAt: (value) => `Until ${exactTime(value)}`,
  graceMinutes: (value) => `The old one stays ${value} min`,
}

function plain(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(shownFields).flatMap(([name, words]) => {
    const value = fields[name]
    return typeof value === 'string' || typeof value === 'number' ? [words(String(value))] : []
  }).join(' · ')
}
