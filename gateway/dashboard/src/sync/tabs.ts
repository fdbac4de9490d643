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

/**
 * Open while somebody listens: one that is left open stays with the page for good.
 * @param open Its name carries the database's version: only tabs that agree on the shapes hear each other.
 */
export function openChannel(open: () => BroadcastChannel): Channel {
  let broadcast: BroadcastChannel | null = null
  return {
    post: (message) => { broadcast?.postMessage(message) },
    listen: (listener) => {
      const opened = open()
      broadcast = opened
      opened.addEventListener('message', ({ data }: MessageEvent<unknown>) => { if (isMessage(data)) listener(data) })
      return () => {
        opened.close()
        if (broadcast === opened) broadcast = null
      }
    },
  }
}

function isMessage(data: unknown): data is TabMessage {
  return typeof data === 'object' && data !== null && 'kind' in data && typeof data.kind === 'string' && kinds.includes(data.kind)
}

/** Where there is nobody to talk to. */
export const noChannel: Channel = { post: () => {}, listen: () => () => {} }
