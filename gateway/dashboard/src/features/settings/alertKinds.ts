import type { Choice } from '../server/Fields'

/** Every kind of alert that a webhook can be told of, the gravest first; the server's names (a test compares them). */
export const alertKinds: readonly Choice[] = [
  { value: 'low_stock', name: 'Stock is low or gone' },
  { value: 'order_oversold', name: 'An order is oversold' },
  { value: 'event_parked', name: 'Events wait for a decision' },
  { value: 'webhooks_missing', name: 'A channel sends no webhooks' },
  { value: 'orders_not_read', name: 'Orders cannot be read' },
  { value: 'push_failed', name: 'A channel did not take quantities' },
  { value: 'channel_failing', name: 'A channel does not answer' },
  { value: 'channel_inaccurate', name: 'A channel shows other numbers' },
  { value: 'reconciliation_failed', name: 'A reconciliation failed' },
  { value: 'conflict_in_review', name: 'A conflict wants a look' },
  { value: 'delivery_quarantined', name: 'Webhooks could not be taken in' },
  { value: 'alert_webhook_disabled', name: 'A webhook for alerts was disabled' },
  { value: 'channel_paused', name: 'A channel is paused' },
  { value: 'orders_paused', name: 'A channel’s orders are paused' },
  { value: 'reservation_ending', name: 'A reservation is about to end' },
  { value: 'listing_unlinked', name: 'A listing stands for no SKU' },
]

/** What a webhook is told of, in a few words. */
export function kindsInWords(kinds: readonly string[]): string {
  if (kinds.length === 0) return 'every alert'
  const [first = '', ...others] = kinds.map((kind) => alertKinds.find(({ value }) => value === kind)?.name ?? kind.replaceAll('_', ' '))
  return others.length === 0 ? first : `${first} and ${others.length} more`
}

const failures: Readonly<Record<string, string>> = {
  'callback.timeout': 'it did not answer in time',
  'callback.unreachable': 'nobody answered there',
  'callback.tls_failed': 'its certificate is not trusted',
  'callback.refused': 'it was not taken',
  'callback.redirected': 'it sent us elsewhere, which is not followed',
  'callback.gone': 'it said that it is gone',
  'callback.broken': 'its answer broke off',
  'callback.secret_unreadable': 'the secret could not be read',
  'address.unresolved': 'its name is not known',
  'address.forbidden': 'its address is not public',
  'address.port_forbidden': 'its port is not one that is called',
}

/** Why an attempt failed; a code that is not known here as it is. */
export function failureInWords(code: string): string {
  return failures[code] ?? code
}
