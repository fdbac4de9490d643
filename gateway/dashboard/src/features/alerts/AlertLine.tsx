import { Check, CircleAlert, Info, OctagonAlert, type LucideIcon } from 'lucide-react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { Time } from '../../ui/Time'
import { Refusal } from '../server/Refusal'
import { useMayChange } from '../server/useRights'
import { pageOf, severityOf, type Severity } from './severities'
import { isNew, useAcknowledge, type Alert } from './useAlerts'

const looks: Readonly<Record<Severity, { readonly icon: LucideIcon; readonly word: string; readonly className: string }>> = {
  critical: { icon: OctagonAlert, word: 'Critical', className: 'text-bad' },
  warning: { icon: CircleAlert, word: 'Warning', className: 'text-warn' },
  info: { icon: Info, word: 'For information', className: 'text-ink-faint' },
}

export function AlertLine({ alert }: { readonly alert: Alert }) {
  const deed = useAcknowledge()
  const mayChange = useMayChange()
  const { icon: Icon, word, className } = looks[severityOf(alert)]
  const page = pageOf(alert)
  return (
    <li data-testid={`alert-${alert.id}`} className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
      <Icon role="img" aria-label={word} className={`mt-0.5 size-4 shrink-0 ${className}`} />
      <div className="min-w-0 flex-1 basis-64">
        <p className={isNew(alert) ? 'font-semibold' : 'text-ink-soft'}>{alert.title}</p>
        <p className="text-ink-soft">{alert.whatToDo}</p>
        {alert.since !== null && <p className="figures text-xs text-ink-faint">Since <Time at={alert.since} /></p>}
      </div>
      <div className="flex items-center gap-2 max-md:ml-7">
        {page !== null && <Link to={page} aria-label={`Open: ${alert.title}`} className="target inline-flex items-center rounded-md border border-line-strong/60 px-3 font-medium hover:bg-raised">Open</Link>}
        {!isNew(alert) ? <span className="inline-flex items-center gap-1 text-xs text-ink-faint"><Check aria-hidden="true" className="size-3.5" />Seen <Time at={alert.acknowledgedAt ?? ''} /></span>
          : mayChange && <Button look="bare" disabled={deed.busy} aria-label={`Mark seen: ${alert.title}`} onClick={() => { deed.run([alert.id]) }}><Check aria-hidden="true" className="size-4" />Mark seen</Button>}
      </div>
      {deed.failure !== null && <div className="basis-full"><Refusal failure={deed.failure} what="It was not noted as seen" onDismiss={deed.dismiss} /></div>}
    </li>
  )
}
