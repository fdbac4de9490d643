import { AlertDialog } from 'radix-ui'
import { useRef, type ReactNode } from 'react'
import type { Failure } from '../../api/failure'
import { Button } from '../../ui/Button'
import { Refusal } from './Refusal'

interface AskFirstProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  /** What it will do, in a sentence. */
  readonly what: ReactNode
  readonly children?: ReactNode
  /** What the button does. */
  readonly verb: string
  readonly onDo: () => void
  readonly busy?: boolean
  readonly blocked?: boolean
  readonly failure?: Failure | null
  readonly wide?: boolean
  /** It is done: there is nothing left to leave. */
  readonly over?: boolean
}

/** Asked before what cannot be taken back or reaches far. */
export function AskFirst({ open, onClose, title, what, children, verb, onDo, busy = false, blocked = false, failure = null, wide = false, over = false }: AskFirstProps) {
  const focus = useFocusKept()
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => { if (!next && !busy) onClose() }}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-[#000]/40" />
        <AlertDialog.Content {...focus} className={`fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] ${wide ? 'max-w-2xl' : 'max-w-md'} -translate-x-1/2 -translate-y-1/2 flex-col gap-3 rounded-xl border bg-surface p-5 shadow-xl`}>
          <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description className="text-ink-soft">{what}</AlertDialog.Description>
          {children !== undefined && <div className="min-h-0 overflow-y-auto">{children}</div>}
          <Refusal failure={failure} />
          <div className="flex flex-wrap justify-end gap-2">
            {!over && <AlertDialog.Cancel asChild><Button disabled={busy}>Leave it</Button></AlertDialog.Cancel>}
            <Button look="primary" disabled={busy || blocked} onClick={onDo}>{busy ? 'Working…' : verb}</Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}

/** Whoever leaves is where they came from; where that is gone, in the content. */
function useFocusKept() {
  const before = useRef<Element | null>(null)
  return {
    onOpenAutoFocus: () => { before.current = document.activeElement },
    onCloseAutoFocus: (event: Event) => {
      event.preventDefault()
      const back = before.current instanceof HTMLElement && before.current.isConnected ? before.current : document.getElementById('main')
      back?.focus()
    },
  }
}
