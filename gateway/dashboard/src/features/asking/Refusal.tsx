import type { UseMutationResult } from '@tanstack/react-query'
import { failureFrom } from '../../ui/FailureNotice'
import { Refusal as Said } from '../server/Refusal'

interface RefusalProps<Answer, Wanted> {
  readonly deed: UseMutationResult<Answer, Error, Wanted>
  /** What did not happen, e.g. "It was not confirmed". */
  readonly what: string
}

/** Why a deed was not done; stays until it is dismissed or tried again. */
export function Refusal<Answer, Wanted>({ deed, what }: RefusalProps<Answer, Wanted>) {
  return <Said failure={deed.error === null ? null : failureFrom(deed.error)} what={what} onDismiss={deed.reset} />
}
