import { Check, Minus } from 'lucide-react'
import { useChecked } from './checked'

/** A row's box: a click or Space; with Shift all rows from the last one on. */
export function CheckCell({ sku, order }: { readonly sku: string; readonly order: () => readonly string[] }) {
  const checked = useChecked(({ skus }) => skus.has(sku))
  const toggle = useChecked((state) => state.toggle)
  return (
    <Box
      label={`Check ${sku}`} checked={checked} testId={`check-${sku}`}
      onPress={(event) => { toggle(sku, event.shiftKey, order()) }}
    />
  )
}

/** Checks all that the list shows, or none. */
export function CheckAll({ order }: { readonly order: () => readonly string[] }) {
  const checked = useChecked(({ skus }) => skus)
  const { checkAll, clear } = useChecked.getState()
  const shown = order()
  const all = shown.length > 0 && shown.every((sku) => checked.has(sku))
  return <Box label={all ? 'Uncheck all' : 'Check all that are shown'} checked={all ? true : checked.size > 0 ? 'mixed' : false} testId="check-all" onPress={() => { if (all) clear(); else checkAll(shown) }} />
}

interface BoxProps {
  readonly label: string
  readonly checked: boolean | 'mixed'
  readonly testId: string
  readonly onPress: (event: React.MouseEvent) => void
}

function Box({ label, checked, testId, onPress }: BoxProps) {
  const Mark = checked === 'mixed' ? Minus : Check
  return (
    <button type="button" role="checkbox" aria-checked={checked} aria-label={label} data-testid={testId} onClick={onPress} className="target -m-2 grid size-8 place-items-center rounded-md">
      <span className={`grid size-4 place-items-center rounded border ${checked === false ? 'border-line-strong bg-surface' : 'border-accent bg-accent text-accent-ink'}`}>
        {checked !== false && <Mark aria-hidden="true" className="size-3" strokeWidth={3} />}
      </span>
    </button>
  )
}
