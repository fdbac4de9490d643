import { describe, expect, it } from 'vitest'
import { decodeChange } from './decodeChange'
import { decodeMe } from './me'
import { decodeMutationAnswer } from './mutations'

const item = { sku: 'A', onHand: 3, reserved: 1, available: 2, version: 4, updatedAt: '2026-11-21T10:00:00Z' }

describe('the answer to edits', () => {
  it('is read edit by edit', () => {
    const conflict = { id: 'c', reason: 'external_system_priority', status: 'resolved', winner: { key: 'k', source: 'tiktok', change: 'set', quantity: 7, occurredAt: '2026-11-21T10:00:00Z' } }
    expect(decodeMutationAnswer({
      results: [{ id: '1', result: 'applied', sku: 'A' }, { id: '2', result: 'conflict', conflict }, { id: '3', result: 'refused', code: 'x.y' }],
      items: [item],
    })).toMatchObject({
      results: [
        { id: '1', result: 'applied' },
        { id: '2', result: 'conflict', conflict: { id: 'c', winner: { source: 'tiktok', quantity: 7 } } },
        { id: '3', result: 'refused', code: 'x.y' },
      ],
      items: [{ sku: 'A', onHand: 3 }],
    })
  })

  it('leaves an edit unanswered whose result this version does not know', () => {
    const { results } = decodeMutationAnswer({ results: [{ id: '1', result: 'pondered' }, { id: '2', result: 'conflict' }, { id: '3', result: 'duplicate' }], items: [] })
    expect(results).toEqual([{ id: '3', result: 'duplicate' }])
  })

  it('knows a count that a newer one stands over', () => {
    const { results } = decodeMutationAnswer({ results: [{ id: '1', result: 'conflict', conflict: { reason: 'superseded' } }], items: [] })
    expect(results).toEqual([{ id: '1', result: 'conflict', conflict: { id: null, reason: 'superseded', status: null, winner: null } }])
  })
})

describe('a change that takes a record away', () => {
  it('is one whose record is null, or whose listing moved to another SKU', () => {
    expect(decodeChange({ topic: 'inventory', id: 'A', data: null })).toMatchObject({ topic: 'removed', of: 'inventory', id: 'A' })
    expect(decodeChange({ topic: 'orders', id: 'o', data: null })).toMatchObject({ topic: 'removed', of: 'orders', id: 'o' })
    expect(decodeChange({ topic: 'inventory', id: 'A', data: { ...item, movedTo: 'B' } })).toMatchObject({ topic: 'removed', of: 'inventory', id: 'A' })
    expect(decodeChange({ topic: 'inventory', id: 'A', data: item })).toMatchObject({ topic: 'inventory', item: { sku: 'A', movedTo: null } })
  })
})

it('a key is known by its creator and by what its roles may', () => {
  const may = (...scopes: string[]) => decodeMe({ creatorId: 'mia', name: 'Mia', keyId: 'k', scopes }).mayEdit
  expect(decodeMe({ creatorId: 'mia', name: 'Mia', keyId: 'k', scopes: ['owner'] })).toEqual({ creatorId: 'mia', name: 'Mia', mayEdit: true })
  expect([may('staff'), may('read'), may('read_only'), may('ops'), may('ops', 'staff')]).toEqual([true, false, false, false, true])
})
