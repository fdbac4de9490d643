import { useId, type ReactNode } from 'react'

interface PanelProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A titled part of a page. */
export function Panel({ title, aside, children }: PanelProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="min-w-0 overflow-hidden rounded-lg border bg-surface">
      <header className="flex min-h-10 items-center justify-between gap-3 border-b px-4 py-2">
        <h2 id={id} className="font-semibold">{title}</h2>
        {aside !== undefined && <div className="text-xs text-ink-faint">{aside}</div>}
      </header>
      {children}
    </section>
  )
}
