import type { Send } from './ask'
import { exchangeKey, refreshTokens, type Tokens } from './tokens'

/** Where a page's right to ask is kept. */
export interface Keyring {
  /** The tokens, and where there are none yet, the key. */
  readonly read: () => { readonly key: string; readonly tokens: Tokens | null }
  readonly write: (tokens: Tokens) => void
}

/** So long before its end a token is changed for another; at most a tenth of a quarter of an hour. */
const marginMs = 60_000

/**
 * A fetch that shows the access token. It gets another before the present one ends, and when the server does not take it any more;
 * requests at the same time share one exchange. Without a network it fails as fetch does, and nothing is lost: who refuses is the
 * server alone, with a FailureError of kind `unauthorized`.
 */
export function authorized(keyring: Keyring, send: Send, now: () => number): Send {
  let underWay: Promise<Tokens> | null = null

  const renew = (): Promise<Tokens> => {
    const { key, tokens } = keyring.read()
    // Nobody's own signal: whoever goes must not end it for the others.
    const { signal } = new AbortController()
    underWay ??= (tokens === null ? exchangeKey(key, send, now, signal) : refreshTokens(tokens.refresh, send, now, signal))
      .then((fresh) => {
        keyring.write(fresh)
        return fresh
      })
      .finally(() => { underWay = null })
    return underWay
  }

  const current = async (): Promise<Tokens> => {
    const { tokens } = keyring.read()
    return tokens === null || tokens.expiresAt - marginMs <= now() ? renew() : tokens
  }

  return async (input, init) => {
    const shown = await current()
    const answer = await send(input, showing(shown, init))
    if (answer.status !== 401) return answer
    await answer.body?.cancel()
    // Another tab, or another request, may have changed it meanwhile.
    const { tokens } = keyring.read()
    const other = tokens !== null && tokens.access !== shown.access ? tokens : await renew()
    return send(input, showing(other, init))
  }
}

function showing(tokens: Tokens, init: RequestInit | undefined): RequestInit {
  const headers = new Headers(init?.headers)
  headers.set('Authorization', `Bearer ${tokens.access}`)
  return { ...init, headers }
}
