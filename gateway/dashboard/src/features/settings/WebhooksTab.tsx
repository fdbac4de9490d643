import { BellRing, Lock } from 'lucide-react'
import { useState } from 'react'
import { brought } from '../../api/online'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Asked } from '../server/Asked'
import { Rows } from '../server/Row'
import { ShownOnce } from '../server/ShownOnce'
import { useAsked } from '../server/useAsked'
import { useRights } from '../server/useRights'
import { NewWebhook } from './NewWebhook'
import { roleName } from './roles'
import { WebhookRow } from './WebhookRow'

export const webhooksKey = ['alert-webhooks'] as const

export interface FreshSecret { readonly name: string; readonly secret: string; readonly isSecond: boolean }

export function WebhooksTab() {
  const { mayChange, isOwner, role } = useRights()
  return (
    <>
      <title>Alert webhooks · Settings · CreatorFlow</title>
      {mayChange
        ? <Webhooks isOwner={isOwner === true} />
        : <Notice icon={Lock} title="Where alerts go is the owner’s and the staff’s"><p>This key’s role is “{roleName(role)}”. Sign in with an owner’s key to change where alerts are posted to.</p></Notice>}
    </>
  )
}

function Webhooks({ isOwner }: { readonly isOwner: boolean }) {
  const [fresh, setFresh] = useState<FreshSecret | null>(null)
  const webhooks = useAsked(webhooksKey, (online, signal) => brought(online.GET('/api/v1/alert-webhooks', { signal })))
  return (
    <>
      {isOwner ? <NewWebhook onMade={setFresh} /> : <p className="text-ink-soft">Only an owner changes where alerts go.</p>}
      {fresh !== null && (
        <ShownOnce key={fresh.secret} title={`The ${fresh.isSecond ? 'new secret' : 'secret'} of “${fresh.name}”`} value={fresh.secret} onClose={() => { setFresh(null) }}>
          <p>Copy it now: it cannot be shown again. Your receiver verifies the header <code className="font-mono text-xs">webhook-signature</code> with it, with any library for Standard Webhooks.</p>
        </ShownOnce>
      )}
      <Panel title="Alert webhooks">
        <Asked question={webhooks} what="The webhooks">
          {({ items }) => items.length === 0 ? (
            <Notice icon={BellRing} title="No webhooks yet"><p>A webhook tells your own system when an alert begins and when it is over, within seconds and signed.</p></Notice>
          ) : (
            <Rows label="Alert webhooks">{items.map((webhook) => <WebhookRow key={webhook.id} webhook={webhook} isOwner={isOwner} onRotated={setFresh} />)}</Rows>
          )}
        </Asked>
      </Panel>
    </>
  )
}
