import { Clock } from 'lucide-react'
import { usePending } from './useEdits'

/** A small clock beside a number that holds a change which the server has not confirmed yet. */
export function PendingMark({ sku, location }: { readonly sku: string; readonly location?: string }) {
  const pending = usePending(sku, ...(location === undefined ? [] : [location] as const))
  if (pending === 0) return null
  return (
    <span data-testid={`pending-${sku}`} className="inline-flex items-center text-accent" title="Changed here, not confirmed by the server yet">
      <Clock aria-hidden="true" className="size-3.5" strokeWidth={2.25} />
      <span className="told">not confirmed yet</span>
    </span>
  )
}
