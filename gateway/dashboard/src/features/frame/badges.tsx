import { severityOf } from '../alerts/severities'
import { isNew, useAlerts } from '../alerts/useAlerts'
import { healthOf, worstOf, type Tone } from '../channels/channelWords'
import { useChannels } from '../channels/useChannels'
import { useOpenConflicts } from '../conflicts/useConflicts'

const place = 'max-md:absolute max-md:top-0.5 max-md:left-1/2 max-md:ml-1.5 md:ml-auto'

/** Conflicts that want a look. */
export function ConflictCount() {
  const { data } = useOpenConflicts()
  return <Bubble value={data?.items.length ?? 0} what="want a look" grave={false} />
}

/** Alerts that nobody has seen; what is only good to know waits quietly. */
export function AlertCount() {
  const { data } = useAlerts()
  const unseen = data?.items.filter((alert) => isNew(alert) && severityOf(alert) !== 'info') ?? []
  return <Bubble value={unseen.length} what="not seen yet" grave={unseen.some((alert) => severityOf(alert) === 'critical')} />
}

function Bubble({ value, what, grave }: { readonly value: number; readonly what: string; readonly grave: boolean }) {
  if (value === 0) return null
  return (
    <span className={`figures rounded-full px-1.5 text-[11px] leading-4.5 font-semibold ${grave ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn'} ${place}`}>
      {value > 99 ? '99+' : value}<span className="sr-only"> {what}</span>
    </span>
  )
}

const dots: Readonly<Record<Tone, string>> = { good: 'bg-good', warn: 'bg-warn rotate-45 rounded-none', bad: 'bg-bad rounded-none', plain: 'border-2 border-line-strong' }

/** The channel that stands worst: a disc, a ring, a diamond or a square, so that colour is not all it says. */
export function ChannelDot() {
  const { data } = useChannels()
  const worst = worstOf(data ?? [])
  if (worst === undefined) return null
  const { label, tone } = healthOf(worst)
  return <span title={`${worst.name}: ${label}`} className={`size-2 rounded-full ${dots[tone]} ${place} max-md:mt-1`}><span className="sr-only">{tone === 'good' ? 'all healthy' : `${worst.name}: ${label}`}</span></span>
}
