import { useEffect, useRef } from 'react'
import type { InventoryItem } from '../../api/shapes'
import { onHandAt } from '../../edits/overlay'
import { number } from '../../ui/format'
import { useEditing } from './editingState'
import { PendingMark } from './PendingMark'
import { QuantityField } from './QuantityField'
import { useMayEdit } from './useEdits'

interface OnHandProps {
  readonly item: InventoryItem
  /** One place of it; the whole where it is absent. */
  readonly location?: string
  /** Tells the places of one page apart where the same number stands. */
  readonly page: 'list' | 'sku'
  readonly large?: boolean
  /** As a cell of a table, with these classes. */
  readonly cell?: string
}

/** Units on hand, and the way to count them: click or Enter opens the field. */
export function OnHand({ item, location, page, large = false, cell }: OnHandProps) {
  const mayEdit = useMayEdit()
  const place = [page, item.sku, location ?? ''].join(' ')
  const isOpen = useEditing(({ field }) => field?.place === place)
  const open = useEditing((editing) => editing.open)
  const button = useFocusBack(isOpen)
  const units = location === undefined ? item.onHand : onHandAt(item, location)
  const look = `figures ${large ? 'text-[1.75rem] leading-9 text-ink-soft' : 'text-ink-soft'}`
  const role = cell === undefined ? undefined : 'cell'
  const mark = <PendingMark sku={item.sku} {...(location === undefined ? {} : { location })} />
  if (!mayEdit || item.bundle) {
    const why = item.bundle ? 'A bundle has no stock of its own: count its components.' : undefined
    return <span role={role} className={`inline-flex items-center gap-1.5 ${cell ?? ''}`} title={why}>{mark}<span className={look}>{number(units)}</span></span>
  }
  const label = `${number(units)} on hand of ${item.sku}${location === undefined ? '' : ` at ${location}`}. Change it`
  return (
    <span role={role} className={`inline-flex items-center justify-end gap-1.5 ${isOpen ? 'relative z-20' : ''} ${cell ?? ''}`}>
      {mark}
      <button
        ref={button}
        type="button"
        data-testid={`on-hand-${item.sku}`}
        data-value={units}
        aria-label={label}
        aria-expanded={isOpen}
        title="Change the units on hand"
        onClick={() => { open(place, String(firstPlace(item, location).units), firstPlace(item, location).id) }}
        className={`target group ${large ? '-ml-1.5 flex-row-reverse' : '-mr-1.5'} inline-flex items-center gap-1 rounded-md border border-transparent px-1.5 hover:border-line-strong/60 hover:bg-surface ${look}`}
      >
        <span aria-hidden="true" className="glyph glyph-pencil invisible group-hover:visible group-focus-visible:visible pointer-coarse:visible" />
        {number(units)}
      </button>
      {isOpen && <QuantityField item={item} fixed={location !== undefined} className={large ? 'right-0 md:right-auto md:left-0' : 'right-0'} />}
    </span>
  )
}

/** A place is named only where there are several. */
function firstPlace({ locations, ...item }: InventoryItem, location: string | undefined): { readonly id: string | null; readonly units: number } {
  const id = locations.length > 1 ? (location ?? locations[0]?.id ?? null) : null
  return { id, units: onHandAt({ ...item, locations }, id) }
}

/** Whoever leaves the field by the keyboard is where they came from. */
function useFocusBack(isOpen: boolean) {
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(isOpen)
  useEffect(() => {
    if (was.current && !isOpen && (document.activeElement === null || document.activeElement === document.body)) button.current?.focus()
    was.current = isOpen
  }, [isOpen])
  return button
}
