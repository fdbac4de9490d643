import type { Api } from '../api/client'
import type { HeldVersion } from '../api/checksums'
import { FailureError } from '../api/failure'
import { topics, type InventoryItem, type Order, type Topic } from '../api/shapes'
import { differingRanges, rangeOf, sumsOf } from './checksums'
import type { Replica } from './replica'
import type { Resync } from './resync'

/** With more to mend than this, the lists are read anew: that is fewer requests. */
export const mostMended = 500
const atOnce = 6

export interface ProofPorts {
  readonly api: Api
  readonly read: () => Replica
  /** Brings the copy to the feed's end. */
  readonly catchUp: () => Promise<void>
  /** Puts records in that are newer than what is held, whatever the cursor says. */
  readonly absorb: (items: readonly InventoryItem[], orders: readonly Order[]) => void
  readonly drop: (topic: Topic, ids: readonly string[]) => void
  readonly onProgress: (resync: Resync) => void
}

export type Proof =
  /** `mended`: records that were not what the server holds, and are now. */
  | { readonly kind: 'proved'; readonly mended: number }
  | { readonly kind: 'hopeless' }

/**
 * Compares the copy with the server's sums and mends what differs:
 * 1. the server's sums are asked for,
 * 2. the copy is brought at least as far as they reach, so that what it lacks then is missing and not just to come,
 * 3. of each range that differs the server's versions are read; changes meanwhile may make a range differ that is whole,
 * 4. each record that is missing or older is read again, each that the server does not list is asked for by itself.
 */
export async function proveCopy(ports: ProofPorts, signal: AbortSignal): Promise<Proof> {
  ports.onProgress({ kind: 'checking' })
  const suspects: Suspect[] = []
  for (const topic of topics) {
    // Of an archive that is only held in part nothing can be proved.
    if (topic === 'orders' && ports.read().ordersCut) continue
    const { cursor, ranges } = await ports.api.checksums(topic, signal)
    if (ports.read().cursor !== cursor) await ports.catchUp()
    for (const range of differingRanges(sumsOf(heldOf(ports.read(), topic)), ranges)) {
      const listed = await ports.api.rangeVersions(topic, range, signal)
      suspects.push(...suspectsIn(topic, range, listed, ports.read()))
      if (suspects.length > mostMended) return { kind: 'hopeless' }
    }
  }
  return { kind: 'proved', mended: await mend(ports, suspects, signal) }
}

interface Suspect { readonly topic: Topic; readonly id: string }

function heldOf({ inventory, orders }: Replica, topic: Topic): readonly HeldVersion[] {
  return [...(topic === 'inventory' ? inventory : orders)].map(([id, { item }]) => ({ id, version: item.version }))
}

function suspectsIn(topic: Topic, range: number, listed: readonly HeldVersion[], replica: Replica): readonly Suspect[] {
  const held = new Map(heldOf(replica, topic).filter(({ id }) => rangeOf(id) === range).map(({ id, version }) => [id, version]))
  const known = new Set(listed.map(({ id }) => id))
  const older = listed.filter(({ id, version }) => (held.get(id) ?? 0) < version)
  const unlisted = [...held.keys()].filter((id) => !known.has(id))
  return [...older.map(({ id }) => id), ...unlisted].map((id) => ({ topic, id }))
}

async function mend(ports: ProofPorts, suspects: readonly Suspect[], signal: AbortSignal): Promise<number> {
  let mended = 0
  for (let done = 0; done < suspects.length; done += atOnce) {
    ports.onProgress({ kind: 'mending', done, inAll: suspects.length })
    const some = await Promise.all(suspects.slice(done, done + atOnce).map((suspect) => mendOne(ports, suspect, signal)))
    mended += some.filter((changed) => changed).length
  }
  return mended
}

/** False when the record cannot be read by this version of the page. */
async function mendOne({ api, absorb, drop }: ProofPorts, { topic, id }: Suspect, signal: AbortSignal): Promise<boolean> {
  try {
    if (topic === 'orders') absorb([], [await api.order(id, signal)])
    else {
      const item = await api.inventoryItem(id, signal)
      if (item.movedTo === null) absorb([item], [])
      else drop(topic, [id])
    }
    return true
  } catch (error) {
    if (!(error instanceof FailureError)) throw error
    if (error.failure.kind === 'unreadable') return false
    if (error.failure.kind !== 'missing') throw error
    drop(topic, [id])
    return true
  }
}
