import type { Edit } from '../../edits/edit'
import { useCell } from '../../ui/useCell'
import { useSignedIn } from '../session/SessionContext'

export function useEdits(): readonly Edit[] {
  return useCell(useSignedIn().session.edits, ({ edits }) => edits)
}

/** How many edits of the SKU's stock wait for an answer; at one place when it is given. */
export function usePending(sku: string, location?: string): number {
  return useCell(useSignedIn().session.edits, ({ edits }) => edits.filter((edit) => isFor(edit, sku, location)).length)
}

function isFor({ wanted, state }: Edit, sku: string, location: string | undefined): boolean {
  if (state.kind !== 'pending' || wanted.sku !== sku || (wanted.kind !== 'set' && wanted.kind !== 'change')) return false
  // An edit that names no place goes to the only one there is.
  return location === undefined || wanted.location === null || wanted.location === location
}

/** False with a key that may only read, and where nothing can be kept until it is sent. */
export function useMayEdit(): boolean {
  const { session } = useSignedIn()
  const lost = useCell(session.diskLost, (value) => value)
  return session.identity.mayEdit && session.desk !== null && !lost
}
