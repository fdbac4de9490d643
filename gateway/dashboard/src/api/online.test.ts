import { describe, expect, it } from 'vitest'
import { authorized, type Keyring } from './authorized'
import { FailureError } from './failure'
import { brought, createOnline } from './online'
import type { Tokens } from './tokens'

const origin = 'https://shop.example'

/** A server that takes the token `a1` alone and keeps what it was sent. */
function createServer(answer: () => Response) {
  let tokens: Tokens | null = { access: 'a0', refresh: 'r0', expiresAt: 1e12 }
  const sent: { readonly path: string; readonly method: string; readonly token: string | null; readonly type: string | null; readonly body: string }[] = []
  const send: typeof fetch = async (input, init) => {
    const path = String(input).replace(origin, '')
    if (path.endsWith('/sign-in/refresh')) return json(200, { tokenType: 'Bearer', accessToken: 'a1', expiresIn: 900, refreshToken: 'r1' })
    const headers = new Headers(init?.headers)
    // As a network does: what was sent once cannot be read from the request a second time.
    const body = init?.body === undefined || init.body === null ? '' : await new Response(init.body).text()
    sent.push({ path, method: init?.method ?? 'GET', token: headers.get('Authorization'), type: headers.get('Content-Type'), body })
    return headers.get('Authorization') === 'Bearer a1' ? answer() : json(401, { code: 'auth.expired', title: 'x' }, 'application/problem+json')
  }
  const keyring: Keyring = { read: () => ({ key: 'cf_…', tokens }), write: (fresh) => { tokens = fresh } }
  return { sent, online: createOnline(authorized(keyring, send, () => 0), origin) }
}

function json(status: number, body: unknown, type = 'application/json', headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': type, ...headers } })
}

async function failure(call: Promise<unknown>) {
  const error = await call.then(() => null, (reason: unknown) => reason)
  return error instanceof FailureError ? error.failure : error
}

describe('asking by the description', () => {
  it('asks once more with a new token after a 401, and its body arrives whole', async () => {
    const { sent, online } = createServer(() => json(200, { outcome: 'applied', deliveryId: 'd1' }))
    const winner = 'ü'.repeat(5_000)
    const answer = await brought(online.POST('/api/v1/conflicts/{id}/resolution', { params: { path: { id: 'a/b' } }, body: { winner } }))
    expect(answer?.outcome).toBe('applied')
    expect(sent.map(({ token }) => token)).toEqual(['Bearer a0', 'Bearer a1'])
    for (const { path, method, type, body } of sent) {
      expect([path, method, type]).toEqual(['/api/v1/conflicts/a%2Fb/resolution', 'POST', 'application/json'])
      expect(JSON.parse(body)).toEqual({ winner })
    }
  })

  it('tells problem details as a failure with their code', async () => {
    const problem = { code: 'conflict.not_open', title: 'It is not open.', detail: 'A later count ended it.', status: 422 }
    const { online } = createServer(() => json(422, problem, 'application/problem+json'))
    expect(await failure(online.POST('/api/v1/conflicts/{id}/resolution', { params: { path: { id: '1' } }, body: { winner: 'a' } })))
      .toEqual({ kind: 'refused', code: 'conflict.not_open', title: 'It is not open.', detail: 'A later count ended it.', status: 422, retryAfterMs: null })
  })

  it('keeps how long a server asks to wait, and the status of an answer that is no JSON', async () => {
    const waiting = createServer(() => json(429, { code: 'rate.limited', title: 'Too many.' }, 'application/problem+json', { 'Retry-After': '7' }))
    expect(await failure(waiting.online.GET('/api/v1/channels'))).toMatchObject({ kind: 'throttled', code: 'rate.limited', retryAfterMs: 7_000 })
    const proxy = createServer(() => new Response('<html>Bad gateway</html>', { status: 502 }))
    expect(await failure(proxy.online.GET('/api/v1/channels'))).toMatchObject({ kind: 'serverError', code: 'http.502' })
  })

  it('tells a network that is away from a server that refuses', async () => {
    const online = createOnline(() => Promise.reject(new TypeError('fetch failed')), origin)
    expect(await failure(online.GET('/api/v1/channels'))).toMatchObject({ kind: 'unreachable', status: null })
  })

  it('passes an abort through, which is no failure', async () => {
    const online = createOnline((_, init) => new Promise((_resolve, reject) => { init?.signal?.addEventListener('abort', () => { reject(new DOMException('x', 'AbortError')) }) }), origin)
    const leaving = new AbortController()
    const call = failure(online.GET('/api/v1/channels', { signal: leaving.signal }))
    leaving.abort()
    expect(await call).toMatchObject({ name: 'AbortError' })
  })
})
