import { describe, expect, it } from 'vitest'
import { item } from '../../sync/samples.testing'
import { atRisk, daysLeftInWords, type Outlook } from './risk'

const outlook = (sku: string, available: number, perDay: number): Outlook =>
  ({ sku, title: null, onHand: available, available, sold: perDay * 14, perDay, daysLeft: perDay === 0 ? null : available / perDay, lastPrice: null })

describe('stock at risk', () => {
  it('is what is low, then what will be gone within a week, the soonest first', () => {
    const found = atRisk([item('LOW', 1, { available: 2 })], [outlook('LOW', 2, 1), outlook('FINE', 100, 1), outlook('WEEK', 60, 10), outlook('TWO', 20, 10), outlook('STILL', 9, 0)])
    expect(found.map(({ sku, low }) => [sku, low !== null])).toEqual([['LOW', true], ['TWO', false], ['WEEK', false]])
  })

  it('is told without figures too', () => {
    expect(atRisk([item('LOW', 1, { available: 2 })], [])).toMatchObject([{ sku: 'LOW', available: 2, outlook: null }])
  })
})

describe('how long it lasts', () => {
  it('is never told longer than it is', () => {
    expect([outlook('A', 1, 2), outlook('A', 19, 10), outlook('A', 299, 10), outlook('A', 5, 0), outlook('A', 0, 3)].map(daysLeftInWords))
      .toEqual(['Less than a day left, 2.0 sold a day', '1.9 days left, 10 sold a day', '29 days left, 10 sold a day', 'None sold lately', '3.0 sold a day'])
  })
})
