import { createContext, use } from 'react'
import type { Send } from '../../api/ask'
import type { Api } from '../../api/client'
import type { Failure } from '../../api/failure'
import type { Online } from '../../api/online'
import type { InventoryItem, Order } from '../../api/shapes'
import type { Cell } from '../../storage/cell'
import type { Desk } from '../../edits/desk'
import type { StoredEdits } from '../../storage/editStore'
import type { Identity, SignIn } from '../../storage/signIn'
import type { Connection } from '../../sync/connection'
import type { Latency } from '../../sync/latency'
import type { Standing } from '../../sync/standing'
import type { Held, Replica } from '../../sync/replica'
import { useCell } from '../../ui/useCell'

/** Everything that belongs to one signed-in key. */
export interface Session {
  readonly signIn: SignIn
  readonly identity: Identity
  readonly api: Api
  /** Asks as this key, for what neither knows. */
  readonly send: Send
  /** For pages that need the server. */
  readonly online: Online
  /** The same, with the patience that files need. */
  readonly files: Online
  readonly replica: Cell<Replica>
  readonly standing: Cell<Standing>
  readonly latency: Cell<Latency>
  readonly edits: Cell<StoredEdits>
  /** True when this browser does not keep the copy on disk. */
  readonly diskLost: Cell<boolean>
  /** Null where nothing can be kept, and so nothing edited. */
  readonly desk: Desk | null
  /** Null until another version of the page lies ready; then the way to change to it. */
  readonly newVersion: Cell<(() => void) | null>
  readonly start: () => () => void
  readonly retry: () => void
  /** The server refused the key outside the live line. */
  readonly refused: (failure: Failure) => void
  /** Takes everything of this creator off the device. */
  readonly forget: () => Promise<void>
}

export interface SignedIn {
  readonly session: Session
  readonly signOut: () => void
}

export const SessionContext = createContext<SignedIn | null>(null)

export function useSignedIn(): SignedIn {
  const signedIn = use(SessionContext)
  if (signedIn === null) throw new Error('Used outside a session.')
  return signedIn
}

export function useReplica<S>(select: (replica: Replica) => S): S {
  return useCell(useSignedIn().session.replica, select)
}

export function useConnection(): Connection {
  return useCell(useSignedIn().session.standing, (standing) => standing.connection)
}

export function useStock(sku: string): Held<InventoryItem> | undefined {
  return useReplica((replica) => replica.inventory.get(sku))
}

export function useOrder(id: string): Held<Order> | undefined {
  return useReplica((replica) => replica.orders.get(id))
}
