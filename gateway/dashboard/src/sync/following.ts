import type { Committed } from './copy'

/** Follows what the leader writes; where something was missed the disk is read again, and what came meanwhile is caught up on. */
export function createFollowing(take: (committed: Committed) => boolean, load: () => Promise<void>) {
  let heldBack: Committed[] | null = null
  const reload = async (): Promise<void> => {
    heldBack = []
    await load()
    const missed: readonly Committed[] = heldBack
    heldBack = null
    // Those that the disk had already are not taken; the first that is leads on from there.
    const from = missed.findIndex(take)
    if (from < 0 ? missed.some(({ kind }) => kind === 'replaced') : !missed.slice(from + 1).every(take)) await reload()
  }
  const hear = (committed: Committed) => {
    if (heldBack !== null) heldBack.push(committed)
    else if (!take(committed)) void reload()
  }
  return { hear, reload }
}
