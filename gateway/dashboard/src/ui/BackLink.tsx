import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

export function BackLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return (
    <Link to={to} className="target -mb-2 -ml-1 inline-flex items-center gap-1 self-start text-ink-soft hover:text-ink">
      <ChevronLeft aria-hidden="true" className="size-4" />
      {children}
    </Link>
  )
}
