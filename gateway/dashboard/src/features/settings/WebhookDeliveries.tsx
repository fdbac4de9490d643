import { Inbox } from 'lucide-react'
import { brought, type Described } from '../../api/online'
import { exactTime } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Time } from '../../ui/Time'
import { Asked } from '../server/Asked'
import { Row, Rows, Tag, type Tone } from '../server/Row'
import { useAsked } from '../server/useAsked'
import { failureInWords } from './alertKinds'

type Delivery = Described['AlertDelivery']

const soonMs = 1_000

export function deliveriesKey(webhook: string) {
  return ['alert-webhooks', webhook, 'deliveries'] as const
}

/** Its last messages; looked at often while one is under way. */
export function WebhookDeliveries({ webhook }: { readonly webhook: Described['ShownAlertWebhook'] }) {
  const deliveries = useAsked(
    deliveriesKey(webhook.id),
    (online, signal) => brought(online.GET('/api/v1/alert-webhooks/{id}/deliveries', { params: { path: { id: webhook.id } }, signal })),
    { every: (answer) => answer?.items.some(({ status, attempts }) => status === 'waiting' && attempts === 0) === true ? soonMs : soonMs * 10 },
  )
  return (
    <Asked question={deliveries} what="The messages">
      {({ items }) => items.length === 0
        ? <Notice icon={Inbox} title="No messages yet"><p>What begins to be wrong from now on is told, and what is over. A test shows whether it arrives.</p></Notice>
        : <Rows label={`Last messages of ${webhook.name}`}>{items.map((delivery) => <DeliveryRow key={delivery.id} delivery={delivery} />)}</Rows>}
    </Asked>
  )
}

const tones: Readonly<Record<string, Tone>> = { delivered: 'good', waiting: 'warn', dead: 'bad' }
const names: Readonly<Record<string, string>> = { delivered: 'delivered', waiting: 'waiting', dead: 'given up' }

function DeliveryRow({ delivery }: { readonly delivery: Delivery }) {
  const { type, kind, subject, status, attempts, attemptedAt, nextAttemptAt, answer, failure } = delivery
  return (
    <Row
      title={<><code className="font-mono text-xs">{type}</code>{type !== 'alert.test' && <span className="min-w-0 font-normal break-all">{kind.replaceAll('_', ' ')}: {subject}</span>}<Tag tone={tones[status] ?? 'plain'}>{names[status] ?? status}</Tag></>}
      facts={(
        <>
          <span>Noticed <Time at={delivery.createdAt} /></span>
          <span>{attempts} {attempts === 1 ? 'attempt' : 'attempts'}{attemptedAt !== null && <>, the last <Time at={attemptedAt} /></>}</span>
          {answer !== null && <span>Answer {answer}</span>}
          {failure !== null && <span className="text-bad">{failureInWords(failure)} <code className="font-mono">{failure}</code></span>}
          {nextAttemptAt !== null && attempts > 0 && <span>Next attempt at <time dateTime={nextAttemptAt}>{exactTime(nextAttemptAt)}</time></span>}
        </>
      )}
    />
  )
}
