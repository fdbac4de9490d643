import type { ReactNode } from 'react'

interface PageBodyProps {
  readonly title: string
  readonly aside?: ReactNode
  readonly children: ReactNode
}

/** A page of its own: its title, a word beside it, and what scrolls below. */
export function PageBody({ title, aside, children }: PageBodyProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>{`${title} · CreatorFlow`}</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h1 className="text-lg font-semibold">{title}</h1>
          {aside !== undefined && <p className="figures text-ink-soft">{aside}</p>}
        </header>
        {children}
      </div>
    </div>
  )
}
