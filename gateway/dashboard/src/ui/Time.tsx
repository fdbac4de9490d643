import { useClock } from './clock'
import { ago, exactTime } from './format'

/** Relative, with the exact time on hover. */
export function Time({ at, className, role }: { readonly at: string | number; readonly className?: string; readonly role?: 'cell' }) {
  const text = useClock((now) => ago(at, now))
  const iso = typeof at === 'number' ? new Date(at).toISOString() : at
  return (
    <time dateTime={iso} title={exactTime(at)} className={className} role={role}>
      {text}
    </time>
  )
}
