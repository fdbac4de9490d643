import { Share2 } from 'lucide-react'
import { useState } from 'react'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { AskFirst } from '../server/AskFirst'
import { Asked, MoreButton } from '../server/Asked'
import { Row, Rows, Tag } from '../server/Row'
import { ShownOnce } from '../server/ShownOnce'
import { useAct } from '../server/useAct'
import { given, useListed } from '../server/useAsked'
import { onlyReads, useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { NewLink } from './NewLink'
import { Until } from './Until'

export const linksKey = ['share-links'] as const

export interface FreshLink { readonly label: string; readonly address: string }

export function LinksTab() {
  const { online } = useSignedIn().session
  const { mayChange } = useRights()
  const [fresh, setFresh] = useState<FreshLink | null>(null)
  const links = useListed(linksKey, (cursor, signal) => brought(online.GET('/api/v1/share-links', { params: { query: given('cursor', cursor) }, signal })))
  return (
    <>
      <title>Share links · Settings · CreatorFlow</title>
      {mayChange ? <NewLink onMade={setFresh} /> : <p className="text-ink-soft">{onlyReads}</p>}
      {fresh !== null && (
        <ShownOnce key={fresh.address} title={`The link “${fresh.label}”`} value={fresh.address} onClose={() => { setFresh(null) }}>
          <p>Copy it now: it cannot be shown again. Whoever has it sees SKU, title and what is available, and nothing else. <a href={fresh.address} target="_blank" rel="noreferrer" className="font-medium text-accent underline">Look at it</a></p>
        </ShownOnce>
      )}
      <Panel title="Share links">
        <Asked question={links} what="The share links">
          {(list) => list.length === 0 ? (
            <Notice icon={Share2} title="No share links yet"><p>A link shows what is available to anybody who has it, without signing in: for the press, a partner, a shop window.</p></Notice>
          ) : (
            <>
              <Rows label="Share links">{list.map((link) => <LinkRow key={link.id} link={link} mayChange={mayChange} />)}</Rows>
              <MoreButton list={links} />
            </>
          )}
        </Asked>
      </Panel>
    </>
  )
}

function LinkRow({ link, mayChange }: { readonly link: Described['ShownLink']; readonly mayChange: boolean }) {
  const { online } = useSignedIn().session
  const [asking, setAsking] = useState(false)
  const revoke = useAct(() => online.DELETE('/api/v1/share-links/{id}', { params: { path: { id: link.id } } }), { touches: [linksKey], onDone: () => { setAsking(false) } })
  const isLive = link.status === 'live'
  return (
    <Row
      testId={`link-${link.label}`}
      faded={!isLive}
      title={<><span>{link.label}</span><Tag>{link.sku === null ? 'all SKUs' : link.sku}</Tag>{!isLive && <Tag>{link.status}</Tag>}</>}
      facts={(
        <>
          <span>Made <Time at={link.createdAt} /></span>
          {link.revokedAt !== null ? <span>Revoked <Time at={link.revokedAt} /></span> : <span><Until at={link.expiresAt} /></span>}
        </>
      )}
      actions={isLive && mayChange && (
        <>
          <Button onClick={() => { setAsking(true) }}>Revoke<span className="sr-only"> {link.label}</span></Button>
          <AskFirst
            open={asking} onClose={() => { setAsking(false) }} title={`Revoke “${link.label}”?`} what="The link stops working at once for everybody who has it."
            verb="Revoke it" busy={revoke.busy} failure={revoke.failure} onDo={() => { revoke.run(undefined) }}
          />
        </>
      )}
    />
  )
}
