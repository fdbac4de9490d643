import { CircleCheck, CircleDashed, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { useClock } from '../../ui/clock'
import { useConnection } from '../session/SessionContext'
import { present, type Presentation } from './present'

const looks: Readonly<Record<Presentation['tone'], { readonly icon: LucideIcon; readonly className: string }>> = {
  good: { icon: CircleCheck, className: 'bg-good-soft text-good' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn' },
  bad: { icon: CircleX, className: 'bg-bad-soft text-bad' },
  plain: { icon: CircleDashed, className: 'bg-raised text-ink-soft' },
}

export function ConnectionBadge() {
  const connection = useConnection()
  const label = useClock((now) => present(connection, now).label)
  const { tone, detail } = present(connection, 0)
  const { icon: Icon, className } = looks[tone]
  return (
    <span
      data-testid="connection-state"
      data-state={connection.kind}
      title={detail}
      className={`figures inline-flex h-7 items-center gap-1.5 rounded-full px-2.5 font-medium whitespace-nowrap ${className}`}
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {label}
    </span>
  )
}
