import { describe, expect, it } from 'vitest'
import { authorized, type Keyring } from './authorized'
import { createApi } from './client'
import { FailureError } from './failure'
import type { Tokens } from './tokens'

const minute = 60_000

/** A gateway in memory: tokens are numbered, `live` is the one it takes. */
function createGateway(held: { key: string; tokens: Tokens | null }) {
  const calls: string[] = []
  const state = { now: 0, live: 0, online: true, revoked: false }
  const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
  const send: typeof fetch = async (input, init) => {
    const path = String(input).replace('/api/v1', '')
    await Promise.resolve()
    if (!state.online) throw new TypeError('fetch failed')
    calls.push(path)
    if (path.startsWith('/sign-in')) {
      if (state.revoked) return answer(401, { code: 'auth.invalid', title: 'x' })
      state.live++
      return answer(200, { tokenType: 'Bearer', accessToken: `a${String(state.live)}`, expiresIn: 900, refreshToken: `r${String(state.live)}` })
    }
    const shown = new Headers(init?.headers).get('Authorization')
    if (state.revoked || shown !== `Bearer a${String(state.live)}`) return answer(401, { code: 'auth.expired', title: 'x' })
    return answer(200, { creatorId: 'mia', name: 'Mia', scopes: ['owner'] })
  }
  const keyring: Keyring = { read: () => held, write: (tokens) => { held = { key: 'cf_…', tokens } } }
  const api = createApi(authorized(keyring, send, () => state.now))
  return { calls, state, me: () => api.me(new AbortController().signal), held: () => held }
}

const failureKind = (error: unknown) => (error instanceof FailureError ? error.failure.kind : error)

describe('asking with a token', () => {
  it('exchanges the key once, however many ask at the same time', async () => {
    const gateway = createGateway({ key: 'cf_key', tokens: null })
    await Promise.all([gateway.me(), gateway.me(), gateway.me()])
    expect(gateway.calls).toEqual(['/sign-in', '/me', '/me', '/me'])
    expect(gateway.held().tokens).toEqual({ access: 'a1', refresh: 'r1', expiresAt: 15 * minute })
  })

  it('gets another before the present one ends', async () => {
    const gateway = createGateway({ key: 'cf_key', tokens: null })
    await gateway.me()
    gateway.state.now = 13 * minute
    await gateway.me()
    gateway.state.now = 14 * minute
    await gateway.me()
    expect(gateway.calls).toEqual(['/sign-in', '/me', '/me', '/sign-in/refresh', '/me'])
  })

  it('gets another when the server takes the present one no more', async () => {
    const gateway = createGateway({ key: 'cf_key', tokens: { access: 'old', refresh: 'r0', expiresAt: 10 * minute } })
    expect(await gateway.me()).toEqual({ creatorId: 'mia', name: 'Mia', mayEdit: true })
    expect(gateway.calls).toEqual(['/me', '/sign-in/refresh', '/me'])
  })

  it('loses nothing when its token ends without a network', async () => {
    const tokens = { access: 'a0', refresh: 'r0', expiresAt: 10 * minute }
    const gateway = createGateway({ key: 'cf_…', tokens })
    Object.assign(gateway.state, { online: false, now: 60 * minute })
    expect(failureKind(await gateway.me().catch((error: unknown) => error))).toBe('unreachable')
    expect(gateway.held().tokens).toEqual(tokens)
    gateway.state.online = true
    expect((await gateway.me()).creatorId).toBe('mia')
  })

  it('asks for another key only when the server refuses, and asks it no more than it must', async () => {
    const gateway = createGateway({ key: 'cf_…', tokens: { access: 'a0', refresh: 'r0', expiresAt: 10 * minute } })
    gateway.state.revoked = true
    expect(failureKind(await gateway.me().catch((error: unknown) => error))).toBe('unauthorized')
    expect(gateway.calls).toEqual(['/me', '/sign-in/refresh'])
  })
})
