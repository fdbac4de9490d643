import { useEffect, useMemo, useState } from 'react'
import { askAgentAddress, type AgentAddress } from '../../api/agentAddress'
import type { Send } from '../../api/ask'
import { FailureError } from '../../api/failure'
import { sessionsOfAgent, sessionsOfGateway } from '../../api/sessionSources'
import { keepAgentAddress, keptAgentAddress } from '../../storage/agentAddress'
import { useCell } from '../../ui/useCell'
import { useReplica, useSignedIn } from '../session/SessionContext'
import type { Hearing } from './agentSocket'
import { watchSessions, type View, type Watching, type WatchPorts } from './watching'

/** Sessions as they stand, from whoever answers, while this page is open. */
export function useWorkSessions(): View & { readonly agent: AgentAddress; readonly retry: () => void } {
  const { send, refused } = useSignedIn().session
  const [agent, setAgent] = useState(() => keptAgentAddress(localStorage))
  const watching = useMemo(() => watchSessions({ ...worldOf(agent), read: { agent: sessionsOfAgent(fetchPlain, agent), hosted: sessionsOfGateway(send) }, onRefused: refused }), [agent, send, refused])
  useEffect(() => follow(watching), [watching])
  useStirring(watching)
  const view = useCell(watching.view, (value) => value)
  const gatewayAnswers = view.choice.hosted.standing.kind === 'answers'
  useEffect(() => learnAgentAddress(send, setAgent), [send, gatewayAnswers])
  return { ...view, agent, retry: () => { watching.happen({ kind: 'retryRequested' }) } }
}

/** The live line of this page, whichever tab holds it, says when the hosted copy is worth another look. */
function useStirring({ happen }: Watching): void {
  const sessionsAt = useReplica((replica) => replica.sessionsAt)
  useEffect(() => {
    if (sessionsAt !== null) happen({ kind: 'hostedStirred' })
  }, [sessionsAt, happen])
}

/** Asks where the agent is to be looked for; until that is answered it is looked for where it was last. */
function learnAgentAddress(send: Send, learn: (change: (was: AgentAddress) => AgentAddress) => void): () => void {
  const left = new AbortController()
  askAgentAddress(send, left.signal).then((told) => {
    keepAgentAddress(told, localStorage)
    // The same address must stay the same object: another one begins the watching anew.
    learn((was) => was.origin === told.origin && was.socket === told.socket ? was : told)
  }).catch((error: unknown) => {
    if (!(error instanceof FailureError || left.signal.aborted)) throw error
  })
  return () => { left.abort() }
}

/** The agent is shown no key: it is this machine's own. */
const fetchPlain: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'omit' })

const worldOf = ({ socket }: AgentAddress): Omit<WatchPorts, 'read' | 'onRefused'> => ({
  openSocket: (hearing) => openSocket(socket, hearing),
  steadyNow: () => performance.now(),
  now: Date.now,
  delay: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => { clearTimeout(timer) }
  },
})

function openSocket(address: string, { opened, said, ended }: Hearing): () => void {
  const socket = new WebSocket(address)
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
