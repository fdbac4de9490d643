import { useParams } from 'react-router'
import { BackLink } from '../../ui/BackLink'
import { FailureNotice } from '../../ui/FailureNotice'
import { PlatformMark } from '../../ui/PlatformMark'
import { Asked } from '../server/Asked'
import { healthOf, type Channel } from './channelWords'
import { DeadLetters } from './DeadLetters'
import { Figures } from './Figures'
import { HealthMark } from './HealthMark'
import { PauseButton } from './PauseButton'
import { PushLog } from './PushLog'
import { Reconciliation } from './Reconciliation'
import { Subscriptions } from './Subscriptions'
import { useChannels } from './useChannels'

export function ChannelPage() {
  const id = useParams()['id'] ?? ''
  const channels = useChannels()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <BackLink to="/channels">Channels</BackLink>
        <Asked question={channels} what={`The channel “${id}”`}>
          {(all) => {
            const channel = all.find((one) => one.id === id)
            return channel === undefined ? <NoSuch id={id} /> : <Inside channel={channel} />
          }}
        </Asked>
      </div>
    </div>
  )
}

function Inside({ channel }: { readonly channel: Channel }) {
  return (
    <>
      <title>{`${channel.name} · CreatorFlow`}</title>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <PlatformMark platform={channel.platform} />
        <h1 className="text-lg font-semibold">{channel.name}</h1>
        <HealthMark channel={channel} />
        <div className="ml-auto flex flex-wrap items-center gap-2"><PauseButton channel={channel} of="stock" /><PauseButton channel={channel} of="orders" /></div>
        <p className="basis-full text-ink-soft">{healthOf(channel).meaning}</p>
      </header>
      <div className="rounded-lg border bg-surface p-4"><Figures channel={channel} /></div>
      <DeadLetters channel={channel} />
      <Reconciliation channel={channel} />
      <PushLog channel={channel} />
      {channel.subscriptions !== null && <Subscriptions found={channel.subscriptions} />}
    </>
  )
}

function NoSuch({ id }: { readonly id: string }) {
  const failure = { kind: 'missing', code: 'connection.unknown', title: 'There is no such connection.', detail: null, status: 404, retryAfterMs: null } as const
  return <FailureNotice page failure={failure} what={`The channel “${id}”`} />
}
