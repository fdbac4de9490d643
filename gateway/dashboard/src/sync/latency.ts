/** How long the last live changes took to the screen, in milliseconds. */
export interface Latency {
  /** From the server's recording to the screen, oldest first. */
  readonly fromRecorded: readonly number[]
  /** From the platform's own time to the screen, oldest first. */
  readonly fromPlatform: readonly number[]
}

export const latencyWindow = 50
/** Two clocks may differ by a little; a change that seems to come from further ahead says that they are apart. */
export const clockSlackMs = 250

export const noLatency: Latency = { fromRecorded: [], fromPlatform: [] }

/** A change as it reached the screen at `shownAt`. */
export interface Shown {
  readonly occurredAt: string | null
  readonly recordedAt: string | null
}

/**
 * Adds the changes shown. Those recorded before `liveSince` were caught up on, not live, and are left out:
 * a laptop's night of sleep is no latency of ours.
 */
export function addShown(latency: Latency, shown: readonly Shown[], shownAt: number, liveSince: number): Latency {
  const fresh = shown.filter((change) => (at(change.recordedAt) ?? -Infinity) >= liveSince)
  if (fresh.length === 0) return latency
  const since = (time: string | null): readonly number[] => {
    const from = at(time)
    return from === null ? [] : [shownAt - from]
  }
  return {
    fromRecorded: [...latency.fromRecorded, ...fresh.flatMap((change) => since(change.recordedAt))].slice(-latencyWindow),
    fromPlatform: [...latency.fromPlatform, ...fresh.flatMap((change) => since(change.occurredAt))].slice(-latencyWindow),
  }
}

function at(time: string | null): number | null {
  const parsed = time === null ? NaN : Date.parse(time)
  return Number.isNaN(parsed) ? null : parsed
}

/** The value that the given share of the samples does not exceed (nearest rank); null without samples. */
export function quantile(samples: readonly number[], share: number): number | null {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** The median that the page shows: from the platform's time to the screen, or from our recording where no platform named a time. */
export function medianShown({ fromPlatform, fromRecorded }: Latency): number | null {
  return quantile(fromPlatform, 0.5) ?? quantile(fromRecorded, 0.5)
}

/** True when the numbers cannot be meant: this machine's clock is behind the server's. */
export function clocksApart(latency: Latency): boolean {
  return latency.fromRecorded.some((sample) => sample < -clockSlackMs)
}
