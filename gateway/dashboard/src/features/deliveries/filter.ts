import type { Choice } from '../server/Fields'

/** What the list is narrowed to; empty narrows nothing. It lives in the address. */
export interface DeliveryFilter {
  readonly platform: string
  readonly outcome: string
  /** One of `periods`, or an ISO time. */
  readonly since: string
}

export const platforms: readonly Choice[] = [
  { value: '', name: 'All platforms' }, { value: 'shopify', name: 'Shopify' }, { value: 'tiktok', name: 'TikTok Shop' }, { value: 'amazon', name: 'Amazon' },
  { value: 'instagram', name: 'Instagram' }, { value: 'standard', name: 'Webhook' }, { value: 'manual', name: 'By hand' },
]

export const outcomes: readonly Choice[] = [
  { value: '', name: 'All outcomes' }, { value: 'applied', name: 'Applied' }, { value: 'duplicate', name: 'Came twice' }, { value: 'unknown_topic', name: 'Of no concern' },
  { value: 'quarantined', name: 'Quarantined' }, { value: 'parked', name: 'Parked' }, { value: 'refused', name: 'Refused' }, { value: 'discarded', name: 'Discarded' },
]

export const periods: readonly (Choice & { readonly ms: number })[] = [
  { value: '', name: 'All times', ms: 0 }, { value: 'hour', name: 'Last hour', ms: 3_600_000 }, { value: 'day', name: 'Last 24 hours', ms: 86_400_000 }, { value: 'week', name: 'Last 7 days', ms: 604_800_000 },
]

/** When a period began, to the minute, so that the question stays the same one for a while; null when it has no beginning. */
export function sinceOf(period: string, now: number): string | null {
  const ms = periods.find(({ value }) => value === period)?.ms ?? 0
  return ms === 0 ? null : new Date(Math.floor((now - ms) / 60_000) * 60_000).toISOString()
}

export type OutcomeTone = 'good' | 'plain' | 'warn' | 'bad'

export function outcomeTone(outcome: string): OutcomeTone {
  switch (outcome) {
    case 'applied': return 'good'
    case 'quarantined':
    case 'parked': return 'bad'
    case 'refused': return 'warn'
    default: return 'plain'
  }
}

/** What the outcome means, and what one may do. */
export function fateInWords(outcome: string): string {
  switch (outcome) {
    case 'applied': return 'It is in the books. Replayed, it counts as a duplicate and changes nothing.'
    case 'duplicate': return 'The same message had come before; it changed nothing.'
    case 'unknown_topic': return 'The platform says something that stock and orders do not depend on.'
    case 'quarantined': return 'It could not be read. Once it can be, by a newer version or after a correction, replay it.'
    case 'parked': return 'It was read, but could not be decided. It waits under Parked, with everything behind it of the same SKU or order.'
    case 'refused': return 'It was decided against; the reason stands below.'
    case 'discarded': return 'A person decided that it shall not count.'
    default: return 'It is being decided.'
  }
}

export function outcomeName(outcome: string): string {
  return outcomes.find(({ value }) => value === outcome && value !== '')?.name ?? outcome.replaceAll('_', ' ')
}

/** Only these have a raw body to be read again: not a person's change, nor what the platform's own services report. */
export function isWebhook({ platform, connectionId, idempotencyKey, topic }: { readonly platform: string; readonly connectionId: string; readonly idempotencyKey: string; readonly topic: string }): boolean {
  return platform !== 'manual' && idempotencyKey.startsWith(`${connectionId}:`) && topic !== 'push.begun' && topic !== 'push.answered'
}

/** Indented when it is JSON, as it came when it is not. */
export function readable(body: string): string {
  try {
    // Ids beyond 2^53 would come out changed: then it stays as it came.
    const text = JSON.stringify(JSON.parse(body), null, 2)
    return sameDigits(text, body) ? text : body
  } catch (error) {
    if (error instanceof SyntaxError) return body
    throw error
  }
}

function sameDigits(one: string, other: string): boolean {
  return one.replace(/\D/g, '') === other.replace(/\\u[0-9a-fA-F]{4}/g, (escaped) => JSON.parse(`"${escaped}"`) as string).replace(/\D/g, '')
}
