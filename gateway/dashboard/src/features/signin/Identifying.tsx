import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Failure } from '../../api/failure'
import type { SignIn } from '../../storage/signIn'
import { backoffMs } from '../../sync/backoff'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { SkeletonRows } from '../../ui/Skeleton'

interface IdentifyingProps {
  readonly signIn: SignIn
  readonly identify: (signIn: SignIn, signal: AbortSignal) => Promise<Failure | SignIn>
  readonly onIdentified: (signIn: SignIn) => void
  readonly onRefused: (failure: Failure) => void
}

/** Between a key from a link and the pages: whose key it is tells which copy on this device belongs to it. */
export function Identifying({ signIn, identify, onIdentified, onRefused }: IdentifyingProps) {
  const [failed, setFailed] = useState<{ readonly failure: Failure; readonly attempt: number } | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    const asking = new AbortController()
    identify(signIn, asking.signal).then((answer) => {
      if (asking.signal.aborted) return
      if ('key' in answer) onIdentified(answer)
      else if (answer.kind === 'unauthorized' || answer.kind === 'forbidden') onRefused(answer)
      else setFailed({ failure: answer, attempt })
    }).catch((error: unknown) => { if (!asking.signal.aborted) throw error })
    return () => { asking.abort() }
    // Asked again by `attempt` alone: the callbacks are new with each render.
  }, [signIn, attempt])

  useEffect(() => {
    if (failed === null || failed.attempt !== attempt) return
    const timer = setTimeout(() => { setAttempt(attempt + 1) }, backoffMs(attempt, Math.random(), failed.failure.retryAfterMs))
    return () => { clearTimeout(timer) }
  }, [failed, attempt])

  return (
    <main className="grid h-dvh content-center p-4">
      <title>CreatorFlow</title>
      {failed === null ? <div aria-busy="true" aria-label="Signing in" className="mx-auto w-full max-w-md"><SkeletonRows rows={4} height={48} /></div> : (
        <Notice icon={WifiOff} title="The server cannot be reached" code={failed.failure.code} action={<Button look="primary" onClick={() => { setAttempt(attempt + 1) }}>Try now</Button>}>
          <p>{failed.failure.title} This page goes on by itself as soon as it answers.</p>
        </Notice>
      )}
    </main>
  )
}
