import { useRef, useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { count } from '../../ui/format'
import { AskFirst } from '../server/AskFirst'
import { ChoiceField, TextField } from '../server/Fields'
import { useAct } from '../server/useAct'
import { given } from '../server/useAsked'
import { useSignedIn } from '../session/SessionContext'
import { deliveriesKey } from './DeliveriesPage'
import { outcomes, platforms, sinceOf, type DeliveryFilter } from './filter'

/** Webhooks that one question replays: few enough to be answered in time, and to be stopped in between. */
const atOnce = '100'

interface Progress { readonly replayed: number; readonly skipped: readonly Described['SkippedDelivery'][]; readonly over: boolean }

const none: Progress = { replayed: 0, skipped: [], over: false }

export function ReplayMany({ filter, onClose }: { readonly filter: DeliveryFilter; readonly onClose: () => void }) {
  const { online } = useSignedIn().session
  const [range, setRange] = useState(() => ({ ...filter, since: localTime(sinceOf(filter.since === '' ? 'hour' : filter.since, Date.now())), until: '' }))
  const [progress, setProgress] = useState(none)
  const cursor = useRef<string | null>(null)
  const stopped = useRef(false)
  const run = useAct(async () => {
    stopped.current = false
    do {
      const query = { limit: atOnce, ...given('platform', range.platform), ...given('outcome', range.outcome), ...given('since', exact(range.since)), ...given('until', exact(range.until)), ...given('cursor', cursor.current) }
      const answer = await brought(online.POST('/api/v1/deliveries/replay', { params: { query } }))
      cursor.current = answer.nextCursor
      setProgress((before) => ({ replayed: before.replayed + answer.replayed, skipped: [...before.skipped, ...answer.skipped], over: answer.nextCursor === null }))
    } while (cursor.current !== null && !stopped.current)
  }, { touches: [deliveriesKey] })
  const begun = progress !== none
  const anything = range.since !== '' && (range.until === '' || Date.parse(range.until) > Date.parse(range.since))
  return (
    <AskFirst
      open onClose={onClose} title="Replay many webhooks?" busy={run.busy} blocked={!anything} over={progress.over} failure={run.failure}
      verb={progress.over ? 'Done' : begun ? 'Go on' : 'Replay them'} onDo={() => { if (progress.over) onClose(); else run.run(undefined) }}
      what="All webhooks of this time are read again in the order in which they came. What was applied already changes nothing; what came to nothing is applied, if it can be now."
    >
      <fieldset disabled={begun} className="grid gap-3 md:grid-cols-2">
        <TextField label="From" type="datetime-local" required value={range.since} onChange={(event) => { setRange({ ...range, since: event.target.value }) }} />
        <TextField label="Until (now when empty)" type="datetime-local" value={range.until} onChange={(event) => { setRange({ ...range, until: event.target.value }) }} />
        <ChoiceField label="Platform" choices={platforms.filter(({ value }) => value !== 'manual')} value={range.platform} onChange={(event) => { setRange({ ...range, platform: event.target.value }) }} />
        <ChoiceField label="Outcome" choices={outcomes} value={range.outcome} onChange={(event) => { setRange({ ...range, outcome: event.target.value }) }} />
      </fieldset>
      <div role="status" className="mt-3 flex flex-col gap-2">
        {(begun || run.busy) && (
          <p className="figures flex flex-wrap items-center gap-3">
            {run.busy && <progress aria-label="Replaying" className="h-1.5 w-24 accent-accent" />}
            {count(progress.replayed, 'webhook')} sent again{progress.over && ', and that was all'}. {progress.skipped.length > 0 && `${count(progress.skipped.length, 'was', 'were')} skipped (${[...new Set(progress.skipped.map(({ code }) => code))].join(', ')}).`}
            {run.busy && <Button onClick={() => { stopped.current = true }}>Stop after these</Button>}
          </p>
        )}
      </div>
    </AskFirst>
  )
}

/** As a field of this kind takes it: by this device's clock, to the minute. */
function localTime(iso: string | null): string {
  if (iso === null) return ''
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function exact(local: string): string | null {
  const at = local === '' ? Number.NaN : Date.parse(local)
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}
