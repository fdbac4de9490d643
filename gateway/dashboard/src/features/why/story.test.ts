import { describe, expect, it } from 'vitest'
import { heldAt, lineOf, momentsOf, ruleInWords, type Step } from './story'

function step(version: number, type: string, available: number, over: Partial<Step> = {}): Step {
  const units = { onHand: available, reserved: 0, backordered: 0, available }
  return {
    id: String(version), version, type, occurredAt: null, recordedAt: `2026-11-21T10:00:0${String(version)}Z`, source: 'shopify', connectionId: null, deliveryId: null, correlationId: null,
    causationId: null, traceId: null, actor: null, rule: null, explanation: null, before: { ...units, available: available + 1 }, after: units, locations: [], ...over,
  }
}

const time = (second: number) => Date.parse(`2026-11-21T10:00:0${String(second)}Z`)

describe('the story of a number', () => {
  const moments = momentsOf([step(3, 'inventory.reserved', 4), step(1, 'inventory.stock_updated', 9), step(2, 'sync.completed', 9)])

  it('is told from the beginning, whatever order it came in', () => {
    expect(moments.map(({ available, kind }) => [available, kind])).toEqual([[9, 'channel'], [9, null], [4, 'order']])
  })

  it('goes on to now with what stands', () => {
    expect(lineOf(moments, time(9))).toEqual({ times: [1, 2, 3, 9].map((second) => time(second) / 1_000), available: [9, 9, 4, 4] })
    expect(lineOf([], time(9))).toEqual({ times: [], available: [] })
  })

  it('knows what held at any time', () => {
    expect([0, 1, 2.5, 9].map((second) => heldAt(moments, time(1) + (second - 1) * 1_000))).toEqual([0, 0, 1, 2])
  })

  it('marks a person’s count, and no report that changed nothing', () => {
    const [person, echo] = momentsOf([step(1, 'inventory.stock_updated', 3, { source: 'manual' }), step(2, 'inventory.stock_updated', 3, { before: { onHand: 3, reserved: 0, backordered: 0, available: 3 } })])
    expect([person?.kind, echo?.kind]).toEqual(['person', null])
  })
})

describe('a rule in words', () => {
  it('tells apart what shares a name, and says the name of a new one', () => {
    expect(ruleInWords({ rule: 'pushed', type: 'sync.completed' })).toBe('Told')
    expect(ruleInWords({ rule: 'pushed', type: 'inventory.stock_updated' })).toBe('Our own doing does not count')
    expect(ruleInWords({ rule: 'confirmed', type: 'conflict.resolved' })).toBe('A person agreed')
    expect(ruleInWords({ rule: 'moon_phase', type: 'x' })).toBe('moon phase')
  })
})
