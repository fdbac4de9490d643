import { clocksApart, medianShown, quantile, type Latency } from '../../sync/latency'
import { milliseconds } from '../../ui/format'
import { useCell } from '../../ui/useCell'
import { useSignedIn } from '../session/SessionContext'

/** The median time from the platform's own time of a change to this screen. */
export function LatencyBadge() {
  const latency = useCell(useSignedIn().session.latency, (value) => value)
  const median = medianShown(latency)
  const text = median === null ? '– ms' : clocksApart(latency) ? 'clock off' : milliseconds(median)
  return (
    <span
      data-testid="latency"
      title={explain(latency)}
      className="figures hidden h-7 items-center rounded-full border px-2.5 whitespace-nowrap text-ink-soft md:inline-flex"
    >
      <span className="sr-only">Latency </span>
      {text}
    </span>
  )
}

function explain(latency: Latency): string {
  if (latency.fromRecorded.length === 0) return 'Latency is shown after the first live change.'
  if (clocksApart(latency)) return 'This device’s clock is behind the server’s, so the time to this screen cannot be told.'
  const platform = describe('Platform to screen', latency.fromPlatform)
  return `${platform}\n${describe('Recorded to screen', latency.fromRecorded)}\nOver the last ${String(latency.fromRecorded.length)} live changes.`
}

function describe(what: string, samples: readonly number[]): string {
  const [median, high] = [quantile(samples, 0.5), quantile(samples, 0.95)]
  return median === null || high === null ? `${what}: –` : `${what}: ${milliseconds(median)} median, ${milliseconds(high)} p95`
}
