import { describe, expect, it } from 'vitest'
import { healthOf, share, worstOf, type Channel } from './channelWords'

const channel = (id: string, health: string) => ({ id, health }) as Channel

describe('how channels stand', () => {
  it('is as bad as the worst of them', () => {
    expect(worstOf([channel('a', 'healthy'), channel('b', 'drifting'), channel('c', 'failing'), channel('d', 'paused')])?.id).toBe('c')
    expect(worstOf([])).toBeUndefined()
  })

  it('takes an unknown state for a warning, by its name', () => {
    expect(healthOf({ health: 'dreaming' })).toMatchObject({ label: 'dreaming', tone: 'warn' })
  })
})

describe('a share', () => {
  it('is whole only when it is', () => {
    expect([1, 0.99999, 0.9994, 0.95, 0.5, 0].map(share)).toEqual(['100 %', '99.99 %', '99.94 %', '95.0 %', '50.0 %', '0.0 %'])
  })
})
