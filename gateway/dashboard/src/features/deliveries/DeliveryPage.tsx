import { RotateCcw } from 'lucide-react'
import { Link, useParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { BackLink } from '../../ui/BackLink'
import { Button } from '../../ui/Button'
import { exactTime, number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { Asked } from '../server/Asked'
import { Refusal } from '../server/Refusal'
import { Tag } from '../server/Row'
import { useAct } from '../server/useAct'
import { useAsked } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { deliveriesKey } from './DeliveriesPage'
import { fateInWords, isWebhook, outcomeName, outcomeTone, readable } from './filter'

type Delivery = Described['DeliveryShown']

export function DeliveryPage() {
  const id = useParams()['id'] ?? ''
  const delivery = useAsked(['delivery', id], (online, signal) => brought(online.GET('/api/v1/deliveries/{id}', { params: { path: { id } }, signal })), { every: 5_000 })
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Delivery · CreatorFlow</title>
      <div className="mx-auto flex max-w-4xl flex-col gap-4 p-4">
        <BackLink to="/deliveries">Deliveries</BackLink>
        <Asked question={delivery} what={`The delivery “${id}”`}>{(shown) => <Fate delivery={shown} />}</Asked>
      </div>
    </div>
  )
}

function Fate({ delivery }: { readonly delivery: Delivery }) {
  const { online } = useSignedIn().session
  const { mayChange } = useRights()
  const replay = useAct(() => online.POST('/api/v1/deliveries/{id}/replay', { params: { path: { id: delivery.id } } }), { touches: [['delivery', delivery.id], deliveriesKey] })
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="flex min-w-0 items-center gap-2 text-lg font-semibold break-all"><PlatformMark platform={delivery.platform} />{delivery.topic}</h1>
        <Tag tone={outcomeTone(delivery.outcome)}>{outcomeName(delivery.outcome)}</Tag>
        {mayChange && isWebhook(delivery) && <Button className="ml-auto" disabled={replay.busy} onClick={() => { replay.run(undefined) }}><RotateCcw aria-hidden="true" className="size-4" />{replay.busy ? 'Sending…' : 'Replay'}</Button>}
      </header>
      <Refusal failure={replay.failure} onDismiss={replay.dismiss} />
      <Panel title="Its fate">
        <p className="px-4 pt-3">{fateInWords(delivery.outcome)}</p>
        {delivery.reason !== null && <p className="px-4 pt-2 break-words text-bad">{delivery.reason} {delivery.code !== null && <code className="font-mono text-xs">{delivery.code}</code>}</p>}
        <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 px-4 py-3 [&_dt]:text-ink-faint">
          <dt>Received</dt><dd><Time at={delivery.receivedAt} /> <span className="text-ink-faint">({exactTime(delivery.receivedAt)})</span></dd>
          <dt>Signature</dt><dd>{delivery.verdict.replaceAll('_', ' ')}</dd>
          {delivery.stage !== null && <><dt>Stopped at</dt><dd>{delivery.stage.replaceAll('_', ' ')}</dd></>}
          <dt>Replayed</dt><dd>{delivery.replayedAt === null ? 'never' : <><Time at={delivery.replayedAt} />: {delivery.replayOutcome === null ? 'being decided' : outcomeName(delivery.replayOutcome)}</>}</dd>
          <dt>Connection</dt><dd className="break-all">{delivery.connectionId}</dd>
          <dt>Message</dt><dd className="break-all">{delivery.idempotencyKey}</dd>
          <dt>Checksum</dt><dd className="font-mono text-xs leading-5 break-all">{delivery.checksum}</dd>
          {delivery.traceId !== null && <><dt>Trace</dt><dd className="font-mono text-xs leading-5 break-all"><Link to={`/ops/traces/${delivery.traceId}`} className="text-accent underline">{delivery.traceId}</Link></dd></>}
        </dl>
      </Panel>
      <Panel title="As it came" aside={`${number(delivery.bytes)} bytes`}>
        {delivery.body === null || delivery.body === undefined ? <p className="px-4 py-6 text-ink-soft">Its body is not kept any more.</p>
          : <pre tabIndex={0} aria-label="Body" className="max-h-[30rem] overflow-auto p-4 font-mono text-xs leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]">{delivery.bodyEncoding === 'base64' ? delivery.body : readable(delivery.body)}</pre>}
      </Panel>
    </>
  )
}
