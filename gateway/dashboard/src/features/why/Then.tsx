import type { Described } from '../../api/online'
import { failureFrom, FailureNotice } from '../../ui/FailureNotice'
import { number } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { SkeletonRows } from '../../ui/Skeleton'
import { Table } from '../../ui/Table'
import type { Moment } from './story'
import { useStockAt } from './useStory'

/** Channels and locations as they stood at a moment. */
export function Then({ sku, moment }: { readonly sku: string; readonly moment: Moment }) {
  const { data, error, refetch, isPlaceholderData } = useStockAt(sku, moment.step.recordedAt)
  const explanation = moment.step.explanation
  return (
    <>
      {explanation !== null && <p className="text-ink-soft">{explanation}</p>}
      {data !== undefined ? <div aria-busy={isPlaceholderData} className={isPlaceholderData ? 'opacity-60' : ''}><Tables item={data} /></div>
        : error !== null ? <FailureNotice failure={failureFrom(error)} what="That moment" onRetry={() => void refetch()} />
        : <SkeletonRows rows={2} height={44} />}
    </>
  )
}

const channelHeads = [{ name: 'Channel then' }, { name: 'Reported', right: true }, { name: 'Told', right: true }, { name: 'Should show', right: true }]
const placeHeads = [{ name: 'Location then' }, { name: 'Available', right: true }, { name: 'Reserved', right: true }, { name: 'On hand', right: true }]

function Tables({ item }: { readonly item: Described['StockItem'] }) {
  return (
    <div data-testid="then" className="grid items-start gap-4 lg:grid-cols-2">
      <div className="overflow-hidden rounded-md border">
        <Table label="Channels then" heads={channelHeads}>
          {item.channels.map((channel) => (
            <tr key={`${channel.connectionId} ${channel.listingId}`}>
              <td title={channel.connectionId}><PlatformMark platform={channel.platform} named /></td>
              <Units value={channel.reported} />
              <Units value={channel.pushed} />
              <Units value={dueOf(channel)} />
            </tr>
          ))}
          {item.channels.length === 0 && <tr><td colSpan={4} className="text-ink-soft">No channel listed it then.</td></tr>}
        </Table>
      </div>
      <div className="overflow-hidden rounded-md border">
        <Table label="Locations then" heads={placeHeads}>
          {item.locations.map(({ id, available, reserved, onHand }) => <tr key={id}><td className="break-all">{id}</td><Units value={available} strong /><Units value={reserved} /><Units value={onHand} /></tr>)}
          {item.locations.length === 0 && <tr><td colSpan={4} className="text-ink-soft">No location held it then.</td></tr>}
        </Table>
      </div>
    </div>
  )
}

function dueOf({ shows = [] }: Described['StockChannel']): number | null {
  return shows.length === 0 ? null : shows.reduce((sum, { due }) => sum + due, 0)
}

function Units({ value, strong = false }: { readonly value: number | null | undefined; readonly strong?: boolean }) {
  return <td className={`figures text-right ${strong ? 'font-semibold' : 'text-ink-soft'}`}>{value === null || value === undefined ? '–' : number(value)}</td>
}
