import { Check, Clock, SkipForward } from 'lucide-react'
import { Link } from 'react-router'
import { count, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { Asked } from '../server/Asked'
import { skuAddress } from '../search/useSearchResults'
import { pushInWords, type Channel, type Push } from './channelWords'
import { usePushes } from './useChannels'

const heads = [{ name: 'SKU' }, { name: 'Listing' }, { name: 'To show', right: true }, { name: 'State' }, { name: 'Tries', right: true }, { name: 'Wanted', right: true }, { name: 'Answered', right: true }]
const mostShown = 50

/** The last quantity that each listing was told, or is to be. */
export function PushLog({ channel }: { readonly channel: Channel }) {
  const pushes = usePushes(channel.id)
  const shown = pushes.data?.log.slice(0, mostShown).length ?? 0
  return (
    <Panel title="Told last" aside={pushes.data === undefined ? undefined : `the latest ${String(shown)}${pushes.data.logCut ? ' of those that were read' : ''}`}>
      <Asked question={pushes} what="What was told">
        {({ log }) => log.length === 0 ? <p className="px-4 py-6 text-ink-soft">Nothing was told yet: it shows what it should, or nothing has changed since it was connected.</p> : (
          <Table label="What was told" heads={heads}>{log.slice(0, mostShown).map((push) => <Line key={`${push.listingId} ${push.channelLocation}`} push={push} />)}</Table>
        )}
      </Asked>
    </Panel>
  )
}

function Line({ push }: { readonly push: Push }) {
  const Icon = push.status === 'done' ? Check : push.status === 'stale' ? SkipForward : Clock
  return (
    <tr>
      <td className="whitespace-nowrap"><Link to={skuAddress(push.sku)} className="font-medium hover:underline">{push.sku}</Link></td>
      <td className="max-w-48 truncate text-xs text-ink-faint" title={push.listingId}>{push.listingId}{push.channelLocation !== '' && ` at ${push.channelLocation}`}</td>
      <td className="figures text-right font-semibold">{number(push.quantity)}</td>
      <td className="whitespace-nowrap">
        <span className="inline-flex items-center gap-1.5"><Icon aria-hidden="true" className={`size-3.5 ${push.status === 'done' ? 'text-good' : 'text-ink-faint'}`} />{pushInWords(push.status)}</span>
        {push.failure !== null && <code className="ml-2 font-mono text-xs text-warn" title={`After ${count(push.attempts, 'try', 'tries')}`}>{push.failure}</code>}
      </td>
      <td className="figures text-right">{number(push.attempts)}</td>
      <td className="figures text-right whitespace-nowrap text-ink-faint"><Time at={push.wantedAt} /></td>
      <td className="figures text-right whitespace-nowrap text-ink-faint">{push.answeredAt === null ? '–' : <Time at={push.answeredAt} />}</td>
    </tr>
  )
}
