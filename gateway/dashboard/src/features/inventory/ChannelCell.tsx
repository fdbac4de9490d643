import type { StockChannel } from '../../api/shapes'
import { ago, number } from '../../ui/format'
import { PlatformMark, platformName } from '../../ui/PlatformMark'
import { channelLabel, channelStanding, type ChannelStanding } from './standing'

const glyphs: Readonly<Record<ChannelStanding, string>> = { inSync: 'glyph-check', waiting: 'glyph-clock', drift: 'glyph-unequal', unreported: 'glyph-dash' }

/** What one channel shows of a SKU, and whether that is what it should show. */
export function ChannelCell({ channel, look }: { readonly channel: StockChannel | undefined; readonly look: string }) {
  if (channel === undefined) return <div role="cell" className={`text-ink-faint ${look}`} title="Not listed on this channel">·</div>
  const standing = channelStanding(channel)
  return (
    <div role="cell" className={`glyphed ${glyphs[standing]} figures whitespace-nowrap ${standing === 'drift' ? 'font-semibold text-warn' : 'text-ink-soft'} ${look}`} title={explain(channel, standing)} data-standing={standing}>
      {shown(channel, standing)}
      <span className="told"> {channelLabel[standing]}</span>
    </div>
  )
}

/** The same elsewhere. Marked with the platform, it leaves out a number that is the same as everywhere. */
export function ChannelMark({ channel, marked = false }: { readonly channel: StockChannel; readonly marked?: boolean }) {
  const standing = channelStanding(channel)
  const look = standing === 'drift' ? 'font-semibold text-warn' : marked && standing === 'inSync' ? 'sr-only' : 'text-ink-soft'
  return (
    <span className="figures inline-flex items-center gap-1 whitespace-nowrap" title={explain(channel, standing)} data-standing={standing}>
      {marked && <PlatformMark platform={channel.platform} />}
      <span className={look}>{shown(channel, standing)}</span>
      <span aria-hidden="true" className={`glyph ${glyphs[standing]}`} />
      <span className="sr-only">{channelLabel[standing]}</span>
    </span>
  )
}

function shown({ pushed, reported }: StockChannel, standing: ChannelStanding): string {
  const units = standing === 'waiting' ? pushed : reported
  return units === null ? '–' : number(units)
}

function explain(channel: StockChannel, standing: ChannelStanding): string {
  const reported = channel.reported === null ? 'never reported' : `reported ${number(channel.reported)}${since(channel.reportedAt)}`
  const pushed = channel.pushed === null ? '' : `, told ${number(channel.pushed)}${since(channel.pushedAt)}`
  return `${platformName(channel.platform)}: ${channelLabel[standing]}\n${reported}${pushed}`
}

function since(time: string | null): string {
  return time === null ? '' : ` ${ago(time, Date.now())}`
}
