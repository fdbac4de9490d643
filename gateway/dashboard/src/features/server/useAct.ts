import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import type { Failure } from '../../api/failure'
import { failureFrom } from '../../ui/FailureNotice'

/** Something that a person asks the server to do; nothing of it shows before the answer. */
export interface Act<V> {
  readonly run: (value: V) => void
  readonly busy: boolean
  /** Why it was refused; stays until it is dismissed or tried again. */
  readonly failure: Failure | null
  readonly dismiss: () => void
}

interface Outcome<T, V> {
  /** Lists to be read again, however it ended: a part of it may have been done. */
  readonly touches: readonly QueryKey[]
  readonly onDone?: (answer: T, value: V) => void
}

export function useAct<V, T>(act: (value: V) => Promise<T>, { touches, onDone }: Outcome<T, V>): Act<V> {
  const queries = useQueryClient()
  const mutation = useMutation({
    mutationFn: act,
    networkMode: 'always',
    onSuccess: (answer, value) => { onDone?.(answer, value) },
    onSettled: () => { for (const queryKey of touches) void queries.invalidateQueries({ queryKey }) },
  })
  return {
    run: (value) => { mutation.mutate(value) },
    busy: mutation.isPending,
    failure: mutation.error === null ? null : failureFrom(mutation.error),
    dismiss: mutation.reset,
  }
}
