import { pageOf, severityOf } from '../alerts/severities'
import type { Alert } from '../alerts/useAlerts'
import { healthOf, type Channel } from '../channels/channelWords'
import { count } from '../../ui/format'
import type { Summary } from './summary'

export type Cure =
  | { readonly kind: 'page'; readonly to: string; readonly action: string }
  | { readonly kind: 'resume'; readonly channel: Channel }

export interface Problem {
  readonly key: string
  readonly text: string
  readonly tone: 'bad' | 'warn'
  readonly cure: Cure
}

export interface Known {
  readonly summary: Pick<Summary, 'oversold'>
  /** SKUs that have drifted for a while. */
  readonly drifting: number
  readonly conflicts: number
  readonly channels: readonly Channel[]
  readonly alerts: readonly Alert[]
}

/** What is wrong, the gravest first; each with what solves it. */
export function problemsIn({ summary, drifting, conflicts, channels, alerts }: Known): readonly Problem[] {
  const all = [...oversold(summary.oversold.length), ...channels.flatMap(ofChannel), ...open(conflicts), ...drift(drifting, channels), ...alerts.flatMap(ofAlert)]
  return [...all.filter(({ tone }) => tone === 'bad'), ...all.filter(({ tone }) => tone === 'warn')]
}

function oversold(orders: number): readonly Problem[] {
  if (orders === 0) return []
  const one = orders === 1
  return [{ key: 'oversold', tone: 'bad', text: `${count(orders, 'order')} ${one ? 'is' : 'are'} oversold: there is not enough stock to fill ${one ? 'it' : 'them'}.`, cure: { kind: 'page', to: '/orders?show=oversold', action: one ? 'Show it' : 'Show them' } }]
}

function ofChannel(channel: Channel): readonly Problem[] {
  const { tone } = healthOf(channel)
  const paused: readonly Problem[] = !channel.paused ? [] : [{ key: `${channel.id} paused`, tone: 'warn', text: `${channel.name} is paused${channel.waiting === 0 ? '' : `: ${count(channel.waiting, 'change')} ${channel.waiting === 1 ? 'waits' : 'wait'}`}.`, cure: { kind: 'resume', channel } }]
  return tone === 'bad' || tone === 'warn' ? [...wrongWith(channel, tone), ...paused] : paused
}

function wrongWith(channel: Channel, tone: Problem['tone']): readonly Problem[] {
  return [{ key: channel.id, tone, text: `${channel.name} ${whatIsWrong(channel)}.`, cure: { kind: 'page', to: `/channels/${encodeURIComponent(channel.id)}`, action: channel.deadLetters > 0 ? 'Try again' : 'Open it' } }]
}

function whatIsWrong({ health, deadLetters, retrying, waiting, accuracy }: Channel): string {
  switch (health) {
    case 'failing': return deadLetters > 0 ? `did not take ${count(deadLetters, 'quantity', 'quantities')}` : `does not answer: ${count(retrying, 'quantity', 'quantities')} ${retrying === 1 ? 'is' : 'are'} tried again`
    case 'unheard': return 'cannot be heard: webhooks are missing or orders cannot be read'
    case 'drifting': return `showed ${count(accuracy?.drifting ?? 0, 'wrong number')} when it was compared`
    case 'behind': return `is behind: ${count(waiting, 'change')} ${waiting === 1 ? 'waits' : 'wait'} for more than a minute`
    default: return `is ${health}`
  }
}

function open(conflicts: number): readonly Problem[] {
  if (conflicts === 0) return []
  return [{ key: 'conflicts', tone: 'warn', text: `${count(conflicts, 'conflict')} ${conflicts === 1 ? 'wants' : 'want'} a look.`, cure: { kind: 'page', to: '/conflicts', action: 'Decide' } }]
}

/** A channel that was compared says it better. */
function drift(skus: number, channels: readonly Channel[]): readonly Problem[] {
  if (skus === 0 || channels.some(({ health }) => health === 'drifting')) return []
  const one = skus === 1
  return [{ key: 'drift', tone: 'warn', text: `${count(skus, 'SKU')} ${one ? 'shows' : 'show'} another number on a channel than here.`, cure: { kind: 'page', to: '/inventory?show=drift', action: one ? 'Show it' : 'Show them' } }]
}

/** Told above from what the page knows itself, or beside it as stock at risk. */
const toldElsewhere = new Set(['low_stock', 'order_oversold', 'reservation_ending', 'push_failed', 'channel_failing', 'conflict_in_review', 'channel_paused', 'channel_inaccurate', 'webhooks_missing', 'orders_not_read', 'listing_unlinked'])

function ofAlert(alert: Alert): readonly Problem[] {
  if (toldElsewhere.has(alert.kind) || alert.acknowledgedAt !== null) return []
  const severity = severityOf(alert)
  return severity === 'info' ? [] : [{ key: alert.id, tone: severity === 'critical' ? 'bad' : 'warn', text: alert.title, cure: { kind: 'page', to: pageOf(alert) ?? '/alerts', action: 'Open it' } }]
}
