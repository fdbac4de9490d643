import { decodeAgentAddress, usualAgent, type AgentAddress } from '../api/agentAddress'
import { readOrSkip } from '../api/fields'

const entry = 'creatorflow.agent'

/** What the gateway said last: the agent is found without a network too. */
export function keptAgentAddress(device: Storage): AgentAddress {
  const stored = device.getItem(entry)?.split(' ')
  return readOrSkip({ agent_url: stored?.[0], agent_websocket: stored?.[1] }, decodeAgentAddress) ?? usualAgent
}

export function keepAgentAddress({ origin, socket }: AgentAddress, device: Storage): void {
  device.setItem(entry, `${origin} ${socket}`)
}
