import { Check, Clock, Minus, EqualNot } from 'lucide-react'
import type { StockChannel } from '../../api/shapes'
import { ago, number } from '../../ui/format'
import { PlatformMark, platformName } from '../../ui/PlatformMark'
import { channelLabel, channelStanding, type ChannelStanding } from './standing'

const looks: Readonly<Record<ChannelStanding, { readonly icon: typeof Check; readonly className: string }>> = {
  inSync: { icon: Check, className: 'text-good' },
  waiting: { icon: Clock, className: 'text-ink-faint' },
  drift: { icon: EqualNot, className: 'text-warn' },
  unreported: { icon: Minus, className: 'text-ink-faint' },
}

/** What one channel shows of a SKU, and whether that is what it should show. Marked, it leaves out a number that is the same as everywhere. */
export function ChannelCell({ channel, marked = false }: { readonly channel: StockChannel | undefined; readonly marked?: boolean }) {
  if (channel === undefined) return marked ? null : <span className="text-ink-faint" title="Not listed on this channel">·</span>
  const standing = channelStanding(channel)
  const { icon: Icon, className } = looks[standing]
  const shown = standing === 'waiting' ? channel.pushed : channel.reported
  return (
    <span className="figures inline-flex items-center gap-1 whitespace-nowrap" title={explain(channel, standing)} data-standing={standing}>
      {marked && <PlatformMark platform={channel.platform} />}
      <span className={standing === 'drift' ? 'font-semibold text-warn' : marked && standing === 'inSync' ? 'sr-only' : 'text-ink-soft'}>{shown === null ? '–' : number(shown)}</span>
      <Icon aria-hidden="true" className={`size-3 ${className}`} strokeWidth={2.5} />
      <span className="sr-only">{channelLabel[standing]}</span>
    </span>
  )
}

function explain(channel: StockChannel, standing: ChannelStanding): string {
  const reported = channel.reported === null ? 'never reported' : `reported ${number(channel.reported)}${since(channel.reportedAt)}`
  const pushed = channel.pushed === null ? '' : `, told ${number(channel.pushed)}${since(channel.pushedAt)}`
  return `${platformName(channel.platform)}: ${channelLabel[standing]}\n${reported}${pushed}`
}

function since(time: string | null): string {
  return time === null ? '' : ` ${ago(time, Date.now())}`
}
