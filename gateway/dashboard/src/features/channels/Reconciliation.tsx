import { useQueryClient } from '@tanstack/react-query'
import { ScanSearch } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/Button'
import { count, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { Asked } from '../server/Asked'
import { onlyReads, useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import { askedByInWords, isOpenRun, share, type Channel, type Run } from './channelWords'
import { Differences } from './Differences'
import { useRun, useRuns, useStartRun } from './useChannels'

/** What the channel shows beside what it should: compared on demand, repaired where a person says so. */
export function Reconciliation({ channel }: { readonly channel: Channel }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const runs = useRuns(channel.id)
  const id = chosen ?? runs.data?.[0]?.id ?? null
  const run = useRun(id)
  const start = useStartRun(channel.id, (begun) => { setChosen(begun.id) })
  const mayChange = useMayChange()
  const open = run.data !== undefined && isOpenRun(run.data)
  const busy = start.busy || open
  useEnded(open)
  const begin = (dryRun: boolean, listings: readonly string[] | null) => { start.run({ dryRun, listings }) }
  return (
    <Panel title="Reconciliation" aside={runs.data !== undefined && runs.data.length > 1 ? <RunChoice runs={runs.data} id={id} onChoose={setChosen} /> : undefined}>
      <div className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5">
        <p className="min-w-0 flex-1 basis-64 text-ink-soft">Reads what the channel shows, listing by listing, and compares. Nothing changes until you repair.</p>
        <Button look="primary" disabled={busy || !mayChange} title={mayChange ? undefined : onlyReads} onClick={() => { begin(true, null) }}><ScanSearch aria-hidden="true" className="size-4" />{busy ? 'Comparing…' : 'Compare now'}</Button>
      </div>
      {start.failure !== null && <div className="p-2"><Refusal failure={start.failure} what="It was not compared" onDismiss={start.dismiss} /></div>}
      {id === null ? runs.data !== undefined && <p className="px-4 py-6 text-ink-soft">It was never compared. Compare it now to see whether it shows what it should.</p>
        : <Asked question={run} what="The comparison">{(found) => <Found run={found} busy={busy} onRepair={(listings) => { begin(false, listings) }} />}</Asked>}
    </Panel>
  )
}

/** What a run found changes the channel's figures too. */
function useEnded(open: boolean): void {
  const queries = useQueryClient()
  const before = useRef(open)
  useEffect(() => {
    if (before.current && !open) void queries.invalidateQueries({ queryKey: ['channels'] })
    before.current = open
  }, [open, queries])
}

function RunChoice({ runs, id, onChoose }: { readonly runs: readonly Run[]; readonly id: string | null; readonly onChoose: (id: string) => void }) {
  const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'short', timeStyle: 'short' })
  return (
    <label className="inline-flex items-center gap-2">
      <span>Run</span>
      <select value={id ?? ''} onChange={(event) => { onChoose(event.target.value) }} className="target rounded-md border border-line-strong/60 bg-surface px-2 text-ink">
        {!runs.some((run) => run.id === id) && id !== null && <option value={id}>the new one</option>}
        {runs.map((run) => <option key={run.id} value={run.id}>{clock.format(Date.parse(run.requestedAt))}: {isOpenRun(run) ? run.status : run.status === 'failed' ? 'failed' : `${number(run.drifting)} drifting${run.dryRun ? '' : ', repaired'}`}</option>)}
      </select>
    </label>
  )
}

interface FoundProps { readonly run: Run; readonly busy: boolean; readonly onRepair: (listings: readonly string[] | null) => void }

function Found({ run, busy, onRepair }: FoundProps) {
  if (isOpenRun(run)) return <Progress run={run} />
  if (run.status === 'failed') return <p role="alert" className="px-4 py-4 text-bad">It failed <Time at={run.finishedAt ?? run.requestedAt} />. The next one begins anew; if it fails again, check the channel’s access. <code className="font-mono text-xs">{run.failure ?? 'unknown'}</code></p>
  return (
    <>
      <p className="figures flex flex-wrap gap-x-3 px-4 py-2.5">
        <strong>{run.accuracy === null ? 'Nothing to compare' : `${share(run.accuracy)} true`}</strong>
        <span className="text-ink-soft">{number(run.matching)} of {count(run.listings, 'listing')} match, {number(run.settling)} settling, {number(run.drifting)} drifting{run.dryRun ? '' : `, ${number(run.repairs)} repaired`}</span>
        <span className="ml-auto text-ink-faint"><Time at={run.finishedAt ?? run.requestedAt} />, {askedByInWords(run.askedBy)}</span>
      </p>
      {run.matching < run.listings && <Differences key={run.id} run={run} busy={busy} onRepair={onRepair} />}
    </>
  )
}

function Progress({ run }: { readonly run: Run }) {
  return (
    <div role="status" className="figures flex flex-wrap items-center gap-3 px-4 py-4 text-ink-soft">
      <progress aria-label="Comparing" className="h-1.5 w-40 accent-accent" />
      {run.status === 'waiting' ? 'Waiting for its turn.' : `${count(run.listings, 'listing')} on ${count(run.pages, 'page')} so far. You can leave this page; the run goes on.`}
    </div>
  )
}
