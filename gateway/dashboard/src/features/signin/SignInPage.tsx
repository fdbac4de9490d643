import { KeyRound } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Failure } from '../../api/failure'
import { looksLikeKey, type SignIn } from '../../storage/signIn'
import { Button } from '../../ui/Button'

interface SignInPageProps {
  /** Why the last key is no longer in use; null on a first visit. */
  readonly failure: Failure | null
  /** Asks the server whose key it is, or why it is not accepted. */
  readonly check: (key: string) => Promise<Failure | SignIn>
  readonly onSignIn: (signIn: SignIn, remember: boolean) => void
}

export function SignInPage({ failure, check, onSignIn }: SignInPageProps) {
  const [key, setKey] = useState('')
  const [remember, setRemember] = useState(false)
  const [checking, setChecking] = useState(false)
  const [refusal, setRefusal] = useState<Pick<Failure, 'title' | 'code'> | null>(failure)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const pasted = key.trim()
    if (!looksLikeKey(pasted)) {
      setRefusal(noKey)
      return
    }
    setChecking(true)
    const answer = await check(pasted)
    setChecking(false)
    if ('key' in answer) onSignIn(answer, remember)
    else setRefusal(answer)
  }

  return (
    <main className="grid h-dvh place-items-center overflow-y-auto p-4">
      <title>Sign in · CreatorFlow</title>
      <form onSubmit={(event) => void submit(event)} className="flex w-full max-w-sm flex-col gap-4 rounded-xl border bg-surface p-6" noValidate>
        <h1 className="text-xl font-semibold">CreatorFlow</h1>
        <p className="text-ink-soft">Stock and orders of all your channels, live. Sign in with your API key.</p>
        <label className="flex flex-col gap-1.5 font-medium">
          API key
          <input
            type="password"
            name="api-key"
            value={key}
            onChange={(event) => { setKey(event.target.value) }}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            placeholder="cf_…"
            aria-invalid={refusal !== null}
            aria-describedby="sign-in-refusal"
            className="target rounded-md border border-line-strong bg-canvas px-3 font-mono font-normal placeholder:text-ink-faint"
          />
        </label>
        <label className="target flex items-center gap-2.5">
          <input type="checkbox" checked={remember} onChange={(event) => { setRemember(event.target.checked) }} className="size-4 accent-accent" />
          Stay signed in on this device
        </label>
        <div id="sign-in-refusal" role="alert">
          {refusal !== null && (
            <p className="rounded-md bg-bad-soft px-3 py-2 text-bad">
              {refusal.title} <code className="font-mono text-xs">{refusal.code}</code>
            </p>
          )}
        </div>
        <Button type="submit" look="primary" disabled={checking}>
          <KeyRound aria-hidden="true" className="size-4" />
          {checking ? 'Checking…' : 'Sign in'}
        </Button>
        <p className="border-t pt-4 text-ink-soft">
          First time here? <code className="font-mono text-xs">dotnet run --project deploy/AppHost</code> starts everything with a demo and prints a link that signs you in.
        </p>
      </form>
    </main>
  )
}

const noKey = { title: 'Paste the whole key: one word, without spaces.', code: 'client.keyMalformed' }
