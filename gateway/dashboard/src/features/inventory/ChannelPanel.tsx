import type { StockChannel } from '../../api/shapes'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { ChannelMark } from './ChannelCell'
import { channelLabel, channelStanding } from './standing'

const heads = [{ name: 'Channel' }, { name: 'Reported', right: true }, { name: 'Told', right: true }, { name: 'Standing' }]

export function ChannelPanel({ channels }: { readonly channels: readonly StockChannel[] }) {
  return (
    <Panel title="What the channels show">
      {channels.length === 0 ? <p className="px-4 py-6 text-ink-soft">No channel lists this SKU.</p> : (
        <Table label="Channels" heads={heads}>
          {channels.map((channel) => (
            <tr key={`${channel.connectionId} ${channel.listingId}`}>
              <td title={`Connection ${channel.connectionId}, listing ${channel.listingId}`}>
                <PlatformMark platform={channel.platform} named />
              </td>
              <Stamped value={channel.reported} at={channel.reportedAt} />
              <Stamped value={channel.pushed} at={channel.pushedAt} />
              <td className="whitespace-nowrap"><ChannelMark channel={channel} /> <span aria-hidden="true" className="hidden text-xs text-ink-faint md:inline">{channelLabel[channelStanding(channel)]}</span></td>
            </tr>
          ))}
        </Table>
      )}
    </Panel>
  )
}

function Stamped({ value, at }: { readonly value: number | null; readonly at: string | null }) {
  return (
    <td className="figures text-right whitespace-nowrap">
      {value === null ? <span className="text-ink-faint">–</span> : number(value)}
      {at !== null && <Time at={at} className="block text-xs leading-4 text-ink-faint" />}
    </td>
  )
}
