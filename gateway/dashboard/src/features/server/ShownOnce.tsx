import { Check, Copy } from 'lucide-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Button } from '../../ui/Button'

interface ShownOnceProps {
  readonly title: string
  readonly value: string
  readonly children: ReactNode
  readonly onClose: () => void
}

/** What the server tells once: to be copied now. */
export function ShownOnce({ title, value, children, onClose }: ShownOnceProps) {
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<'not yet' | 'copied' | 'by hand'>('not yet')
  const copy = async () => {
    field.current?.select()
    // Without TLS there is no clipboard: the text is selected, so that Ctrl-C takes it.
    if (!('clipboard' in navigator)) setCopied('by hand')
    else setCopied(await navigator.clipboard.writeText(value).then(() => 'copied' as const, () => 'by hand' as const))
  }
  return (
    <section aria-labelledby={id} data-testid="shown-once" className="flex flex-col gap-2 rounded-lg border border-accent bg-accent-soft p-4">
      <h3 id={id} className="font-semibold">{title}</h3>
      <div className="text-ink-soft">{children}</div>
      <div className="flex flex-wrap gap-2">
        <input ref={field} readOnly value={value} aria-label={title} onFocus={(event) => { event.currentTarget.select() }} className="target min-w-0 flex-1 basis-60 rounded-md border border-line-strong bg-surface px-2.5 font-mono text-xs" />
        <Button look="primary" onClick={() => void copy()}>
          {copied === 'copied' ? <Check aria-hidden="true" className="size-4" /> : <Copy aria-hidden="true" className="size-4" />}
          {copied === 'copied' ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onClose}>I have it</Button>
      </div>
      <p role="status" className="text-xs text-ink-soft empty:hidden">{copied === 'by hand' ? 'This browser does not let a page copy: it is selected, press Ctrl-C.' : ''}</p>
    </section>
  )
}
