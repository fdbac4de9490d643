import { describe, expect, it } from 'vitest'
import { habitFor, ruleInWords, standing, type Candidate, type Conflict } from './rules'

const said = (key: string, source: string, quantity: number, second: number, change = 'set'): Candidate =>
  ({ key, source, quantity, change, occurredAt: `2026-11-21T10:00:0${String(second)}Z` })

function conflict(candidates: Candidate[], over: Partial<Conflict> = {}): Conflict {
  return { id: '1', sku: 'A', kind: 'cross_platform_mismatch', location: 'main', base: 10, candidates, winner: candidates[0]?.key ?? '', reason: 'stock_reduction_priority', status: 'resolved', occurredAt: '2026-11-21T10:00:05Z', ...over }
}

describe('what stands after a conflict', () => {
  it('is the number of the candidate that won', () => {
    expect(standing(conflict([said('a', 'shopify', 7, 1), said('b', 'amazon', 9, 2)]))).toBe(7)
  })

  it('is what was there before where a promise won', () => {
    expect(standing(conflict([said('r', 'shopify', 2, 1, 'reserve'), said('a', 'amazon', 0, 2)]))).toBe(10)
  })

  it('is the sum of the changes where they were merged', () => {
    expect(standing(conflict([said('a', 'shopify', 7, 1), said('b', 'amazon', 9, 2)], { reason: 'merged' }))).toBe(6)
  })

  it('is not told where the winner is unknown', () => {
    expect(standing(conflict([said('a', 'shopify', 7, 1)], { winner: 'gone' }))).toBeNull()
  })
})

describe('always deciding so', () => {
  const [early, late] = [said('early', 'shopify', 7, 1), said('late', 'amazon', 9, 2)]

  it('is by the clock for the later one, by the rules for the lower one', () => {
    expect(habitFor(conflict([early, late]), 'late')?.strategy).toBe('last_write_wins')
    expect(habitFor(conflict([early, late]), 'early')?.strategy).toBe('business_rules')
  })

  it('is not offered where no strategy says so', () => {
    expect(habitFor(conflict([said('high', 'shopify', 12, 1), late]), 'high')).toBeNull()
    expect(habitFor(conflict([early, late], { kind: 'reservation_conflict' }), 'late')).toBeNull()
    expect(habitFor(conflict([said('r', 'shopify', 2, 1, 'reserve'), late]), 'r')).toBeNull()
  })

  it('knows that TikTok comes first by the clock', () => {
    expect(habitFor(conflict([said('t', 'tiktok', 12, 1), late]), 't')?.strategy).toBe('last_write_wins')
    expect(habitFor(conflict([said('t', 'tiktok', 7, 1), late]), 'late')).toBeNull()
  })
})

describe('the rule in words', () => {
  it('says why a person has to look', () => {
    expect(ruleInWords(conflict([], { reason: 'last_write_wins', status: 'review' }))).toContain('too few to be sure')
  })

  it('tells an unknown one by its name', () => {
    expect(ruleInWords(conflict([], { reason: 'coin_toss' }))).toContain('coin toss')
  })
})
