import { useState } from 'react'
import type { Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { Row, Tag } from '../server/Row'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { secretsKey } from './SecretsTab'
import { Until } from './Until'

export function SecretRow({ secret, connection }: { readonly secret: Described['ShownSecret']; readonly connection: string }) {
  const { online } = useSignedIn().session
  const [asking, setAsking] = useState(false)
  const remove = useAct(
    () => online.DELETE('/api/v1/connections/{id}/secrets/{secretId}', { params: { path: { id: connection, secretId: secret.id } } }),
    { touches: [secretsKey(connection)], onDone: () => { setAsking(false) } },
  )
  const isCurrent = secret.status === 'current'
  return (
    <Row
      title={<><code className="font-mono text-xs">{secret.hint ?? '…'}</code><Tag tone={isCurrent ? 'good' : 'warn'}>{isCurrent ? 'current' : 'previous, still taken'}</Tag></>}
      facts={(
        <>
          {secret.since !== null && <span>Since <Time at={secret.since} /></span>}
          <span>{secret.lastUsedAt === null ? 'No webhook was signed with it yet' : <>Last verified a webhook <Time at={secret.lastUsedAt} /></>}</span>
          {secret.until !== null && <span><Until at={secret.until} /></span>}
        </>
      )}
      actions={isCurrent ? <span className="text-xs text-ink-faint">Stays until it is rotated</span> : (
        <>
          <Button onClick={() => { setAsking(true) }}>Remove</Button>
          <AskFirst
            open={asking} onClose={() => { setAsking(false) }} title="Remove the previous secret?" verb="Remove it" busy={remove.busy} failure={remove.failure} onDo={() => { remove.run(undefined) }}
            what={<>Webhooks that are still signed with it are refused from then on. {secret.lastUsedAt === null ? 'None was seen.' : <>The last one came <Time at={secret.lastUsedAt} />.</>}</>}
          />
        </>
      )}
    />
  )
}
