import { useState } from 'react'
import type { WorkSession } from '../../api/sessions'
import { useClock } from '../../ui/clock'
import { Flash } from '../../ui/Flash'
import { count, exactTime } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { aboutOf, lasting, nameOf } from './sessionWords'

/** What is being worked on now. */
export function ActivePanel({ sessions }: { readonly sessions: readonly WorkSession[] }) {
  return (
    <Panel title="Active" aside={<span className="figures">{count(sessions.length, 'session')}</span>}>
      {sessions.length === 0 ? <p className="px-4 py-6 text-ink-soft">No session runs at the moment.</p> : (
        <ul className="divide-y">{sessions.map((session) => <ActiveSession key={session.id} session={session} />)}</ul>
      )}
    </Panel>
  )
}

function ActiveSession({ session }: { readonly session: WorkSession }) {
  const { startedAt, estimatedTokens, messages } = session
  const changedAt = useChangedAt(`${String(estimatedTokens)} ${String(messages)}`)
  const lasts = useClock((now) => lasting(startedAt, null, now))
  return (
    <li data-testid={`session-${session.id}`} className="relative isolate flex flex-wrap items-center gap-x-6 gap-y-1 px-4 py-3">
      <Flash changedAt={changedAt} />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-semibold break-words">{nameOf(session)}</p>
        <p className="break-words text-ink-soft">{aboutOf(session)}</p>
      </div>
      <div className="figures flex justify-between gap-x-6 max-md:w-full md:text-right">
        <p className="md:min-w-20" title={`Since ${exactTime(startedAt)}`}>{lasts}<span className="block text-xs text-ink-faint">running</span></p>
        <p className="text-right md:min-w-28">{count(estimatedTokens, 'token')}<span className="block text-xs text-ink-faint">{count(messages, 'message')}</span></p>
      </div>
    </li>
  )
}

/** When what is shown changed last before the eyes of whoever looks; null for what was there from the beginning. */
function useChangedAt(what: string): number | null {
  const [seen, setSeen] = useState<{ readonly what: string; readonly at: number | null }>({ what, at: null })
  if (seen.what !== what) setSeen({ what, at: Date.now() })
  return seen.at
}
