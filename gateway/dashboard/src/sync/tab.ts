import type { Api } from '../api/client'
import type { InventoryItem } from '../api/shapes'
import { createSender, type Sender } from '../edits/sender'
import type { EditState } from '../edits/edit'
import { createShown } from '../edits/shown'
import type { Cell } from '../storage/cell'
import { commitDelta, copyCursor, loadCopy, replaceCopy, touchCopy } from '../storage/copyStore'
import type { Database } from '../storage/database'
import { loadEdits, markSent, settleEdits, type StoredEdits } from '../storage/editStore'
import { createCopy } from './copy'
import { createEngine, type Engine } from './engine'
import type { Happening } from './connection'
import { createFollowing } from './following'
import type { Campaign } from './leadership'
import type { Replica } from './replica'
import { mostOrders } from './snapshot'
import { isCurrent, mayReach, withConnection, type Standing } from './standing'
import type { Batch } from './streamReader'
import type { Channel, TabMessage } from './tabs'

/** While nothing changes, the disk is told this often that it is still current. */
export const touchEveryMs = 30_000

export interface TabPorts {
  readonly api: Api
  /** Null where the browser keeps nothing: the copy then lives in memory, and nothing can be edited. */
  readonly database: Database | null
  readonly campaign: Campaign
  readonly channel: Channel
  /** What the pages read: the copy with the edits in it. */
  readonly shown: Cell<Replica>
  readonly edits: Cell<StoredEdits>
  readonly standing: Cell<Standing>
  readonly now: () => number
  readonly random: () => number
  readonly delay: (ms: number, then: () => void) => () => void
  readonly isOnline: () => boolean
  /** Resolves once the screen shows what was written last. */
  readonly painted: () => Promise<void>
  readonly onApplied: (batch: Batch, liveSince: number) => void
  readonly onDiskLost: (error: unknown) => void
}

export interface Tab {
  readonly start: () => () => void
  readonly happen: (happening: Happening) => void
  /** The queue has changed on disk by this tab's doing. */
  readonly editsChanged: () => Promise<void>
}

