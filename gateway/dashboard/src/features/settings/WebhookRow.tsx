import { useId, useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { ChoiceField } from '../server/Fields'
import { Refusal } from '../server/Refusal'
import { Row, Tag, type Tone } from '../server/Row'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { kindsInWords } from './alertKinds'
import { graceOf, graces } from './roles'
import { Until } from './Until'
import { deliveriesKey, WebhookDeliveries } from './WebhookDeliveries'
import { webhooksKey, type FreshSecret } from './WebhooksTab'

type Webhook = Described['ShownAlertWebhook']

interface WebhookRowProps {
  readonly webhook: Webhook
  readonly isOwner: boolean
  readonly onRotated: (secret: FreshSecret) => void
}

const tones: Readonly<Record<string, Tone>> = { live: 'good', paused: 'plain', disabled: 'bad' }
const stays = graces.filter(({ minutes }) => minutes !== null)

export function WebhookRow({ webhook, isOwner, onRotated }: WebhookRowProps) {
  const [asking, setAsking] = useState<'nothing' | 'rotate' | 'delete'>('nothing')
  const [open, setOpen] = useState(false)
  const list = useId()
  const close = () => { setAsking('nothing') }
  return (
    <>
      <Row
        testId={`webhook-${webhook.name}`}
        faded={webhook.status === 'paused'}
        title={<><span>{webhook.name}</span><Tag tone={tones[webhook.status] ?? 'plain'}>{webhook.status}</Tag><Tag>{kindsInWords(webhook.kinds)}</Tag></>}
        facts={(
          <>
            <span className="min-w-0 break-all">{webhook.address}</span>
            <span>{webhook.deliveredAt === null ? 'Took nothing yet' : <>Last took one <Time at={webhook.deliveredAt} /></>}</span>
            {webhook.status === 'disabled' && <span className="text-bad">{webhook.disabledBecause === 'gone' ? 'Its address said that it is gone' : 'It took nothing for a day'}</span>}
            {webhook.previousUntil !== null && <span>Two secrets sign; the old one: <Until at={webhook.previousUntil} /></span>}
          </>
        )}
        actions={(
          <>
            <Button aria-expanded={open} aria-controls={list} onClick={() => { setOpen(!open) }}>Last messages<span className="sr-only"> of {webhook.name}</span></Button>
            {isOwner && <Acts webhook={webhook} onTested={() => { setOpen(true) }} onAsk={setAsking} />}
          </>
        )}
      />
      {open && <li id={list} className="bg-raised/40"><WebhookDeliveries webhook={webhook} /></li>}
      <Rotate webhook={webhook} open={asking === 'rotate'} onClose={close} onRotated={onRotated} />
      <Delete webhook={webhook} open={asking === 'delete'} onClose={close} />
    </>
  )
}

function Acts({ webhook, onTested, onAsk }: { readonly webhook: Webhook; readonly onTested: () => void; readonly onAsk: (what: 'rotate' | 'delete') => void }) {
  const { online } = useSignedIn().session
  const path = { params: { path: { id: webhook.id } } }
  const test = useAct(() => brought(online.POST('/api/v1/alert-webhooks/{id}/test', path)), { touches: [deliveriesKey(webhook.id)], onDone: onTested })
  const pause = useAct(() => webhook.status === 'live' ? online.POST('/api/v1/alert-webhooks/{id}/pause', path) : online.POST('/api/v1/alert-webhooks/{id}/resume', path), { touches: [webhooksKey] })
  const of = <span className="sr-only"> {webhook.name}</span>
  return (
    <>
      <Button disabled={test.busy} onClick={() => { test.run(undefined) }}>{test.busy ? 'Sending…' : 'Send a test alert'}<span className="sr-only"> to {webhook.name}</span></Button>
      <Button disabled={pause.busy} onClick={() => { pause.run(undefined) }}>{webhook.status === 'live' ? 'Pause' : 'Resume'}{of}</Button>
      <Button onClick={() => { onAsk('rotate') }}>Rotate{of}</Button>
      <Button onClick={() => { onAsk('delete') }}>Delete{of}</Button>
      <Refusal failure={test.failure ?? pause.failure} onDismiss={() => { test.dismiss(); pause.dismiss() }} />
    </>
  )
}

interface AskProps { readonly webhook: Webhook; readonly open: boolean; readonly onClose: () => void }

function Rotate({ webhook, open, onClose, onRotated }: AskProps & { readonly onRotated: (secret: FreshSecret) => void }) {
  const { online } = useSignedIn().session
  const [grace, setGrace] = useState('day')
  const rotate = useAct(
    () => brought(online.POST('/api/v1/alert-webhooks/{id}/rotate', { params: { path: { id: webhook.id } }, body: { graceMinutes: null, ...graceOf(grace), replaces: webhook.secretId } })),
    { touches: [webhooksKey], onDone: (made) => { onClose(); onRotated({ name: webhook.name, secret: made.secret, isSecond: true }) } },
  )
  return (
    <AskFirst
      open={open} onClose={onClose} title={`Rotate the secret of “${webhook.name}”?`} verb="Rotate it" busy={rotate.busy} failure={rotate.failure} onDo={() => { rotate.run(undefined) }}
      what="A new secret is made and shown once. Messages carry the signatures of both until the old one ends, so that none is refused."
    >
      <ChoiceField label="The old one stays" choices={stays} value={grace} onChange={(event) => { setGrace(event.target.value) }} />
    </AskFirst>
  )
}

function Delete({ webhook, open, onClose }: AskProps) {
  const { online } = useSignedIn().session
  const remove = useAct(() => online.DELETE('/api/v1/alert-webhooks/{id}', { params: { path: { id: webhook.id } } }), { touches: [webhooksKey], onDone: onClose })
  return (
    <AskFirst
      open={open} onClose={onClose} title={`Delete “${webhook.name}”?`} verb="Delete it" busy={remove.busy} failure={remove.failure} onDo={() => { remove.run(undefined) }}
      what="It is told nothing any more, and what waits for it is not sent."
    />
  )
}
