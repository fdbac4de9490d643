import { describe, expect, it } from 'vitest'
import { addShown, clocksApart, latencyWindow, medianShown, noLatency, quantile } from './latency'

const t = Date.parse('2026-11-21T10:00:00Z')
const recorded = (ms: number) => ({ occurredAt: new Date(t + ms - 300).toISOString(), recordedAt: new Date(t + ms).toISOString() })

describe('latency', () => {
  it('is measured from the recording and from the platform', () => {
    expect(addShown(noLatency, [recorded(0)], t + 80, t - 1)).toEqual({ fromRecorded: [80], fromPlatform: [380] })
  })

  it('leaves out what was caught up on', () => {
    expect(addShown(noLatency, [recorded(-5_000)], t, t - 1)).toBe(noLatency)
  })

  it('keeps a window', () => {
    const many = Array.from({ length: latencyWindow + 10 }, (_, n) => recorded(n))
    expect(addShown(noLatency, many, t + 100, t).fromRecorded).toHaveLength(latencyWindow)
  })

  it('says when the clocks are apart', () => {
    expect(clocksApart(addShown(noLatency, [recorded(900)], t, t))).toBe(true)
    expect(clocksApart(addShown(noLatency, [recorded(0)], t + 5, t))).toBe(false)
  })

  it('shows the time from the platform, and from our recording where no platform named one', () => {
    expect(medianShown(addShown(noLatency, [recorded(0)], t + 80, t - 1))).toBe(380)
    expect(medianShown(addShown(noLatency, [{ ...recorded(0), occurredAt: null }], t + 80, t - 1))).toBe(80)
    expect(medianShown(noLatency)).toBeNull()
  })

  it('takes the nearest rank', () => {
    expect(quantile([5, 1, 3], 0.5)).toBe(3)
    expect(quantile([5, 1, 3], 0.95)).toBe(5)
    expect(quantile([], 0.5)).toBeNull()
  })
})
