import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query'
import type { Online } from '../../api/online'
import { useSignedIn } from '../session/SessionContext'

/** Something a person does that the server decides; `stale` names what is asked again once it has. Nothing shows before its answer. */
export function useDeed<Wanted, Answer = unknown>(act: (online: Online, wanted: Wanted) => Promise<Answer>, stale: readonly string[]): UseMutationResult<Answer, Error, Wanted> {
  const { online } = useSignedIn().session
  const queries = useQueryClient()
  return useMutation({
    networkMode: 'always',
    mutationFn: (wanted: Wanted) => act(online, wanted),
    onSettled: () => Promise.all(stale.map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  })
}

export function useMayChange(): boolean {
  return useSignedIn().session.identity.mayEdit
}
