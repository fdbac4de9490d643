import type { Described } from '../../api/online'
import type { Tone } from '../server/Row'

export type Ops = Described['OpsShown']

/** What a service, a server, a breaker or an alert is, by colour. Words that this page does not know stay plain. */
export function toneOf(status: string): Tone {
  if (['ready', 'up', 'closed', 'well'].includes(status)) return 'good'
  if (['degraded', 'behind', 'partly', 'trying', 'pending', 'warning'].includes(status)) return 'warn'
  return ['not_ready', 'silent', 'away', 'open', 'firing', 'critical'].includes(status) ? 'bad' : 'plain'
}

/** A stable name as words: high_sync_latency is "High sync latency". */
export function words(name: string): string {
  const spaced = name.replaceAll('_', ' ')
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** One sentence about all of it. */
export function headline({ standing, alerts }: Ops): string {
  const firing = alerts.filter(({ state }) => state === 'firing').length
  const pending = alerts.filter(({ state }) => state === 'pending').length
  if (standing === 'unknown') return 'Nobody knows how it stands: Redis, where the services report, does not answer.'
  if (firing > 0) return `${String(firing)} of ${String(alerts.length)} rules ${firing === 1 ? 'fires' : 'fire'}.`
  return pending > 0 ? `${String(pending)} of ${String(alerts.length)} rules may fire soon.` : `All is well: none of ${String(alerts.length)} rules fires.`
}
