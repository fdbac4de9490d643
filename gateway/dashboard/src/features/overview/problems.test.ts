import { describe, expect, it } from 'vitest'
import type { Alert } from '../alerts/useAlerts'
import type { Channel } from '../channels/channelWords'
import { order } from '../../sync/samples.testing'
import { problemsIn, type Known } from './problems'

const channel = (over: Partial<Channel>) => ({ id: 'c', name: 'Shop', health: 'healthy', paused: false, waiting: 0, retrying: 0, deadLetters: 0, accuracy: null, ...over }) as Channel
const alert = (over: Partial<Alert>) => ({ id: 'a', kind: 'event_parked', severity: 'critical', title: 'Parked.', link: '/ops/parked', acknowledgedAt: null, ...over }) as Alert
const texts = (known: Partial<Known>) => problemsIn({ summary: { oversold: [] }, drifting: 0, conflicts: 0, channels: [], alerts: [], ...known }).map(({ text }) => text)

describe('what is wrong', () => {
  it('is nothing while all is well', () => {
    expect(texts({ channels: [channel({})], alerts: [alert({ kind: 'low_stock' }), alert({ severity: 'info' })] })).toEqual([])
  })

  it('is told with the gravest first', () => {
    const known = { summary: { oversold: [order('o1', 1)] }, conflicts: 2, channels: [channel({ paused: true, health: 'paused', waiting: 3 }), channel({ id: 'd', name: 'Zon', health: 'failing', deadLetters: 1 })] }
    expect(texts(known)).toEqual(['1 order is oversold: there is not enough stock to fill it.', 'Zon did not take 1 quantity.', 'Shop is paused: 3 changes wait.', '2 conflicts want a look.'])
  })

  it('is not told twice: a channel that was compared says where numbers differ', () => {
    expect(texts({ drifting: 4 })).toEqual(['4 SKUs show another number on a channel than here.'])
    const accuracy = { share: 0.9, listings: 10, drifting: 1, at: '' }
    expect(texts({ drifting: 4, channels: [channel({ health: 'drifting', accuracy })] })).toEqual(['Shop showed 1 wrong number when it was compared.'])
  })

  it('ends with an alert that was seen', () => {
    expect(texts({ alerts: [alert({}), alert({ id: 'b', acknowledgedAt: '2026-11-21T10:00:00Z' })] })).toEqual(['Parked.'])
  })
})
