import { describe, expect, it } from 'vitest'
import { decodeAgentAddress, usualAgent } from './agentAddress'
import { UnreadableError } from './fields'

const config = (agent_url: unknown, agent_websocket: unknown) => ({ agent_url, agent_websocket, fallback_after_ms: 5_000, recover_within_ms: 10_000, retention_days: 365 })

describe("the agent's address", () => {
  it('is what the gateway says', () => {
    expect(decodeAgentAddress(config('http://localhost:3001', 'ws://localhost:3001/ws'))).toEqual(usualAgent)
    expect(decodeAgentAddress(config('http://127.0.0.1:24001', 'ws://127.0.0.1:24001/ws'))).toEqual({ origin: 'http://127.0.0.1:24001', socket: 'ws://127.0.0.1:24001/ws' })
  })

  it.each([
    ['another machine', config('http://agent.example.com', 'ws://localhost:3001/ws')],
    ['another machine by its socket', config('http://localhost:3001', 'wss://agent.example.com/ws')],
    ['a name that only looks like this machine', config('http://localhost.example.com', 'ws://localhost:3001/ws')],
    ['no address', config('localhost', 'ws://localhost:3001/ws')],
    ['a script', config('javascript:alert(1)', 'ws://localhost:3001/ws')],
    ['nothing', {}],
  ])('is never %s', (_, said) => {
    expect(() => decodeAgentAddress(said)).toThrow(UnreadableError)
  })
})
