import { BellOff, CheckCheck } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { Button } from '../../ui/Button'
import { Chip } from '../../ui/Chip'
import { count } from '../../ui/format'
import { Notice } from '../../ui/Notice'
import { Panel } from '../../ui/Panel'
import { Asked } from '../server/Asked'
import { PageBody } from '../server/PageBody'
import { Refusal } from '../server/Refusal'
import { useMayChange } from '../server/useRights'
import { AlertGroup, byKind } from './AlertGroup'
import { severities, severityOf } from './severities'
import { isNew, useAcknowledge, useAlerts, type Alert } from './useAlerts'

/** What is wrong at this moment; an alert goes by itself when its cause does. */
export function AlertsPage() {
  const alerts = useAlerts()
  const [address, setAddress] = useSearchParams()
  const newOnly = address.get('show') === 'new'
  const unseen = alerts.data?.items.filter(isNew) ?? []
  return (
    <PageBody title="Alerts" aside={alerts.data === undefined ? undefined : `${count(alerts.data.items.length, 'alert')}${alerts.data.more ? ' and more' : ''}, ${String(unseen.length)} not seen yet`}>
      <Asked question={alerts} what="The alerts">
        {({ items }) => items.length === 0 ? <None /> : (
          <>
            <Toolbar newOnly={newOnly} unseen={unseen} onNewOnly={() => { setAddress(newOnly ? {} : { show: 'new' }, { replace: true }) }} />
            {severities.map((severity) => <Severity key={severity} severity={severity} alerts={items.filter((alert) => severityOf(alert) === severity && (!newOnly || isNew(alert)))} />)}
            {newOnly && unseen.length === 0 && <Notice icon={CheckCheck} title="All of them were seen" />}
          </>
        )}
      </Asked>
    </PageBody>
  )
}

function Toolbar({ newOnly, unseen, onNewOnly }: { readonly newOnly: boolean; readonly unseen: readonly Alert[]; readonly onNewOnly: () => void }) {
  const deed = useAcknowledge()
  const mayChange = useMayChange()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Chip pressed={newOnly} onPress={onNewOnly}>Not seen yet <span className="figures">{unseen.length}</span></Chip>
      {mayChange && unseen.length > 1 && <Button className="ml-auto" disabled={deed.busy} onClick={() => { deed.run(unseen.map(({ id }) => id)) }}><CheckCheck aria-hidden="true" className="size-4" />{deed.busy ? 'Noting…' : 'I have seen all'}</Button>}
      {deed.failure !== null && <div className="basis-full"><Refusal failure={deed.failure} what="Not all were noted as seen" onDismiss={deed.dismiss} /></div>}
    </div>
  )
}

const names = { critical: 'Act now', warning: 'Look at it', info: 'Good to know' } as const

function Severity({ severity, alerts }: { readonly severity: keyof typeof names; readonly alerts: readonly Alert[] }) {
  if (alerts.length === 0) return null
  return (
    <Panel title={names[severity]} aside={count(alerts.length, 'alert')}>
      <ul className="divide-y">{byKind(alerts).map((same) => <AlertGroup key={same[0]?.kind} alerts={same} />)}</ul>
    </Panel>
  )
}

function None() {
  return (
    <Notice icon={BellOff} title="Nothing is wrong">
      <p>What runs low, sells out, fails or waits for you appears here at once, and goes when its cause is gone.</p>
    </Notice>
  )
}
