import { useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { ChoiceField } from '../server/Fields'
import { Row, Tag } from '../server/Row'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { keysKey, type FreshKey } from './KeysTab'
import { graceOf, graces, roleName } from './roles'
import { Until } from './Until'

interface KeyRowProps {
  readonly shown: Described['ShownKey']
  /** The key that this page is signed in with. */
  readonly isOwn: boolean
  /** The key that replaced this one: while both are live, programs can change over. */
  readonly successor: Described['ShownKey'] | undefined
  readonly onRotated: (key: FreshKey) => void
}

export function KeyRow({ shown, isOwn, successor, onRotated }: KeyRowProps) {
  const [asking, setAsking] = useState<'nothing' | 'rotate' | 'revoke'>('nothing')
  const isLive = shown.status === 'live'
  const close = () => { setAsking('nothing') }
  return (
    <Row
      testId={`key-${shown.name}`}
      faded={!isLive}
      title={(
        <>
          <span>{shown.name}</span>
          <Tag>{roleName(shown.role)}</Tag>
          {!isLive && <Tag>{shown.status}</Tag>}
          {isOwn && <Tag tone="accent">this page</Tag>}
          {isLive && successor !== undefined && <Tag tone="warn">replaced, still live</Tag>}
          {isLive && shown.replaces !== null && <Tag>successor</Tag>}
        </>
      )}
      facts={(
        <>
          <span>{shown.lastUsedAt === null ? 'Never used' : <>Used <Time at={shown.lastUsedAt} /></>}</span>
          <span>Made <Time at={shown.createdAt} />{shown.createdBy !== null && <> by {shown.createdBy}</>}</span>
          {shown.revokedAt !== null ? <span>Revoked <Time at={shown.revokedAt} /></span> : shown.expiresAt !== null && <span><Until at={shown.expiresAt} /></span>}
        </>
      )}
      actions={isLive && (
        <>
          {successor === undefined && <Button onClick={() => { setAsking('rotate') }}>Rotate<span className="sr-only"> {shown.name}</span></Button>}
          <Button onClick={() => { setAsking('revoke') }}>Revoke<span className="sr-only"> {shown.name}</span></Button>
          <Rotate shown={shown} open={asking === 'rotate'} onClose={close} onRotated={onRotated} />
          <Revoke shown={shown} isOwn={isOwn} open={asking === 'revoke'} onClose={close} />
        </>
      )}
    />
  )
}

interface AskProps { readonly shown: Described['ShownKey']; readonly open: boolean; readonly onClose: () => void }

function Rotate({ shown, open, onClose, onRotated }: AskProps & { readonly onRotated: (key: FreshKey) => void }) {
  const { online } = useSignedIn().session
  const [grace, setGrace] = useState('revoked')
  const rotate = useAct(
    () => brought(online.POST('/api/v1/keys/{id}/rotate', { params: { path: { id: shown.id } }, body: graceOf(grace) })),
    { touches: [keysKey], onDone: (made) => { onClose(); onRotated({ name: made.name, key: made.key, replaced: grace !== 'now' }) } },
  )
  return (
    <AskFirst
      open={open} onClose={onClose} title={`Rotate “${shown.name}”?`} verb="Rotate it" busy={rotate.busy} failure={rotate.failure} onDo={() => { rotate.run(undefined) }}
      what="A new key of the same name and role is made and shown once. Both are live until you have put the new one everywhere."
    >
      <ChoiceField label="The old one stays" choices={graces} value={grace} onChange={(event) => { setGrace(event.target.value) }} />
    </AskFirst>
  )
}

function Revoke({ shown, isOwn, open, onClose }: AskProps & { readonly isOwn: boolean }) {
  const { online } = useSignedIn().session
  const revoke = useAct(() => online.DELETE('/api/v1/keys/{id}', { params: { path: { id: shown.id } } }), { touches: [keysKey], onDone: onClose })
  const used = shown.lastUsedAt === null ? 'It was never used.' : <>It was last used <Time at={shown.lastUsedAt} />.</>
  return (
    <AskFirst
      open={open} onClose={onClose} title={`Revoke “${shown.name}”?`} verb="Revoke it" busy={revoke.busy} failure={revoke.failure} onDo={() => { revoke.run(undefined) }}
      what={<>Whoever uses it is shut out within half a minute, and it cannot be made live again. {used}{isOwn && <strong className="text-bad"> It is the key of this page: you will be signed out.</strong>}</>}
    />
  )
}
