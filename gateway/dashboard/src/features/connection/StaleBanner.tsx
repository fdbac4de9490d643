import { HardDrive, RefreshCw, TriangleAlert, WifiOff } from 'lucide-react'
import type { Connection } from '../../sync/connection'
import { Button } from '../../ui/Button'
import { useClock } from '../../ui/clock'
import { ago, timeOfDay } from '../../ui/format'
import { useCell } from '../../ui/useCell'
import { useReplica, useSignedIn } from '../session/SessionContext'
import { progressOf } from './progress'

/** A short break is not worth a word. */
const graceMs = 3_000
const progressGraceMs = 1_000

/** Says how old the numbers are once the page has stopped being current, and how far it is on the way back. */
export function StaleBanner() {
  const { session } = useSignedIn()
  const { connection, stale, resync } = useCell(session.standing, (standing) => standing)
  const filled = useReplica((replica) => replica.cursor !== null)
  const age = useClock((now) => (stale === null ? '' : ago(stale.asOf, now)))
  const noticedMs = useClock((now) => (stale === null ? 0 : Math.min(now - stale.noticedAt, graceMs + 1)))
  const offline = connection.kind === 'offline'
  const progress = progressOf(resync)
  if (stale === null) return null
  if (progress !== null) return noticedMs > progressGraceMs ? <Progress {...progress} /> : null
  if (!(noticedMs > graceMs || offline) || (connection.kind === 'loading' && !filled)) return null
  const Icon = offline ? WifiOff : TriangleAlert
  return (
    <div role="status" data-testid="stale-banner" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-warn-soft px-4 py-1.5 text-warn">
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <p className="figures min-w-0 flex-1">
        <strong>{offline ? 'Offline.' : 'Not live.'}</strong>{' '}
        {filled ? `Numbers are as of ${timeOfDay(stale.asOf)} (${age}). They catch up by themselves, and what you change is sent then.` : reason(connection)}
      </p>
      <Button onClick={session.retry}>Try now</Button>
    </div>
  )
}

function Progress({ text, share }: { readonly text: string; readonly share: number | null }) {
  return (
    <div role="status" data-testid="resync" className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-raised px-4 py-1.5 text-ink-soft">
      <RefreshCw aria-hidden="true" className="size-4 shrink-0" />
      <p className="figures min-w-0 flex-1">{text}</p>
      <progress aria-label="Progress" className="h-1.5 w-40 accent-accent" {...(share === null ? {} : { value: share, max: 1 })} />
    </div>
  )
}

/** Says so when this browser keeps nothing: what is shown would be gone with the tab. */
export function DiskBanner() {
  const lost = useCell(useSignedIn().session.diskLost, (value) => value)
  if (!lost) return null
  return (
    <p role="status" className="flex items-center gap-3 border-b bg-warn-soft px-4 py-1.5 text-warn">
      <HardDrive aria-hidden="true" className="size-4 shrink-0" />
      <span>This browser keeps no data for this page (storage is full or switched off, or a newer version is open in another tab). Numbers are live, but nothing can be changed here or read without a network. <code className="font-mono text-xs">client.storage_lost</code></span>
    </p>
  )
}

function reason(connection: Connection): string {
  if (connection.kind !== 'waiting' || connection.failure === null) return 'Nothing could be loaded yet.'
  return `Nothing could be loaded yet: ${connection.failure.title} (${connection.failure.code})`
}
