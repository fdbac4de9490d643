import { AlertDialog } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Button } from './Button'

interface AskProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly title: string
  readonly children: ReactNode
  /** What happens then, as a verb: "Repair 3 listings". */
  readonly action: string
  readonly onConfirm: () => void
}

/** Asks before something that reaches far. */
export function Ask({ trigger, title, children, action, onConfirm }: AskProps) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger asChild>{trigger}</AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-[rgb(0_0_0/0.45)]" />
        <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 flex w-[min(30rem,calc(100vw-2rem))] -translate-1/2 flex-col gap-3 rounded-lg border bg-surface p-5">
          <AlertDialog.Title className="text-base font-semibold">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild><div className="flex flex-col gap-2 text-ink-soft">{children}</div></AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-2 pt-2">
            <AlertDialog.Cancel asChild><Button>Leave it</Button></AlertDialog.Cancel>
            <AlertDialog.Action asChild><Button look="primary" onClick={onConfirm}>{action}</Button></AlertDialog.Action>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
