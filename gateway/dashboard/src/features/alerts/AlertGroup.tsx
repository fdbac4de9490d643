import { useState } from 'react'
import { AlertLine } from './AlertLine'
import { isNew, type Alert } from './useAlerts'

/** Of many alerts of one kind the first few: they must not hide another kind. */
const mostShown = 3

export function AlertGroup({ alerts }: { readonly alerts: readonly Alert[] }) {
  const [all, setAll] = useState(false)
  const newFirst = [...alerts.filter(isNew), ...alerts.filter((alert) => !isNew(alert))]
  const hidden = newFirst.length - mostShown
  return (
    <>
      {newFirst.slice(0, all || hidden === 1 ? newFirst.length : mostShown).map((alert) => <AlertLine key={alert.id} alert={alert} />)}
      {hidden > 1 && <li><button type="button" aria-expanded={all} onClick={() => { setAll(!all) }} className="flex min-h-11 w-full items-center px-4 pl-11 font-medium text-accent hover:bg-raised">{all ? 'Fewer of these' : `${String(hidden)} more like these`}</button></li>}
    </>
  )
}

/** By kind, in the order in which kinds first appear. */
export function byKind(alerts: readonly Alert[]): readonly (readonly Alert[])[] {
  return [...new Set(alerts.map(({ kind }) => kind))].map((kind) => alerts.filter((alert) => alert.kind === kind))
}
