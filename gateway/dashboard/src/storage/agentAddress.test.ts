import { describe, expect, it } from 'vitest'
import { usualAgent } from '../api/agentAddress'
import { keepAgentAddress, keptAgentAddress } from './agentAddress'
import { memory } from './memory.testing'

const entry = 'creatorflow.agent'

describe("the agent's address on this device", () => {
  it('is the usual one until the gateway has said', () => {
    expect(keptAgentAddress(memory())).toEqual(usualAgent)
  })

  it('is what the gateway said last', () => {
    const device = memory()
    const told = { origin: 'http://localhost:24001', socket: 'ws://localhost:24001/ws' }
    keepAgentAddress(told, device)
    expect(keptAgentAddress(device)).toEqual(told)
  })

  it.each(['', 'http://localhost:24001', 'http://agent.example.com:3001 ws://agent.example.com:3001/ws'])('is the usual one where "%s" is kept', (kept) => {
    const device = memory()
    device.setItem(entry, kept)
    expect(keptAgentAddress(device)).toEqual(usualAgent)
  })
})
