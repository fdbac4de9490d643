import type { Choice } from '../server/Fields'

const dayMs = 86_400_000

export const expiries: readonly Choice[] = [
  { value: '7', name: '7 days' },
  { value: '30', name: '30 days' },
  { value: '90', name: '90 days' },
  { value: '365', name: 'a year' },
]

/** ISO 8601; null when nothing ends it by itself. */
export function expiryIn(days: string, now: number): string | null {
  const count = Number(days)
  return Number.isInteger(count) && count > 0 ? new Date(now + count * dayMs).toISOString() : null
}

/** When something that ends ends, coarsely. */
export function timeLeft(until: string, now: number): string {
  const left = Date.parse(until) - now
  if (Number.isNaN(left)) return 'ends at an unknown time'
  if (left <= 0) return 'over'
  if (left < 3_600_000) return `ends in ${String(Math.ceil(left / 60_000))} min`
  return left < 2 * dayMs ? `ends in ${String(Math.round(left / 3_600_000))} h` : `ends in ${String(Math.round(left / dayMs))} days`
}
