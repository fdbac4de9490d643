import type { ReactNode } from 'react'

/** Lines of a list that fold on a phone: what it is, its facts, and what can be done with it. */
export function Rows({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <ul aria-label={label} className="divide-y">{children}</ul>
}

interface RowProps {
  readonly title: ReactNode
  readonly facts?: ReactNode
  readonly actions?: ReactNode
  readonly faded?: boolean
  readonly testId?: string
}

export function Row({ title, facts, actions, faded = false, testId }: RowProps) {
  return (
    <li data-testid={testId} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-2.5">
      <div className={`min-w-0 flex-1 basis-56 ${faded ? 'text-ink-faint' : ''}`}>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium break-words">{title}</div>
        {facts !== undefined && <div className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-xs text-ink-faint">{facts}</div>}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </li>
  )
}

const tones = { plain: 'border-line-strong/60 text-ink-soft', good: 'border-good/40 bg-good-soft text-good', warn: 'border-warn/40 bg-warn-soft text-warn', bad: 'border-bad/40 bg-bad-soft text-bad', accent: 'border-accent/40 bg-accent-soft text-accent' } as const
export type Tone = keyof typeof tones

export function Tag({ tone = 'plain', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`rounded border px-1.5 text-xs font-normal whitespace-nowrap ${tones[tone]}`}>{children}</span>
}
