import { fields, readOrSkip } from './fields'

/** Why a request brought no usable answer. */
export interface Failure {
  readonly kind: 'unauthorized' | 'forbidden' | 'missing' | 'cursorExpired' | 'throttled' | 'refused' | 'serverError' | 'unreachable' | 'timedOut' | 'unreadable'
  /** The server's stable code, or one of our own that starts with `client.`. */
  readonly code: string
  readonly title: string
  readonly detail: string | null
  /** HTTP status; null when there was no answer. */
  readonly status: number | null
  /** How long the server asked us to wait, in milliseconds; null when it did not. */
  readonly retryAfterMs: number | null
}

/** Carries a {@link Failure} through promises; TanStack Query needs a thrown error. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure
  constructor(failure: Failure) {
    super(`${failure.code}: ${failure.title}`)
    this.failure = failure
  }
}

export function failureOf(status: number, body: unknown, retryAfter: string | null): Failure {
  const problem = readOrSkip(body, (value) => fields(value, 'problem')) ?? {}
  const kind = kindOf(status, typeof problem['code'] === 'string' ? problem['code'] : '')
  return {
    kind,
    code: typeof problem['code'] === 'string' ? problem['code'] : `http.${String(status)}`,
    title: typeof problem['title'] === 'string' ? problem['title'] : fallbackTitle[kind],
    detail: typeof problem['detail'] === 'string' ? problem['detail'] : null,
    status,
    retryAfterMs: retryAfter !== null && /^\d{1,6}$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : null,
  }
}

export function localFailure(kind: 'unreachable' | 'timedOut' | 'unreadable', detail: string | null = null): Failure {
  return { kind, code: `client.${kind}`, title: fallbackTitle[kind], detail, status: null, retryAfterMs: null }
}

function kindOf(status: number, code: string): Failure['kind'] {
  if (status === 401) return 'unauthorized'
  if (status === 403) return 'forbidden'
  if (status === 410 || code === 'cursor.expired') return 'cursorExpired'
  if (status === 404) return 'missing'
  if (status === 429) return 'throttled'
  return status >= 500 ? 'serverError' : 'refused'
}

const fallbackTitle: Readonly<Record<Failure['kind'], string>> = {
  unauthorized: 'The key was not accepted.',
  forbidden: 'This key may not read this.',
  missing: 'There is nothing at this address.',
  cursorExpired: 'The copy on this page is too old to be brought up to date step by step.',
  throttled: 'Too many requests.',
  refused: 'The request was refused.',
  serverError: 'The server could not answer.',
  unreachable: 'The server could not be reached.',
  timedOut: 'The server took too long to answer.',
  unreadable: 'The answer could not be read.',
}
