import { WifiOff, TriangleAlert } from 'lucide-react'
import { Button } from '../../ui/Button'
import { useClock } from '../../ui/clock'
import { ago, timeOfDay } from '../../ui/format'
import { useCell } from '../../ui/useCell'
import { useConnection, useReplica, useSignedIn } from '../session/SessionContext'

/** A short break is not worth a word. */
const graceMs = 3_000

/** Says how old the numbers are once the page has stopped being current. */
export function StaleBanner() {
  const { session } = useSignedIn()
  const connection = useConnection()
  const since = useCell(session.staleSince, (value) => value)
  const filled = useReplica((replica) => replica.cursor !== null)
  const age = useClock((now) => (since === null ? '' : ago(since, now)))
  const late = useClock((now) => since !== null && now - since > graceMs)
  const offline = connection.kind === 'offline'
  if (since === null || !(late || offline) || (connection.kind === 'loading' && !filled)) return null
  const Icon = offline ? WifiOff : TriangleAlert
  return (
    <div role="status" data-testid="stale-banner" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warn-soft px-4 py-1.5 text-warn">
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <p className="figures min-w-0 flex-1">
        <strong>{offline ? 'Offline.' : 'Not live.'}</strong>{' '}
        {filled ? `Numbers are as of ${timeOfDay(since)} (${age}). They catch up by themselves.` : reason(connection)}
      </p>
      <Button onClick={session.retry}>Try now</Button>
    </div>
  )
}

function reason(connection: ReturnType<typeof useConnection>): string {
  if (connection.kind !== 'waiting' || connection.failure === null) return 'Nothing could be loaded yet.'
  return `Nothing could be loaded yet: ${connection.failure.title} (${connection.failure.code})`
}
