import type { Committed } from './copy'
import type { Standing } from './standing'

/** What one creator's tabs tell each other. A tab does not hear itself. */
export type TabMessage =
  | Committed
  | { readonly kind: 'standing'; readonly standing: Standing }
  /** The queue of edits has changed on disk. */
  | { readonly kind: 'edits' }
  /** A tab has come and asks how things stand. */
  | { readonly kind: 'hello' }
  | { readonly kind: 'retry' }

export interface Channel {
  readonly post: (message: TabMessage) => void
  readonly listen: (listener: (message: TabMessage) => void) => () => void
}

const kinds: readonly string[] = ['committed', 'replaced', 'standing', 'edits', 'hello', 'retry'] satisfies readonly TabMessage['kind'][]

/** The name carries the database's version: only tabs that agree on the shapes hear each other. */
export function openChannel(broadcast: BroadcastChannel): Channel {
  return {
    post: (message) => { broadcast.postMessage(message) },
    listen: (listener) => {
      const hear = ({ data }: MessageEvent<unknown>) => { if (isMessage(data)) listener(data) }
      broadcast.addEventListener('message', hear)
      return () => { broadcast.removeEventListener('message', hear) }
    },
  }
}

function isMessage(data: unknown): data is TabMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string' && kinds.includes(data.kind)
}

/** Where there is nobody to talk to. */
export const noChannel: Channel = { post: () => {}, listen: () => () => {} }
