import { RotateCw } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { count, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Table } from '../../ui/Table'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { onlyReads, useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import { skuAddress } from '../search/useSearchResults'
import { pushInWords, type Channel, type Push } from './channelWords'
import { usePushes, useRetries } from './useChannels'

const heads = [{ name: 'SKU' }, { name: 'To show', right: true }, { name: 'Reason' }, { name: 'Tries', right: true }, { name: 'Given up', right: true }, { name: 'Again', right: true }]

/** What the channel did not take; absent while there is none. */
export function DeadLetters({ channel }: { readonly channel: Channel }) {
  const { data } = usePushes(channel.id)
  const deed = useRetries(channel.id)
  const [asking, setAsking] = useState(false)
  const mayChange = useMayChange()
  if (data === undefined || data.dead.length === 0) return null
  const listings = [...new Set(data.dead.map(({ listingId }) => listingId))]
  const disabled = !mayChange || deed.busy
  return (
    <Panel title="Dead letters" aside={<span className="figures">{count(data.dead.length, 'quantity', 'quantities')}{data.deadCut && ' and more'}</span>}>
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2">
        <p className="min-w-0 flex-1 text-ink-soft">{mayChange ? 'Mend the reason there, then try again; the number of that moment is told, not the old one.' : onlyReads}</p>
        <Button disabled={disabled} onClick={() => { setAsking(true) }}><RotateCw aria-hidden="true" className="size-4" />{deed.busy ? 'Asking…' : 'Try all again'}</Button>
        <AskFirst open={asking} onClose={() => { setAsking(false) }} title={`Try ${count(listings.length, 'listing')} again?`} verb="Try all again" onDo={() => { setAsking(false); deed.run(listings) }}
          what="Each is told what it should show now, within the platform’s limits." />
      </div>
      {deed.failure !== null && <div className="p-2"><Refusal failure={deed.failure} what="Not all were asked for again" onDismiss={deed.dismiss} /></div>}
      <Table label="Dead letters" heads={heads}>
        {data.dead.map((push) => <Dead key={`${push.listingId} ${push.channelLocation}`} push={push} disabled={disabled} onRetry={() => { deed.run([push.listingId]) }} />)}
      </Table>
    </Panel>
  )
}

function Dead({ push, disabled, onRetry }: { readonly push: Push; readonly disabled: boolean; readonly onRetry: () => void }) {
  return (
    <tr>
      <td className="whitespace-nowrap" title={`Listing ${push.listingId}`}><Link to={skuAddress(push.sku)} className="font-medium hover:underline">{push.sku}</Link></td>
      <td className="figures text-right">{number(push.quantity)}</td>
      <td>{pushInWords(push.status)} <code className="font-mono text-xs text-ink-soft">{push.failure ?? '–'}</code></td>
      <td className="figures text-right">{number(push.attempts)}</td>
      <td className="figures text-right whitespace-nowrap text-ink-faint">{push.answeredAt === null ? '–' : <Time at={push.answeredAt} />}</td>
      <td className="text-right"><Button disabled={disabled} aria-label={`Retry ${push.sku}`} onClick={onRetry}>Retry</Button></td>
    </tr>
  )
}