/** One of a creator's tabs: paints from the disk, then leads, or follows the one that does. Only the leader streams and sends. */
export function createTab(ports: TabPorts): Tab {
  const { database, standing, channel } = ports
  const shown = createShown(ports.shown, ports.edits)
  let leading: { readonly engine: Engine; readonly sender: Sender | null } | null = null

  const copy = createCopy({
    cell: shown.base,
    disk: database === null ? null : {
      cursor: () => copyCursor(database),
      load: (onInventory) => loadCopy(database, onInventory),
      commit: (from, delta) => commitDelta(database, from, delta),
      replace: (whole) => replaceCopy(database, whole),
    },
    now: ports.now,
    asOf: () => standing.read().stale?.asOf ?? ports.now(),
    onCommitted: (committed) => { channel.post(committed) },
    onDiskLost: ports.onDiskLost,
  })

  const stand = (next: Standing) => {
    standing.write(next)
    if (leading !== null) channel.post({ kind: 'standing', standing: next })
  }

  async function load(): Promise<void> {
    const asOf = await copy.load()
    await reloadEdits()
    if (asOf !== null && !isCurrent(standing.read().connection)) standing.write({ ...standing.read(), stale: { asOf, noticedAt: ports.now() } })
  }

  async function reloadEdits(): Promise<void> {
    try {
      if (database !== null) ports.edits.write(await loadEdits(database))
    } catch (error) {
      ports.onDiskLost(error)
    }
  }

  async function lead(over: AbortSignal, loaded: Promise<void>): Promise<void> {
    await loaded
    // The network's answers, and the work that they make, come after the first sight of what the disk holds.
    if (copy.read().cursor !== null) await ports.painted()
    if (!over.aborted && !(await copy.standsAtDisk())) await load()
    if (over.aborted) return
    const engine = createEngine({ ...ports, copy, onConnection, onResync: (resync) => { stand({ ...standing.read(), resync }) } })
    leading = { engine, sender: database === null ? null : senderOf(database) }
    over.addEventListener('abort', () => {
      engine.stop()
      leading?.sender?.stop()
      leading = null
    })
    engine.happen({ kind: 'started', copy: isUsable(copy.read()) })
    keepTouched(over)
  }

  function onConnection(connection: Standing['connection']): void {
    const before = standing.read().connection
    stand(withConnection(standing.read(), connection, ports.now()))
    if (mayReach(connection)) leading?.sender?.wake(!mayReach(before) || isCurrent(connection))
  }

  function senderOf(disk: Database): Sender {
    return createSender({
      ...ports,
      all: async () => (await loadEdits(disk)).edits,
      markSent: async (edits, heldOnHand) => {
        const sent = await markSent(disk, edits, heldOnHand)
        await editsChanged()
        return sent
      },
      settle: (states, items) => settle(disk, states, items),
      send: ports.api.mutate,
      heldItem: (sku) => copy.read().inventory.get(sku)?.item,
      canSend: () => mayReach(standing.read().connection),
      onBroken: ports.onDiskLost,
      onSending: (sending) => { stand({ ...standing.read(), sending }) },
    })
  }

  /** The answer and the numbers that came with it are shown in one go. */
  async function settle(disk: Database, states: ReadonlyMap<string, EditState>, items: readonly InventoryItem[]): Promise<void> {
    await settleEdits(disk, states)
    const edits = await loadEdits(disk)
    shown.together(() => {
      copy.absorb(items.filter((item) => item.movedTo === null), [])
      ports.edits.write(edits)
    })
    await copy.settled()
    channel.post({ kind: 'edits' })
  }

  async function editsChanged(): Promise<void> {
    await reloadEdits()
    channel.post({ kind: 'edits' })
    leading?.sender?.wake(false)
  }

  function retry(): void {
    leading?.engine.happen({ kind: 'retryRequested' })
    if (mayReach(standing.read().connection)) leading?.sender?.wake(true)
  }

  function askAgain(): void {
    if (leading === null) channel.post({ kind: 'retry' })
    else retry()
  }

  function keepTouched(over: AbortSignal): void {
    const cancel = ports.delay(touchEveryMs, () => {
      const { cursor } = copy.read()
      if (database !== null && cursor !== null && isCurrent(standing.read().connection)) touchCopy(database, cursor, ports.now()).catch(ports.onDiskLost)
      keepTouched(over)
    })
    over.addEventListener('abort', cancel, { once: true })
  }

  const following = createFollowing(copy.follow, load)

  function hear(message: TabMessage): void {
    switch (message.kind) {
      case 'committed':
      case 'replaced':
        if (leading === null) following.hear(message)
        return
      case 'standing':
        // Another tab's key may be refused while ours is good: then it leaves, and it is our turn.
        if (leading === null && message.standing.connection.kind !== 'signInNeeded') standing.write(message.standing)
        return
      case 'edits':
        void reloadEdits().then(() => { leading?.sender?.wake(false) })
        return
      case 'hello':
        if (leading !== null) channel.post({ kind: 'standing', standing: standing.read() })
        return
      case 'retry':
        retry()
    }
  }

  return {
    start: () => {
      // Listened to before the disk is read: what is written in between is either on disk or heard.
      const deaf = channel.listen(hear)
      const unwatch = shown.start()
      const loaded = following.reload()
      const withdraw = ports.campaign((over) => { void lead(over, loaded) })
      channel.post({ kind: 'hello' })
      return () => {
        withdraw()
        deaf()
        unwatch()
      }
    },
    happen: (happening) => {
      if (happening.kind === 'retryRequested') askAgain()
      else if (leading !== null) leading.engine.happen(happening)
      else if (happening.kind === 'failed') standing.write(withConnection(standing.read(), { kind: 'signInNeeded', failure: happening.failure }, ports.now()))
    },
    editsChanged,
  }
}

/** Orders gather with the years; a copy that has grown far beyond what is held is read anew. */
function isUsable({ cursor, orders }: Replica): boolean {
  return cursor !== null && orders.size <= mostOrders * 1.25
}
