import { authorized, type Keyring } from '../api/authorized'
import type { Send } from '../api/ask'
import { originOf } from '../api/origin'
import type { Tokens } from '../api/tokens'
import { exchanged, readSignIn, updateSignIn, type SignIn } from '../storage/signIn'

/** For a sign-in that is not kept yet: what it became is read with `held`. */
export function sendOnce(signIn: SignIn): { readonly send: Send; readonly held: () => SignIn } {
  let current = signIn
  const keyring: Keyring = { read: () => current, write: (tokens) => { current = exchanged(current, tokens) } }
  return { send: authorized(keyring, plain, Date.now), held: () => current }
}

/** For a session: tokens are read from and written to where the sign-in is kept, so that tabs share what one of them got. */
export function sendFor(signIn: SignIn): Send {
  let own = signIn
  // Another tab may have signed out, or signed in somebody else: neither must be taken for this session's.
  const kept = () => {
    const stored = readSignIn(sessionStorage, localStorage)
    return stored !== null && stored.identity?.creatorId === signIn.identity?.creatorId ? stored : null
  }
  const newest = () => {
    const stored = kept()
    return (stored?.tokens?.expiresAt ?? 0) > (own.tokens?.expiresAt ?? 0) ? stored ?? own : own
  }
  const write = (tokens: Tokens) => {
    own = exchanged(own, tokens)
    if (kept() !== null) updateSignIn(own, sessionStorage, localStorage)
  }
  return authorized({ read: newest, write }, plain, Date.now)
}

/** Where the API is: here, unless the page was built to be hosted elsewhere (docs/hosting.md). */
export const apiOrigin = originOf(import.meta.env['VITE_API_ORIGIN'], location.origin)

/** Shows no key. */
export const plain: Send = (input, init) => fetch(typeof input === 'string' ? new URL(input, apiOrigin) : input, init)
