import { UnreadableError } from './fields'
import { FailureError, failureOf, localFailure } from './failure'

export const requestTimeoutMs = 15_000

/** A fetch, or one that shows who asks. */
export type Send = typeof fetch

export interface Question {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
}

/** Throws {@link FailureError}, or an AbortError when aborted. */
export async function ask<T>(send: Send, { url, method, body }: Question, read: (body: unknown) => T, signal: AbortSignal): Promise<T> {
  const timeout = AbortSignal.timeout(requestTimeoutMs)
  const content = body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }
  const headers = { Accept: 'application/json', ...content.headers }
  try {
    const response = await send(url, { method, cache: 'no-store', ...content, headers, signal: AbortSignal.any([signal, timeout]) })
    const answer: unknown = await readBody(response)
    if (!response.ok) throw new FailureError(failureOf(response.status, answer, response.headers.get('Retry-After')))
    return read(answer)
  } catch (error) {
    throw asFailure(error, signal, timeout.aborted)
  }
}

export async function openStream(send: Send, cursor: string, signal: AbortSignal): Promise<Response> {
  const headers = { Accept: 'text/event-stream', 'Last-Event-ID': cursor }
  try {
    const response = await send('/api/v1/stream', { headers, cache: 'no-store', signal })
    if (!response.ok) throw new FailureError(failureOf(response.status, await readBody(response), response.headers.get('Retry-After')))
    if (response.headers.get('Content-Type')?.startsWith('text/event-stream') === true) return response
    await response.body?.cancel()
    throw new FailureError(localFailure('unreadable', 'The live stream answered with something else.'))
  } catch (error) {
    throw asFailure(error, signal, false)
  }
}

/** Undefined when the body is no JSON: a proxy's error page must not hide the status. */
export async function readBody(response: Response): Promise<unknown> {
  const body = await response.text()
  try {
    return JSON.parse(body) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What a request that failed says. */
export function asFailure(error: unknown, signal: AbortSignal, timedOut: boolean): unknown {
  if (error instanceof FailureError || signal.aborted) return error
  if (timedOut) return new FailureError(localFailure('timedOut'))
  if (error instanceof UnreadableError) return new FailureError(localFailure('unreadable', error.message))
  // fetch reports every network fault as a TypeError.
  return error instanceof TypeError ? new FailureError(localFailure('unreachable')) : error
}
