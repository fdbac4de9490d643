import type { Alert } from './useAlerts'

export const severities = ['critical', 'warning', 'info'] as const
export type Severity = (typeof severities)[number]

/** One that this version does not know is a warning: rather seen than lost. */
export function severityOf({ severity }: Pick<Alert, 'severity'>): Severity {
  return severities.find((known) => known === severity) ?? 'warning'
}

/** Pages of this dashboard that an alert may lead to; an address elsewhere is not followed. */
export function pageOf({ link }: Pick<Alert, 'link'>): string | null {
  return link.startsWith('/') && !link.startsWith('//') ? link : null
}
