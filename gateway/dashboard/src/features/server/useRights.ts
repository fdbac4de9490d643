import { useQuery } from '@tanstack/react-query'
import { brought } from '../../api/online'
import { useSignedIn } from '../session/SessionContext'

/** What the present key may do (docs/access.md). */
export interface Rights {
  /** Null until the server was asked. */
  readonly role: string | null
  readonly keyId: string | null
  /** May change stock, links, settings. */
  readonly mayChange: boolean
  /** May see and change keys and secrets; null until the server was asked. */
  readonly isOwner: boolean | null
}

export function useRights(): Rights {
  const { online, identity } = useSignedIn().session
  const { data } = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => brought(online.GET('/api/v1/me', { signal })), staleTime: 300_000 })
  if (data === undefined) return { role: null, keyId: null, mayChange: identity.mayEdit, isOwner: null }
  return { role: data.role, keyId: data.keyId, mayChange: data.role === 'owner' || data.role === 'staff', isOwner: data.role === 'owner' }
}

/** The same without asking: what became known when the key was shown. */
export function useMayChange(): boolean {
  return useSignedIn().session.identity.mayEdit
}

/** Said where a button would be. */
export const onlyReads = 'This key only reads: changing it takes the role owner or staff.'
