import type { AgentAddress } from './agentAddress'
import { ask, type Send } from './ask'
import { decodeAll, decodeSessionAnalytics, decodeSessionBlock, decodeSessionStatus, decodeWorkSession } from './decodeSessions'
import type { SessionReading } from './sessions'

/** Reads everything there is about sessions, or throws a FailureError, or an AbortError when aborted. */
export type ReadSessions = (signal: AbortSignal) => Promise<SessionReading>

export function sessionsOfAgent(send: Send, { origin }: AgentAddress): ReadSessions {
  return sessionsOf('agent', origin, send)
}

/** @param send Shows who asks, and knows where the gateway is. */
export function sessionsOfGateway(send: Send): ReadSessions {
  return sessionsOf('hosted', '', send)
}

function sessionsOf(source: 'agent' | 'hosted', origin: string, send: Send): ReadSessions {
  return async (signal) => {
    const get = <T>(path: string, read: (body: unknown) => T) => ask(send, { url: `${origin}/api${path}`, method: 'GET' }, read, signal)
    const [status, active, recent, analytics, blocks] = await Promise.all([
      get('/status', (body) => decodeSessionStatus(body, source)),
      get('/sessions/active', (body) => decodeAll(body, decodeWorkSession)),
      get('/sessions/recent', (body) => decodeAll(body, decodeWorkSession)),
      get('/analytics/current', decodeSessionAnalytics),
      get('/five-hour-blocks', (body) => decodeAll(body, decodeSessionBlock)),
    ])
    return { status, active, recent, analytics, blocks }
  }
}
