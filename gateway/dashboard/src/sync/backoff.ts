export const firstDelayMs = 500
export const longestDelayMs = 30_000

/**
 * Milliseconds to wait before the next attempt: doubling, capped, half of it random, so that a thousand
 * dashboards do not come back in the same moment. A longer wait asked for by the server is honoured.
 * @param attempt Failed attempts so far, 0 for the first.
 * @param random In [0, 1).
 */
export function backoffMs(attempt: number, random: number, retryAfterMs: number | null = null): number {
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 16))
  const delay = Math.round(ceiling / 2 + (ceiling / 2) * random)
  return Math.max(delay, retryAfterMs ?? 0)
}
