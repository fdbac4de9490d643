import { CircleX, X } from 'lucide-react'
import type { Failure } from '../../api/failure'
import { Button } from '../../ui/Button'

interface RefusalProps {
  readonly failure: Failure | null
  /** What did not happen, e.g. "It was not confirmed". */
  readonly what?: string
  readonly onDismiss?: () => void
}

/** The server's words and code; it stays until somebody has read it. */
export function Refusal({ failure, what, onDismiss }: RefusalProps) {
  return (
    <div role="alert" className="empty:hidden">
      {failure !== null && (
        <div className="flex items-start gap-2 rounded-md bg-bad-soft px-3 py-2 text-bad">
          <CircleX aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <p className="min-w-0 flex-1 break-words">
            {what !== undefined && `${what}: `}{failure.title} {failure.detail !== null && <>{failure.detail} </>}
            <code className="font-mono text-xs">{failure.code}</code>
          </p>
          {onDismiss !== undefined && <Button look="bare" className="-my-1.5 px-2" onClick={onDismiss} aria-label="Dismiss"><X aria-hidden="true" className="size-4" /></Button>}
        </div>
      )}
    </div>
  )
}
