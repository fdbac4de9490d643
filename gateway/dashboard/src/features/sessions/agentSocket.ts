import type { Delay } from './watching'

/** A socket that does not open, or does not stay open, is tried again after so long; meanwhile the page asks anyway. */
export const reopenMs = 3_000

/** What comes of a socket. */
export interface Hearing {
  readonly opened: () => void
  readonly said: () => void
  readonly ended: () => void
}

/** Opens it; answers with the way to close it, after which nothing is heard of it. */
export type OpenSocket = (hearing: Hearing) => () => void

/** Keeps the agent's socket open. Whatever it says means that something changed, and its end too is word from the agent. Answers with the way to stop. */
export function listenToAgent(open: OpenSocket, delay: Delay, onWord: () => void): () => void {
  let leave = () => {}

  const connect = () => {
    let opened = false
    leave = open({
      opened: () => { opened = true },
      said: onWord,
      ended: () => {
        leave = delay(reopenMs, connect)
        if (opened) onWord()
      },
    })
  }

  connect()
  return () => { leave() }
}
