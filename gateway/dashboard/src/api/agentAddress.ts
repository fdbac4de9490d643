import { ask, type Send } from './ask'
import { fields, text, UnreadableError } from './fields'

/** Where the agent answers: on the machine that this page is open on. */
export interface AgentAddress {
  readonly origin: string
  readonly socket: string
}

/** Where it is looked for until the gateway has said. A browser takes this machine for safe, so that a page of https may ask it. */
export const usualAgent: AgentAddress = { origin: 'http://localhost:3001', socket: 'ws://localhost:3001/ws' }

const ownNames = ['localhost', '127.0.0.1', '[::1]']

/** Reads `dashboard-config`. Another machine is no creator's agent, whoever says so. */
export function decodeAgentAddress(value: unknown): AgentAddress {
  const from = fields(value, 'dashboard-config')
  return { origin: ownAddress(from, 'agent_url', ['http:', 'https:']).origin, socket: ownAddress(from, 'agent_websocket', ['ws:', 'wss:']).href }
}

function ownAddress(from: ReturnType<typeof fields>, name: string, protocols: readonly string[]): URL {
  const address = URL.parse(text(from, name))
  if (address === null || !protocols.includes(address.protocol) || !ownNames.includes(address.hostname)) throw new UnreadableError(`${name} is no address of this machine`)
  return address
}

/** Throws a FailureError, or an AbortError when aborted. */
export function askAgentAddress(send: Send, signal: AbortSignal): Promise<AgentAddress> {
  return ask(send, { url: '/api/dashboard-config', method: 'GET' }, decodeAgentAddress, signal)
}
