import { ArrowRight, Cable } from 'lucide-react'
import { Link } from 'react-router'
import { Notice } from '../../ui/Notice'
import { PlatformMark } from '../../ui/PlatformMark'
import { Asked } from '../server/Asked'
import { PageBody } from '../server/PageBody'
import { healthOf, type Channel } from './channelWords'
import { Figures } from './Figures'
import { HealthMark } from './HealthMark'
import { PauseButton } from './PauseButton'
import { useChannels } from './useChannels'

export function channelAddress(id: string): string {
  return `/channels/${encodeURIComponent(id)}`
}

export function ChannelsPage() {
  const channels = useChannels()
  return (
    <PageBody title="Channels" aside={channels.data === undefined ? undefined : inAll(channels.data)}>
      <Asked question={channels} what="The channels">
        {(all) => all.length === 0 ? <None /> : [...all].sort((a, b) => healthOf(a).rank - healthOf(b).rank || a.id.localeCompare(b.id)).map((channel) => <Card key={channel.id} channel={channel} />)}
      </Asked>
    </PageBody>
  )
}

function inAll(channels: readonly Channel[]): string {
  const well = channels.filter(({ health }) => health === 'healthy').length
  return well === channels.length ? `All ${String(well)} are healthy` : `${String(well)} of ${String(channels.length)} are healthy`
}

function Card({ channel }: { readonly channel: Channel }) {
  const { meaning, tone } = healthOf(channel)
  return (
    <article aria-label={channel.name} data-testid={`channel-${channel.id}`} className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlatformMark platform={channel.platform} />
        <h2 className="min-w-0 font-semibold"><Link to={channelAddress(channel.id)} className="target inline-flex items-center hover:underline">{channel.name}</Link></h2>
        <HealthMark channel={channel} />
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
          <PauseButton channel={channel} of="stock" />
          <Link to={channelAddress(channel.id)} aria-label={`Open ${channel.name}`} className="target inline-flex items-center gap-1 px-2 font-medium text-accent hover:underline">Open<ArrowRight aria-hidden="true" className="size-4" /></Link>
        </div>
      </header>
      {tone !== 'good' && <p className="text-ink-soft">{meaning}</p>}
      <Figures channel={channel} />
    </article>
  )
}

function None() {
  return (
    <Notice icon={Cable} title="No channels yet">
      <p>A connection to a platform appears here once it is set up: how true it is, how fast it is told, and what waits.</p>
    </Notice>
  )
}
