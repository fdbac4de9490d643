import { Inbox, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { Asked, MoreButton } from '../server/Asked'
import { ChoiceField } from '../server/Fields'
import { Row, Rows, Tag } from '../server/Row'
import { given, useListed } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { DeliveryTabs } from './DeliveryTabs'
import { outcomeName, outcomes, outcomeTone, periods, platforms, sinceOf, type DeliveryFilter } from './filter'
import { ReplayMany } from './ReplayMany'

export const deliveriesKey = ['deliveries'] as const

export function DeliveriesPage() {
  const { online } = useSignedIn().session
  const { mayChange } = useRights()
  const [params, setParams] = useSearchParams()
  const [replaying, setReplaying] = useState(false)
  const filter: DeliveryFilter = { platform: params.get('platform') ?? '', outcome: params.get('outcome') ?? '', since: params.get('since') ?? '' }
  const put = (name: keyof DeliveryFilter, value: string) => { setParams({ ...Object.fromEntries(params), [name]: value }, { replace: true }) }
  const deliveries = useListed([...deliveriesKey, filter], (cursor, signal) => brought(online.GET('/api/v1/deliveries', {
    params: { query: { limit: '50', ...given('cursor', cursor), ...given('platform', filter.platform), ...given('outcome', filter.outcome), ...given('since', sinceOf(filter.since, Date.now())) } }, signal,
  })), 10_000)
  const filtered = filter.platform !== '' || filter.outcome !== '' || filter.since !== ''
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Deliveries · CreatorFlow</title>
      <div className="mx-auto flex max-w-5xl flex-col gap-4 p-4">
        <DeliveryTabs />
        <div className="flex flex-wrap items-end gap-3">
          <ChoiceField className="flex-1 basis-32 md:max-w-44" label="Platform" choices={platforms} value={filter.platform} onChange={(event) => { put('platform', event.target.value) }} />
          <ChoiceField className="flex-1 basis-32 md:max-w-44" label="Outcome" choices={outcomes} value={filter.outcome} onChange={(event) => { put('outcome', event.target.value) }} />
          <ChoiceField className="flex-1 basis-32 md:max-w-44" label="Time" choices={periods} value={filter.since} onChange={(event) => { put('since', event.target.value) }} />
          {mayChange && <Button className="md:ml-auto" onClick={() => { setReplaying(true) }}><RotateCcw aria-hidden="true" className="size-4" />Replay many…</Button>}
        </div>
        <Panel title="What came in" aside="Newest first">
          <Asked question={deliveries} what="The deliveries">
            {(items) => items.length === 0 ? (
              filtered ? <Notice icon={Inbox} title="No delivery fits" action={<Button onClick={() => { setParams({}, { replace: true }) }}>Clear the filters</Button>} />
                : <Notice icon={Inbox} title="Nothing came in yet"><p>Every webhook a platform sends is listed here, with what became of it.</p></Notice>
            ) : (
              <>
                <Rows label="Deliveries">{items.map((delivery) => <DeliveryRow key={delivery.id} delivery={delivery} />)}</Rows>
                <MoreButton list={deliveries} />
              </>
            )}
          </Asked>
        </Panel>
      </div>
      {replaying && <ReplayMany filter={filter} onClose={() => { setReplaying(false) }} />}
    </div>
  )
}

function DeliveryRow({ delivery }: { readonly delivery: Described['DeliveryShown'] }) {
  return (
    <Row
      testId={`delivery-${delivery.id}`}
      title={<><PlatformMark platform={delivery.platform} /><Link to={`/deliveries/${encodeURIComponent(delivery.id)}`} className="break-all hover:underline">{delivery.topic}</Link></>}
      facts={delivery.reason === null ? <span className="break-all max-md:line-clamp-1">{delivery.idempotencyKey}</span> : <span className="break-words">{delivery.reason}</span>}
      actions={<span className="flex items-center gap-3"><Tag tone={outcomeTone(delivery.outcome)}>{outcomeName(delivery.outcome)}</Tag>{delivery.replayedAt !== null && <Tag>replayed</Tag>}<Time at={delivery.receivedAt} className="figures text-xs md:w-20 md:text-right whitespace-nowrap text-ink-faint" /></span>}
    />
  )
}
