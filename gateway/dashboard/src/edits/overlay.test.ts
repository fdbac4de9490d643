import { describe, expect, it } from 'vitest'
import type { InventoryItem } from '../api/shapes'
import { item } from '../sync/samples.testing'
import type { Edit, EditState } from './edit'
import { onHandAt, overlay } from './overlay'
import { change, edit, set, settings } from './samples.testing'

const stock = (...items: readonly InventoryItem[]) => new Map(items.map((one) => [one.sku, { item: one, changedAt: null }]))
const shown = (held: InventoryItem, ...edits: readonly Edit[]) => overlay(stock(held), edits).get(held.sku)?.item
const places = [{ id: 'studio', onHand: 7, reserved: 1, available: 6 }, { id: 'loft', onHand: 3, reserved: 0, available: 3 }]

describe('what is shown while edits wait', () => {
  it('is the copy itself when there are none', () => {
    const held = stock(item('A', 1))
    expect(overlay(held, [])).toBe(held)
    expect(overlay(held, [edit(1, set('A', 3), { kind: 'synced', answeredAt: 1 })])).toBe(held)
    expect(overlay(held, [edit(1, set('A', 3), { kind: 'refused', answeredAt: 1, code: 'x' })])).toBe(held)
  })

  it('is what was counted, less what is reserved', () => {
    expect(shown(item('A', 1, { onHand: 10, reserved: 2, available: 8 }), edit(1, set('A', 40)))).toMatchObject({ onHand: 40, reserved: 2, available: 38 })
  })

  it('adds changes up in their order', () => {
    expect(shown(item('A', 1), edit(1, change('A', -2)), edit(2, set('A', 5)), edit(3, change('A', 3)))).toMatchObject({ onHand: 8, available: 8 })
  })

  it('leaves other SKUs and edits that are not about stock alone', () => {
    const held = stock(item('A', 1), item('B', 1))
    const after = overlay(held, [edit(1, set('A', 4)), edit(2, settings('B'))])
    expect(after.get('B')?.item).toEqual(item('B', 1))
    expect(overlay(held, [edit(1, set('unknown', 4))]).size).toBe(2)
  })

  it('goes to the place that it names, the first where it names none', () => {
    const held = item('A', 1, { onHand: 10, available: 9, reserved: 1, locations: places })
    const inLoft = { ...set('A', 5, 3), location: 'loft' }
    expect(shown(held, edit(1, inLoft))).toMatchObject({ onHand: 12, available: 11, locations: [places[0], { id: 'loft', onHand: 5, available: 5 }] })
    expect(shown(held, edit(1, change('A', -1)))).toMatchObject({ onHand: 9, locations: [{ id: 'studio', onHand: 6, available: 5 }, places[1]] })
    expect(onHandAt(held, null)).toBe(7)
  })

  it('does not count an edit twice whose effect is in the copy before its answer', () => {
    const sent: EditState = { kind: 'pending', attempts: 1, heldOnHand: 10 }
    expect(shown(item('A', 1), edit(1, change('A', -2), sent))).toMatchObject({ onHand: 8 })
    expect(shown(item('A', 2, { onHand: 8, available: 8 }), edit(1, change('A', -2), sent))).toMatchObject({ onHand: 8 })
  })
})
