import { Check, X } from 'lucide-react'
import { useEffect, useId, useRef, type FormEvent, type KeyboardEvent, type SyntheticEvent } from 'react'
import type { InventoryItem } from '../../api/shapes'
import type { Wanted } from '../../edits/edit'
import { onHandAt } from '../../edits/overlay'
import { readQuantity, type Typed } from '../../edits/quantity'
import { Button } from '../../ui/Button'
import { number } from '../../ui/format'
import { useSignedIn } from '../session/SessionContext'
import { useEditing } from './editingState'
import { wantedInWords } from './words'

/** The open field: Enter takes what was typed, Escape leaves everything as it was. */
export function QuantityField({ item, fixed, className }: { readonly item: InventoryItem; readonly fixed: boolean; readonly className: string }) {
  const { field, type, close, offerUndo } = useEditing()
  const { desk } = useSignedIn().session
  const hint = useId()
  const input = useSelectedOnce()
  if (field === null || desk === null) return null
  const before = onHandAt(item, field.location)
  const typed = readQuantity(field.text, before)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (typed.kind === 'unusable') type({ why: typed.why })
    else if (typed.kind === 'nothing') close()
    else await take(wantedOf(item.sku, field.location, before, typed))
  }
  const take = async (wanted: Wanted) => {
    try {
      offerUndo({ ids: [await desk.make(wanted, item.version)], text: `${item.sku}: ${wantedInWords(wanted)}` })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      type({ why: `Not kept by this device (${error.name})` })
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The list's own keys must not move the rows under what is being typed.
    event.stopPropagation()
    if (event.key === 'Escape') close()
  }
  return (
    <form
      onSubmit={(event) => void submit(event)}
      onKeyDown={onKeyDown}
      onClick={stop}
      className={`absolute top-1/2 flex -translate-y-1/2 items-center gap-1.5 rounded-lg border border-line-strong bg-surface p-1 text-left whitespace-nowrap shadow-lg ${className}`}
      noValidate
    >
      <Hint id={hint} typed={typed} before={before} why={field.why} />
      {!fixed && item.locations.length > 1 && <Places item={item} />}
      <input
        ref={input}
        data-testid={`quantity-${item.sku}`}
        inputMode="text"
        enterKeyHint="done"
        autoComplete="off"
        autoFocus
        aria-label={`Units on hand of ${item.sku}: a count, or + or − and how many`}
        aria-describedby={hint}
        aria-invalid={field.why !== null}
        value={field.text}
        onChange={(event) => { type({ text: event.target.value }) }}
        className="target figures w-20 rounded-md border border-line-strong bg-canvas px-2 text-right aria-invalid:border-bad"
      />
      <Button type="submit" look="primary" className="px-2" aria-label="Take it" title="Take it (Enter)"><Check aria-hidden="true" className="size-4" /></Button>
      <Button look="bare" className="px-2" onClick={close} aria-label="Leave it" title="Leave it (Escape)"><X aria-hidden="true" className="size-4" /></Button>
    </form>
  )
}

function Hint({ id, typed, before, why }: { readonly id: string; readonly typed: Typed; readonly before: number; readonly why: string | null }) {
  const after = typed.kind === 'set' ? typed.quantity : typed.kind === 'change' ? before + typed.units : null
  return (
    <span id={id} className="figures px-1 text-xs" aria-live="polite">
      {why !== null ? <span className="font-medium text-bad">{why}</span>
        : after === null ? <span className="text-ink-faint">40, +3 or −2</span>
        : <span className="text-ink-soft">{number(before)} → <strong>{number(after)}</strong></span>}
    </span>
  )
}

function Places({ item }: { readonly item: InventoryItem }) {
  const { field, type } = useEditing()
  return (
    <select
      aria-label="Location"
      value={field?.location ?? ''}
      onChange={(event) => { type({ location: event.target.value, text: String(onHandAt(item, event.target.value)) }) }}
      className="target max-w-32 rounded-md border border-line-strong bg-canvas px-1.5"
    >
      {item.locations.map(({ id }) => <option key={id} value={id}>{id}</option>)}
    </select>
  )
}

function wantedOf(sku: string, location: string | null, before: number, typed: Extract<Typed, { kind: 'set' | 'change' }>): Wanted {
  return typed.kind === 'set' ? { kind: 'set', sku, location, before, quantity: typed.quantity } : { kind: 'change', sku, location, before, units: typed.units }
}

/** The number is selected once, so that typing replaces it. */
function useSelectedOnce() {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => { input.current?.select() }, [])
  return input
}

/** A click into the field is no click on its row. */
function stop(event: SyntheticEvent): void {
  event.stopPropagation()
}
