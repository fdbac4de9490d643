import { expect, test } from 'vitest'
import { auditAddress, auditWords, isOwnAct } from './auditWords'

const change = { id: 'e1', at: '2026-11-22T10:00:00Z', who: { keyId: 'k', name: 'Till' }, deliveryId: null }

test('a change of a key is told by its name, without ids', () => {
  const made = { ...change, what: 'access.key_created', subject: '01a2', data: { name: 'Jana', role: 'read_only', newId: 'x' } }
  expect(auditWords(made)).toEqual({ title: 'Made a key', subject: 'Jana', effect: 'Role read only' })
  expect(auditAddress(made)).toBe('/settings/keys')
})

test('an event is told as in the history, and leads to its page', () => {
  const counted = { ...change, what: 'inventory.stock_updated', subject: 'inventory-TEE/RED', data: { effect: 'set', onHand: 4 } }
  expect(auditWords(counted)).toMatchObject({ title: 'Counted', subject: 'TEE/RED' })
  expect(auditAddress(counted)).toBe('/inventory/TEE%2FRED')
  expect(auditAddress({ what: 'order.updated', subject: 'order-shopify:1' })).toBe('/orders/shopify%3A1')
  expect(auditAddress({ what: 'creator.renamed', subject: 'settings' })).toBeNull()
})

test('what follows by itself is nobody’s act', () => {
  expect(['sync.started', 'inventory.low_stock_alert', 'inventory.stock_updated'].filter((what) => isOwnAct({ what }))).toEqual(['inventory.stock_updated'])
})
