import createClient, { type Client } from 'openapi-fetch'
import { asFailure, readBody, requestTimeoutMs, type Send } from './ask'
import type { components, paths } from './described'
import { FailureError, failureOf } from './failure'

/**
 * What the pages that need the server ask through: paths, parameters, bodies and answers are typed by the API's own description
 * (docs/openapi.v1.json), which the server's tests hold its answers against. Calls throw as those of `Api` do.
 */
export type Online = Client<paths, 'application/json'>

/** A body by its name in the description. */
export type Described = components['schemas']

/** @param patienceMs How long an answer may take, its body included. */
export function createOnline(send: Send, origin: string, patienceMs = requestTimeoutMs): Online {
  return createClient<paths, 'application/json'>({ baseUrl: origin, fetch: (request) => answered(send, request, patienceMs) })
}

/** What a call brought; only for answers that have a body. */
export async function brought<T>(call: Promise<{ readonly data?: T }>): Promise<T> {
  const { data } = await call
  if (data === undefined) throw new TypeError('An answer without its body.')
  return data
}

/** Takes the request apart: one that is sent a second time, with another token, has lost its body. */
async function answered(send: Send, request: Request, patienceMs: number): Promise<Response> {
  const { url, method, headers } = request
  const timeout = AbortSignal.timeout(patienceMs)
  const content = method === 'GET' || method === 'HEAD' ? {} : { body: await request.blob() }
  try {
    const response = await send(url, { method, headers, cache: 'no-store', ...content, signal: AbortSignal.any([request.signal, timeout]) })
    if (response.ok) return response
    throw new FailureError(failureOf(response.status, await readBody(response), response.headers.get('Retry-After')))
  } catch (error) {
    throw asFailure(error, request.signal, timeout.aborted)
  }
}
