import { createApi } from '../api/client'
import { createOnline, type Online } from '../api/online'
import { newVersion } from './appShell'
import { apiOrigin, sendFor } from './keyrings'
import { createDesk } from '../edits/desk'
import type { Session } from '../features/session/SessionContext'
import { createCell } from '../storage/cell'
import { createDatabase, databaseName, databaseVersion, type Database } from '../storage/database'
import type { StoredEdits } from '../storage/editStore'
import type { Identity, SignIn } from '../storage/signIn'
import { addShown, noLatency, type Shown } from '../sync/latency'
import { createShownReport, type ShownChange } from '../sync/shownReport'
import { campaignByLease, campaignByLock, leadAlone, type Campaign } from '../sync/leadership'
import { emptyReplica } from '../sync/replica'
import { firstStanding } from '../sync/standing'
import { batchWindowMs } from '../sync/streamReader'
import { createTab } from '../sync/tab'
import { noChannel, openChannel, type Channel } from '../sync/tabs'
import { uuid7 } from '../edits/uuid7'

/** A whole file takes its time. */
const fileTimeoutMs = 300_000

const longestPaintMs = 1_000

/** Puts the parts of one sign-in together: here the clock, chance, timers, the network and the disk come in. */
export function createSession(signIn: SignIn, identity: Identity): Session {
  const send = sendFor(signIn)
  const api = createApi(send)
  const database = typeof indexedDB === 'undefined' ? null : createDatabase(databaseName(identity.creatorId))
  const replica = createCell(emptyReplica)
  const standing = createCell(firstStanding)
  const latency = createCell(noLatency)
  const edits = createCell<StoredEdits>({ edits: [], unreadable: [] })
  const diskLost = createCell(database === null)
  const online = createOnline(send, apiOrigin)
  const report = createShownReport({ delay, send: (changes) => { if (identity.mayEdit) reportShown(online, changes) } })
  const tab = createTab({
    api, database, edits, standing, delay,
    shown: replica,
    campaign: campaignFor(database, identity.creatorId),
    channel: channelFor(database, identity.creatorId),
    now: Date.now,
    random: Math.random,
    isOnline: () => navigator.onLine,
    painted,
    onApplied: ({ changes }, liveSince) => {
      const receivedAt = Date.now()
      afterPaint(() => {
        const shownAt = Date.now()
        latency.write(addShown(latency.read(), changes satisfies readonly Shown[], shownAt, liveSince))
        report(changes.flatMap(({ cursor, traced }) => (traced && cursor !== null ? [{ cursor, receivedAt, shownAt }] : [])))
      })
    },
    onDiskLost: () => { diskLost.write(true) },
  })
  return {
    signIn, identity, api, send, online, files: createOnline(send, apiOrigin, fileTimeoutMs), replica, standing, latency, edits, diskLost, newVersion,
    desk: database === null ? null : createDesk({ database, now: Date.now, randomBytes, onChanged: () => keepThrough(tab.editsChanged) }),
    start: () => {
      const deaf = listen(tab.happen)
      const stop = tab.start()
      return () => {
        deaf()
        stop()
        // What is still being written is; a database left open stays with the page for good.
        database?.close({ disableAutoOpen: false })
      }
    },
    retry: () => { tab.happen({ kind: 'retryRequested' }) },
    refused: (failure) => { tab.happen({ kind: 'failed', failure }) },
    forget: async () => { await database?.delete() },
  }
}

/** The last span of each change's trace. Nobody waits for it, and a report that is lost is a span that is missing. */
function reportShown(online: Online, changes: readonly ShownChange[]): void {
  const at = (time: number) => new Date(time).toISOString()
  const body = { changes: changes.map(({ cursor, receivedAt, shownAt }) => ({ cursor, receivedAt: at(receivedAt), shownAt: at(shownAt) })) }
  online.POST('/api/v1/changes/shown', { body }).catch(() => undefined)
}

/** Whoever edits has something on this device that must not be cleared away when space is short; asked for only then. */
async function keepThrough(changed: () => Promise<void>): Promise<void> {
  await changed()
  if ('storage' in navigator && !(await navigator.storage.persisted())) void navigator.storage.persist()
}

function campaignFor(database: Database | null, creatorId: string): Campaign {
  if ('locks' in navigator) return campaignByLock(navigator.locks, databaseName(creatorId))
  return database === null ? leadAlone : campaignByLease({ database, tab: uuid7(Date.now(), randomBytes()), now: Date.now, delay })
}

function channelFor(database: Database | null, creatorId: string): Channel {
  return database === null ? noChannel : openChannel(() => new BroadcastChannel(`${databaseName(creatorId)} ${String(databaseVersion)}`))
}

function randomBytes(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(10))
}

/** The window for repaints is no use to a page that nobody sees, and its timer may then be minutes late for the tabs that follow. */
function delay(ms: number, then: () => void): () => void {
  if (document.hidden && ms <= batchWindowMs) {
    queueMicrotask(then)
    return () => {}
  }
  const timer = setTimeout(then, ms)
  return () => { clearTimeout(timer) }
}

/** A hidden tab paints nothing; its changes are no measure of what a person waits for. */
function afterPaint(then: () => void): void {
  if (document.hidden) return
  requestAnimationFrame(() => { setTimeout(then, 0) })
}

/** A tab that is hidden, or is just being hidden, paints nothing and is not waited for. */
function painted(): Promise<void> {
  if (document.hidden) return Promise.resolve()
  return new Promise((resolve) => {
    afterPaint(resolve)
    setTimeout(resolve, longestPaintMs)
  })
}

function listen(happen: (happening: { kind: 'wentOffline' | 'cameOnline' | 'retryRequested' }) => void): () => void {
  const offline = () => { happen({ kind: 'wentOffline' }) }
  const online = () => { happen({ kind: 'cameOnline' }) }
  const shown = () => { if (!document.hidden) happen({ kind: 'retryRequested' }) }
  window.addEventListener('offline', offline)
  window.addEventListener('online', online)
  document.addEventListener('visibilitychange', shown)
  return () => {
    window.removeEventListener('offline', offline)
    window.removeEventListener('online', online)
    document.removeEventListener('visibilitychange', shown)
  }
}
