import { Wrench } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { count, number } from '../../ui/format'
import { Table } from '../../ui/Table'
import { AskFirst } from '../server/AskFirst'
import { Asked } from '../server/Asked'
import { useMayChange } from '../server/useRights'
import { skuAddress } from '../search/useSearchResults'
import { causeInWords, repairInWords, type Difference, type Run } from './channelWords'
import { useDifferences } from './useChannels'

const heads = [{ name: 'Choose' }, { name: 'SKU' }, { name: 'Shows', right: true }, { name: 'Should show', right: true }, { name: 'Cause' }, { name: 'Repair' }]

interface DifferencesProps { readonly run: Run; readonly busy: boolean; readonly onRepair: (listings: readonly string[] | null) => void }

export function Differences({ run, busy, onRepair }: DifferencesProps) {
  const differences = useDifferences(run.id, true)
  return (
    <Asked question={differences} what="The differences">
      {({ items, cut }) => items.length === 0 ? null : <Choosing items={items} cut={cut} run={run} busy={busy} onRepair={onRepair} />}
    </Asked>
  )
}

interface ChoosingProps extends DifferencesProps { readonly items: readonly Difference[]; readonly cut: boolean }

function Choosing({ items, cut, run, busy, onRepair }: ChoosingProps) {
  const mayChange = useMayChange()
  const repairable = [...new Set(items.filter(isRepairable).map(({ listingId }) => listingId))]
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [asking, setAsking] = useState(false)
  const chosen = repairable.filter((id) => !left.has(id))
  const choosing = run.dryRun && mayChange && repairable.length > 0
  const flip = (id: string) => { setLeft(new Set(left.has(id) ? [...left].filter((one) => one !== id) : [...left, id])) }
  return (
    <>
      {choosing && (
        <div className="flex flex-wrap items-center gap-3 border-y px-4 py-2.5">
          <label className="target inline-flex items-center gap-2">
            <input type="checkbox" className="size-4 accent-accent" checked={left.size === 0} onChange={() => { setLeft(new Set(left.size === 0 ? repairable : [])) }} />
            All {number(repairable.length)} that can be repaired
          </label>
          <Button className="ml-auto" disabled={busy || chosen.length === 0} onClick={() => { setAsking(true) }}><Wrench aria-hidden="true" className="size-4" />Repair the checked ones</Button>
          <AskFirst open={asking} onClose={() => { setAsking(false) }} title={`Repair ${count(chosen.length, 'listing')}?`} verb={`Repair ${count(chosen.length, 'listing')}`} onDo={() => { setAsking(false); onRepair(left.size === 0 && !cut ? null : chosen.slice(0, 500)) }}
            what="The channel is read again first. What then still differs is brought in as its report, or told to it again; each SKU’s history shows it." />
        </div>
      )}
      <Table label="Differences" heads={choosing ? heads : heads.slice(1)}>
        {items.map((item) => <Line key={`${item.listingId} ${item.channelLocation}`} item={item} dryRun={run.dryRun} box={choosing ? { checked: !left.has(item.listingId), onFlip: () => { flip(item.listingId) } } : null} />)}
      </Table>
      {cut && <p className="border-t px-4 py-2 text-ink-soft">The first {number(items.length)}; more are shown once these are repaired.</p>}
    </>
  )
}

interface LineProps {
  readonly dryRun: boolean
  readonly item: Difference
  readonly box: { readonly checked: boolean; readonly onFlip: () => void } | null
}

function Line({ item, dryRun, box }: LineProps) {
  const name = item.sku ?? item.listingId
  return (
    <tr>
      {box !== null && <td><label className="target inline-grid place-items-center"><input type="checkbox" className="size-4 accent-accent" disabled={!isRepairable(item)} checked={box.checked && isRepairable(item)} onChange={box.onFlip} aria-label={`Repair ${name}`} /></label></td>}
      <td className="whitespace-nowrap" title={`Listing ${item.listingId}${item.channelLocation === '' ? '' : ` at ${item.channelLocation}`}`}>{item.sku === null ? <span className="text-ink-soft">listing {item.listingId}</span> : <Link to={skuAddress(item.sku)} className="font-medium hover:underline">{item.sku}</Link>}</td>
      <td className="figures text-right font-semibold">{item.shown === null ? '–' : number(item.shown)}</td>
      <td className="figures text-right" title={item.believed === null ? undefined : `It was believed to show ${number(item.believed)}`}>{item.due === null ? '–' : number(item.due)}</td>
      <td>{causeInWords(item.cause)}</td>
      <td className="text-ink-soft">{repairInWords(item.repair, dryRun)}</td>
    </tr>
  )
}

function isRepairable({ repair }: Difference): boolean {
  return repair !== 'none'
}
