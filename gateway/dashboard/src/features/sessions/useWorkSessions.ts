import { useEffect, useMemo } from 'react'
import { agentSocket, sessionsOfAgent, sessionsOfGateway } from '../../api/sessionSources'
import { useCell } from '../../ui/useCell'
import { useSignedIn } from '../session/SessionContext'
import type { Hearing } from './agentSocket'
import { watchSessions, type View, type Watching, type WatchPorts } from './watching'

/** Sessions as they stand, from whoever answers, while this page is open. */
export function useWorkSessions(): View & { readonly retry: () => void } {
  const { send, refused } = useSignedIn().session
  const watching = useMemo(() => watchSessions({ ...world, read: { agent: sessionsOfAgent(fetchPlain), hosted: sessionsOfGateway(send) }, onRefused: refused }), [send, refused])
  useEffect(() => follow(watching), [watching])
  const view = useCell(watching.view, (value) => value)
  return { ...view, retry: () => { watching.happen({ kind: 'retryRequested' }) } }
}

/** The agent is shown no key: it is this machine's own. */
const fetchPlain: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'omit' })

const world: Omit<WatchPorts, 'read' | 'onRefused'> = {
  openSocket,
  steadyNow: () => performance.now(),
  now: Date.now,
  delay: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => { clearTimeout(timer) }
  },
}

function openSocket({ opened, said, ended }: Hearing): () => void {
  const socket = new WebSocket(agentSocket)
  const heard = new AbortController()
  socket.addEventListener('open', opened, { signal: heard.signal })
  socket.addEventListener('message', said, { signal: heard.signal })
  socket.addEventListener('close', ended, { signal: heard.signal })
  return () => {
    heard.abort()
    socket.close()
  }
}

/** Tells it what the browser knows; answers with the way to stop. */
function follow({ happen }: Watching): () => void {
  const offline = () => { happen({ kind: 'wentOffline' }) }
  const online = () => { happen({ kind: 'cameOnline' }) }
  const seen = () => { happen({ kind: document.hidden ? 'wasHidden' : 'wasShown' }) }
  window.addEventListener('offline', offline)
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', seen)
  happen({ kind: 'started', seen: !document.hidden, online: navigator.onLine })
  return () => {
    window.removeEventListener('offline', offline)
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', seen)
    happen({ kind: 'wasHidden' })
  }
}
