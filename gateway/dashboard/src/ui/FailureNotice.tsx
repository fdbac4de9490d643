import { CircleAlert, Lock, SearchX } from 'lucide-react'
import { FailureError, localFailure, type Failure } from '../api/failure'
import { Button } from './Button'
import { Notice } from './Notice'

/** What a failed query has to say; an error that is none of ours is told as unreadable. */
export function failureFrom(error: Error): Failure {
  return error instanceof FailureError ? error.failure : localFailure('unreadable', error.message)
}

interface FailureNoticeProps {
  readonly failure: Failure
  /** What could not be shown, e.g. "The history". */
  readonly what: string
  readonly onRetry?: () => void
  /** It stands in the place of a whole page. */
  readonly page?: boolean
}

/** What happened, what to do, and the code. */
export function FailureNotice({ failure, what, onRetry, page = false }: FailureNoticeProps) {
  const icon = failure.kind === 'forbidden' ? Lock : failure.kind === 'missing' ? SearchX : CircleAlert
  const action = onRetry === undefined ? undefined : <Button onClick={onRetry}>Try again</Button>
  return (
    <Notice icon={icon} title={`${what} cannot be shown`} code={failure.code} action={action} page={page} tone={failure.kind === 'missing' ? 'plain' : 'bad'}>
      <p>{failure.title}</p>
      {failure.detail !== null && <p>{failure.detail}</p>}
      <p>{advice(failure)}</p>
    </Notice>
  )
}

function advice(failure: Failure): string {
  switch (failure.kind) {
    case 'forbidden':
      return 'Sign out and use a key with the scope “read” or “owner”.'
    case 'unauthorized':
      return 'Sign in again with a key that is still valid.'
    case 'missing':
      return 'Check the address, or search for it above.'
    case 'unreachable':
    case 'timedOut':
      return 'Check the connection; what is on this page stays as it is.'
    case 'cursorExpired':
    case 'throttled':
    case 'serverError':
      return 'Try again in a moment. If it stays, pass on the code below.'
    case 'refused':
    case 'unreadable':
      return 'If it stays after a reload, pass on the code below.'
  }
}
