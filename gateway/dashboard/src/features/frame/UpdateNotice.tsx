import { Sparkles } from 'lucide-react'
import { Button } from '../../ui/Button'
import type { Cell } from '../../storage/cell'
import { useCell } from '../../ui/useCell'

/** Offered, never forced: a reload in the middle of typing would be worse than an old version. */
export function UpdateNotice({ newVersion }: { readonly newVersion: Cell<(() => void) | null> }) {
  const change = useCell(newVersion, (value) => value)
  return (
    <div role="status">
      {change !== null && (
        <p className="flex flex-wrap items-center gap-x-3 border-b bg-accent-soft px-4 py-1.5 text-accent">
          <Sparkles aria-hidden="true" className="size-4 shrink-0" />
          <span className="min-w-0 flex-1">A new version of this page is ready.</span>
          <Button onClick={change}>Reload</Button>
        </p>
      )}
    </div>
  )
}
