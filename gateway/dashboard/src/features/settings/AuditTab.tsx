import { ScrollText } from 'lucide-react'
import { Link, useSearchParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { Asked, MoreButton } from '../server/Asked'
import { Row, Rows } from '../server/Row'
import { given, useListed } from '../server/useAsked'
import { useSignedIn } from '../session/SessionContext'
import { auditAddress, auditWords, isOwnAct } from './auditWords'

export function AuditTab() {
  const { online } = useSignedIn().session
  const [params, setParams] = useSearchParams()
  const who = params.get('who') ?? ''
  const audit = useListed(['audit', who], (cursor, signal) => brought(online.GET('/api/v1/audit', { params: { query: { limit: '50', ...given('cursor', cursor), ...given('who', who) } }, signal })))
  return (
    <>
      <title>Audit · Settings · CreatorFlow</title>
      <Panel title="Who changed what" aside="Newest first">
        {who !== '' && <p className="flex flex-wrap items-center gap-3 border-b px-4 py-2">Only changes by {audit.data?.[0]?.who.name ?? who} <Button onClick={() => { setParams({}, { replace: true }) }}>Show everybody’s</Button></p>}
        <Asked question={audit} what="The audit">
          {(changes) => changes.length === 0 ? (
            <Notice icon={ScrollText} title="Nobody changed anything yet"><p>What people and programs change with a key is listed here; what platforms report is in each SKU’s history.</p></Notice>
          ) : (
            <>
              <Rows label="Changes">{changes.filter(isOwnAct).map((change) => <AuditRow key={change.id} change={change} onWho={() => { setParams({ who: change.who.keyId }, { replace: true }) }} />)}</Rows>
              <MoreButton list={audit} />
            </>
          )}
        </Asked>
      </Panel>
    </>
  )
}

function AuditRow({ change, onWho }: { readonly change: Described['AuditedChange']; readonly onWho: () => void }) {
  const { title, subject, effect } = auditWords(change)
  const address = auditAddress(change)
  return (
    <Row
      title={<>{title} {address === null ? <span className="font-normal break-all text-ink-soft">{subject}</span> : <Link to={address} className="font-normal break-all text-accent hover:underline">{subject}</Link>}</>}
      facts={<>{effect !== '' && <span className="break-words text-ink-soft">{effect}</span>}</>}
      actions={<span className="flex items-center gap-3 text-ink-soft"><button type="button" className="target text-left hover:underline" title="Only what this key changed" onClick={onWho}>{change.who.name ?? change.who.keyId}</button><Time at={change.at} className="figures text-xs whitespace-nowrap text-ink-faint" /></span>}
    />
  )
}
