import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface NoticeProps {
  readonly icon: LucideIcon
  readonly title: string
  /** What to do about it. */
  readonly children?: ReactNode
  /** Stable code of a failure, for whoever is asked for help. */
  readonly code?: string
  readonly action?: ReactNode
  readonly tone?: 'plain' | 'bad'
  /** It is the whole page, and its title the page's heading. */
  readonly page?: boolean
}

/** A state that fills a page or a panel: nothing here, not allowed, went wrong. */
export function Notice({ icon: Icon, title, children, code, action, tone = 'plain', page = false }: NoticeProps) {
  const Heading = page ? 'h1' : 'h2'
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-14 text-center">
      <Icon aria-hidden="true" className={`size-7 ${tone === 'bad' ? 'text-bad' : 'text-ink-faint'}`} strokeWidth={1.5} />
      <Heading className="text-base font-semibold">{title}</Heading>
      {children !== undefined && <div className="text-ink-soft">{children}</div>}
      {action}
      {code !== undefined && <code className="font-mono text-xs text-ink-faint">{code}</code>}
    </div>
  )
}
