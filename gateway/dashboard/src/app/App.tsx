import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { BrowserRouter } from 'react-router'
import { createApi } from '../api/client'
import { FailureError, type Failure } from '../api/failure'
import { SessionContext, type Session } from '../features/session/SessionContext'
import { Identifying } from '../features/signin/Identifying'
import { SignInPage } from '../features/signin/SignInPage'
import type { Cell } from '../storage/cell'
import { forgetSignIn, keepSignIn, updateSignIn, type Identity, type SignIn } from '../storage/signIn'
import { useCell } from '../ui/useCell'
import { Pages } from './routes'
import { sendOnce } from './keyrings'
import { createSession } from './startSession'

export function App({ signIn }: { readonly signIn: Cell<SignIn | null> }) {
  const current = useCell(signIn, (value) => value)
  const [failure, setFailure] = useState<Failure | null>(null)
  const leave = (why: Failure | null) => {
    forgetSignIn(sessionStorage, localStorage)
    setFailure(why)
    signIn.write(null)
  }
  const enter = (next: SignIn, remember: boolean) => {
    keepSignIn(next, remember ? localStorage : sessionStorage)
    setFailure(null)
    signIn.write(next)
  }
  if (current === null) return <SignInPage failure={failure} check={checkKey} onSignIn={enter} />
  if (current.identity === null) {
    const identified = (known: SignIn) => {
      updateSignIn(known, sessionStorage, localStorage)
      signIn.write(known)
    }
    return <Identifying key={current.key} signIn={current} identify={identify} onIdentified={identified} onRefused={leave} />
  }
  return <SignedInApp key={current.identity.creatorId} signIn={current} identity={current.identity} onLeave={leave} />
}

interface SignedInAppProps {
  readonly signIn: SignIn
  readonly identity: Identity
  readonly onLeave: (why: Failure | null) => void
}

function SignedInApp({ signIn, identity, onLeave }: SignedInAppProps) {
  const session = useMemo(() => createSession(signIn, identity), [signIn, identity])
  const queries = useMemo(() => createQueries(session), [session])
  useEffect(() => session.start(), [session])
  // What was asked for one creator is not kept while another is shown; the pages that asked leave after this does.
  useEffect(() => () => { queueMicrotask(() => { queries.clear() }) }, [queries])
  const refusal = useCell(session.standing, ({ connection }) => (connection.kind === 'signInNeeded' ? connection.failure : null))
  useEffect(() => { if (refusal !== null) onLeave(refusal) })
  const value = useMemo(() => ({ session, signOut: () => { void session.forget().finally(() => { onLeave(null) }) } }), [session, onLeave])
  return <Providers queries={queries} value={value}><Pages /></Providers>
}

interface ProvidersProps {
  readonly queries: QueryClient
  readonly value: { readonly session: Session; readonly signOut: () => void }
  readonly children: ReactNode
}

function Providers({ queries, value, children }: ProvidersProps) {
  return (
    <SessionContext value={value}>
      <QueryClientProvider client={queries}>
        <BrowserRouter>{children}</BrowserRouter>
      </QueryClientProvider>
    </SessionContext>
  )
}

/** A cache of its own for each key: nothing of one creator can show under another's. */
function createQueries(session: Session): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof FailureError && error.failure.kind === 'unauthorized') session.refused(error.failure)
      },
    }),
    // Asked even where the browser takes itself for offline: a page that waits in silence says less than one that failed.
    defaultOptions: { queries: { networkMode: 'always', staleTime: 30_000, refetchOnWindowFocus: false, retry: isWorthRetrying } },
  })
}

function isWorthRetrying(failures: number, error: Error): boolean {
  const passing = error instanceof FailureError && ['unreachable', 'timedOut', 'serverError', 'throttled'].includes(error.failure.kind)
  return passing && failures < 3
}

function checkKey(key: string): Promise<Failure | SignIn> {
  return identify({ key, tokens: null, creator: null, identity: null }, new AbortController().signal)
}

/** Exchanges the key and asks the server whose it is. */
async function identify(signIn: SignIn, signal: AbortSignal): Promise<Failure | SignIn> {
  const { send, held } = sendOnce(signIn)
  try {
    const { creatorId, name, mayEdit } = await createApi(send).me(signal)
    return { ...held(), creator: signIn.creator ?? name, identity: { creatorId, mayEdit } }
  } catch (error) {
    if (error instanceof FailureError) return error.failure
    throw error
  }
}
