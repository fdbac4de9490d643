import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { Asked, MoreButton } from '../server/Asked'
import { Refusal } from '../server/Refusal'
import { Tag } from '../server/Row'
import { useAct } from '../server/useAct'
import { given, useListed } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { DeliveryTabs } from './DeliveryTabs'

const parkedKey = ['parked'] as const

const statuses = [{ id: 'open', name: 'Open' }, { id: 'replayed', name: 'Replayed' }, { id: 'discarded', name: 'Discarded' }] as const

export function ParkedPage() {
  const { online } = useSignedIn().session
  const [params, setParams] = useSearchParams()
  const status = params.get('status') ?? 'open'
  const parked = useListed([...parkedKey, status], (cursor, signal) => brought(online.GET('/api/v1/parked', { params: { query: { status, limit: '50', ...given('cursor', cursor) } }, signal })), 10_000)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Parked · CreatorFlow</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <DeliveryTabs />
        <div role="group" aria-label="Show only" className="flex gap-1.5">
          {statuses.map(({ id, name }) => <Chip key={id} pressed={status === id} onPress={() => { setParams(id === 'open' ? {} : { status: id }, { replace: true }) }}>{name}</Chip>)}
        </div>
        <Panel title="Events that could not be decided" aside="Oldest first: the first one holds up the rest">
          <Asked question={parked} what="The parked events">
            {(items) => items.length === 0 ? (
              <Notice icon={CircleCheck} title={status === 'open' ? 'Nothing is parked' : 'None yet'}><p>{status === 'open' ? 'Every event that came was decided.' : 'What becomes of parked events is listed here.'}</p></Notice>
            ) : (
              <>
                <ul aria-label="Parked events" className="divide-y">{items.map((event) => <ParkedRow key={event.id} event={event} />)}</ul>
                <MoreButton list={parked} />
              </>
            )}
          </Asked>
        </Panel>
      </div>
    </div>
  )
}

function ParkedRow({ event }: { readonly event: Described['ParkedShown'] }) {
  const { mayChange } = useRights()
  const isOpen = event.status === 'parked' || event.status === 'waiting'
  return (
    <li data-testid={`parked-${event.id}`} className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="flex flex-wrap items-center gap-2 font-medium break-all">{event.aggregate}<Tag tone={event.status === 'parked' ? 'bad' : event.status === 'waiting' ? 'warn' : 'plain'}>{event.status === 'waiting' ? 'waits behind it' : event.status}</Tag></p>
          <p className="mt-0.5 break-words text-ink-soft">{event.reason}</p>
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-xs text-ink-faint">
            <span>Parked <Time at={event.parkedAt} /></span>
            {event.settledAt !== null && <span>Settled <Time at={event.settledAt} /></span>}
            {event.stage !== null && <span>Stopped at {event.stage.replaceAll('_', ' ')}</span>}
            <Link to={`/deliveries/${encodeURIComponent(event.deliveryId)}`} className="text-accent underline">Its delivery</Link>
          </p>
        </div>
        {isOpen && mayChange && <Settle event={event} />}
      </div>
      <details className="text-xs"><summary className="target inline-flex items-center text-ink-soft">What it says</summary><pre className="max-h-72 overflow-auto rounded-md bg-raised p-3 font-mono leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{JSON.stringify(event.event, null, 2)}</pre></details>
    </li>
  )
}

function Settle({ event }: { readonly event: Described['ParkedShown'] }) {
  const { online } = useSignedIn().session
  const [asking, setAsking] = useState(false)
  const path = { params: { path: { id: event.id } } }
  const replay = useAct(() => online.POST('/api/v1/parked/{id}/replay', path), { touches: [parkedKey] })
  const discard = useAct(() => online.POST('/api/v1/parked/{id}/discard', path), { touches: [parkedKey], onDone: () => { setAsking(false) } })
  return (
    <div className="flex flex-col items-end gap-2">
      <div className="flex gap-2">
        <Button disabled={replay.busy} title={`All that is parked of ${event.aggregate}, in its order`} onClick={() => { replay.run(undefined) }}>{replay.busy ? 'Sending…' : 'Replay'}</Button>
        <Button onClick={() => { setAsking(true) }}>Discard</Button>
      </div>
      <Refusal failure={replay.failure} onDismiss={replay.dismiss} />
      <AskFirst
        open={asking} onClose={() => { setAsking(false) }} title="Discard this event?" verb="Discard it" busy={discard.busy} failure={discard.failure} onDo={() => { discard.run(undefined) }}
        what={`It will never count for ${event.aggregate}, and what waits behind it goes on without it. It stays in the archive.`}
      />
    </div>
  )
}
