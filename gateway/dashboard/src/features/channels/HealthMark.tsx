import { CircleCheck, CirclePause, CircleX, TriangleAlert, type LucideIcon } from 'lucide-react'
import { healthOf, type Channel, type Tone } from './channelWords'

const looks: Readonly<Record<Tone, { readonly icon: LucideIcon; readonly className: string }>> = {
  good: { icon: CircleCheck, className: 'bg-good-soft text-good' },
  warn: { icon: TriangleAlert, className: 'bg-warn-soft text-warn' },
  bad: { icon: CircleX, className: 'bg-bad-soft text-bad' },
  plain: { icon: CirclePause, className: 'bg-raised text-ink-soft' },
}

/** How a channel stands, by word, sign and colour. */
export function HealthMark({ channel }: { readonly channel: Channel }) {
  const { label, meaning, tone } = healthOf(channel)
  const { icon: Icon, className } = looks[tone]
  return (
    <span data-testid={`health-${channel.id}`} data-health={channel.health} title={meaning} className={`inline-flex h-7 items-center gap-1.5 rounded-full px-2.5 font-medium whitespace-nowrap ${className}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      {label}
    </span>
  )
}
