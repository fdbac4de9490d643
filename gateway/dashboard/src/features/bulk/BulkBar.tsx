import { Layers, X } from 'lucide-react'
import { useEffect, useId, useState, type FormEvent } from 'react'
import { Button } from '../../ui/Button'
import { count, number } from '../../ui/format'
import { useMayEdit } from '../editing/useEdits'
import { useReplica } from '../session/SessionContext'
import { BulkPreview } from './BulkPreview'
import { useChecked } from './checked'
import { placesOf, readBulk } from './plan'

/** What can be done with the checked rows: typed, looked at, and only then done. */
export function BulkBar() {
  const mayEdit = useMayEdit()
  const skus = useChecked((state) => state.skus)
  const clear = useChecked((state) => state.clear)
  const inventory = useReplica((replica) => replica.inventory)
  const hint = useId()
  const [text, setText] = useState('')
  const [location, setLocation] = useState('')
  const [looking, setLooking] = useState(false)
  // What is checked is meant for this visit of the page.
  useEffect(() => clear, [clear])
  const items = [...skus].flatMap((sku) => inventory.get(sku)?.item ?? [])
  if (!mayEdit || items.length === 0) return null
  const bulk = readBulk(text)
  const places = placesOf(items)
  const look = (event: FormEvent) => {
    event.preventDefault()
    if (bulk !== null) setLooking(true)
  }
  return (
    <form aria-label="Change all that are checked" data-testid="bulk" onSubmit={look} onKeyDown={(event) => { if (event.key === 'Escape' && !looking) clear() }} className="flex flex-wrap items-center gap-2 border-t bg-accent-soft px-4 py-2">
      <span className="figures inline-flex items-center gap-1.5 font-semibold text-accent" role="status"><Layers aria-hidden="true" className="size-4" />{number(items.length)} checked</span>
      <label className="flex items-center gap-2">On hand
        <input value={text} onChange={(event) => { setText(event.target.value) }} inputMode="text" autoComplete="off" placeholder="40, +3, −2" aria-describedby={hint} aria-invalid={text !== '' && bulk === null} className="target figures w-24 rounded-md border border-line-strong bg-surface px-2 text-right aria-invalid:border-bad" />
      </label>
      {places.length > 0 && (
        <label className="flex items-center gap-2">at
          <select value={location} onChange={(event) => { setLocation(event.target.value) }} className="target max-w-40 rounded-md border border-line-strong bg-surface px-2"><option value="">its first place</option>{places.map((place) => <option key={place}>{place}</option>)}</select>
        </label>
      )}
      <Button type="submit" look="primary" disabled={bulk === null}>Preview</Button>
      <span id={hint} className="text-xs text-ink-soft max-md:sr-only">A number counts all of them; + or − changes each.</span>
      <Button look="bare" className="ml-auto px-2" onClick={clear} aria-label={`Uncheck ${count(items.length, 'row')}`} title="Uncheck all (Escape)"><X aria-hidden="true" className="size-4" /></Button>
      {looking && bulk !== null && <BulkPreview items={items} bulk={bulk} location={location === '' ? null : location} onClose={() => { setLooking(false) }} onDone={() => { setLooking(false); setText(''); clear() }} />}
    </form>
  )
}
