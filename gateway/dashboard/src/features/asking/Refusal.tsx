import type { UseMutationResult } from '@tanstack/react-query'
import { CircleX } from 'lucide-react'
import { Button } from '../../ui/Button'
import { failureFrom } from '../../ui/FailureNotice'

interface RefusalProps<Answer, Wanted> {
  readonly deed: UseMutationResult<Answer, Error, Wanted>
  /** What did not happen, e.g. "It was not confirmed". */
  readonly what: string
}

/** Why something was not done; stays until it is dismissed or tried again. */
export function Refusal<Answer, Wanted>({ deed, what }: RefusalProps<Answer, Wanted>) {
  if (!deed.isError) return null
  const { title, detail, code } = failureFrom(deed.error)
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md bg-bad-soft px-3 py-1.5 text-bad">
      <CircleX aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">{what}: {title} {detail} <code className="font-mono text-xs">{code}</code></p>
      <Button onClick={() => { deed.reset() }}>Dismiss</Button>
    </div>
  )
}
