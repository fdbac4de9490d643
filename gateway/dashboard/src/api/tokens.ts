import { ask, type Send } from './ask'
import { fields, text, UnreadableError } from './fields'

/** What a key was exchanged for: the page keeps these, and the key itself no longer. */
export interface Tokens {
  readonly access: string
  /** Exchanged for new ones, once: for a minute after that it brings the same again, so that tabs may come at once and an answer be lost. */
  readonly refresh: string
  /** By this device's clock, in milliseconds. */
  readonly expiresAt: number
}

/** @throws FailureError, `unauthorized` when the key is not accepted. */
export function exchangeKey(key: string, send: Send, now: () => number, signal: AbortSignal): Promise<Tokens> {
  return exchange('/api/v1/sign-in', { key }, send, now, signal)
}

/** @throws FailureError, `unauthorized` when the key behind the token is over, or the token is. */
export function refreshTokens(refreshToken: string, send: Send, now: () => number, signal: AbortSignal): Promise<Tokens> {
  return exchange('/api/v1/sign-in/refresh', { refreshToken }, send, now, signal)
}

function exchange(url: string, shown: Readonly<Record<string, string>>, send: Send, now: () => number, signal: AbortSignal): Promise<Tokens> {
  // Counted from before it was asked: rather too early than too late.
  const askedAt = now()
  return ask(send, { url, method: 'POST', body: JSON.stringify(shown) }, (body) => decodeTokens(body, askedAt), signal)
}

function decodeTokens(value: unknown, askedAt: number): Tokens {
  const from = fields(value, 'tokens')
  const seconds = from['expiresIn']
  if (typeof seconds !== 'number' || !(seconds > 0)) throw new UnreadableError('tokens.expiresIn is no time')
  return { access: text(from, 'accessToken'), refresh: text(from, 'refreshToken'), expiresAt: askedAt + seconds * 1000 }
}
