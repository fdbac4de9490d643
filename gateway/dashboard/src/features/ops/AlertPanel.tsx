import { CircleCheck } from 'lucide-react'
import { brought, type Described } from '../../api/online'
import { Panel } from '../../ui/Panel'
import { Time } from '../../ui/Time'
import { Row, Rows, Tag } from '../server/Row'
import { useAsked } from '../server/useAsked'
import { parts } from './runbookText'
import { headline, toneOf, words, type Ops } from './standing'

/** The rules that hold, each with its runbook. */
export function AlertPanel({ ops }: { readonly ops: Ops }) {
  const runbooks = useAsked(['runbooks'], (online, signal) => brought(online.GET('/api/v1/ops/runbooks', { signal })))
  const wrong = ops.alerts.filter(({ state }) => state === 'firing' || state === 'pending')
  return (
    <Panel title="What is wrong" aside={<>Seen <Time at={ops.at} /></>}>
      <p role="status" data-testid="ops-standing" data-standing={ops.standing} className="flex min-h-12 items-center gap-2 px-4 py-2">
        {ops.standing === 'well' && wrong.length === 0 && <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-good" />}{headline(ops)}
      </p>
      {wrong.length > 0 && (
        <div className="border-t">
          <Rows label="Alerts">
            {wrong.map((alert) => <AlertRow key={alert.name} alert={alert} runbook={runbooks.data?.runbooks.find(({ name }) => name === alert.name)} />)}
          </Rows>
        </div>
      )}
    </Panel>
  )
}

function AlertRow({ alert, runbook }: { readonly alert: Described['OpsAlert']; readonly runbook: Described['OpsRunbook'] | undefined }) {
  return (
    <Row
      testId={`ops-alert-${alert.name}`}
      title={<>{words(alert.name)}<Tag tone={alert.state === 'firing' ? toneOf(alert.severity) : 'plain'}>{alert.state === 'firing' ? alert.severity : 'may fire soon'}</Tag></>}
      facts={<>{alert.summaries.map((summary) => <span key={summary}>{summary}</span>)}{alert.since !== null && <span>since <Time at={alert.since} /></span>}</>}
      actions={runbook !== undefined && <Runbook runbook={runbook} />}
    />
  )
}

function Runbook({ runbook }: { readonly runbook: Described['OpsRunbook'] }) {
  return (
    <details className="w-full">
      <summary className="target inline-flex cursor-pointer items-center text-accent underline">Runbook</summary>
      <dl className="mt-1 flex max-w-prose flex-col gap-2 rounded-md bg-raised p-3">
        {runbook.steps.map(({ title, text }) => (
          <div key={title}>
            <dt className="font-medium">{title}</dt>
            <dd className="break-words text-ink-soft">{parts(text).map((part, index) => part.kind === 'code' ? <code key={index} className="font-mono text-xs">{part.text}</code> : part.text)}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
