import type { Database } from '../storage/database'

/** Calls `lead` when this tab is the one that leads; its signal aborts when it no longer is. Answers with the way to withdraw. */
export type Campaign = (lead: (over: AbortSignal) => void) => () => void

/** The browser's own locks: the next tab leads in the moment in which this one is closed or killed. */
export function campaignByLock(locks: LockManager, name: string): Campaign {
  return (lead) => {
    const withdrawn = new AbortController()
    const led = locks.request(name, { signal: withdrawn.signal }, () => new Promise<void>((release) => {
      withdrawn.signal.addEventListener('abort', () => { release() })
      lead(withdrawn.signal)
    }))
    // Withdrawing before it was our turn ends in an AbortError.
    led.catch((error: unknown) => { if (!withdrawn.signal.aborted) throw error })
    return () => { withdrawn.abort() }
  }
}

export const leaseMs = 6_000
export const renewMs = 2_000

interface LeasePorts {
  readonly database: Database
  readonly tab: string
  readonly now: () => number
  readonly delay: (ms: number, then: () => void) => () => void
}

/** Where there are no locks (a page without TLS): a lease on disk, which others may take once it has not been renewed in time. */
export function campaignByLease({ database, tab, now, delay }: LeasePorts): Campaign {
  return (lead) => {
    let withdrawn = false
    let leading: AbortController | null = null
    let cancel = () => {}
    const turn = async () => {
      const mine = await takeLease(database, tab, now())
      if (withdrawn) return
      if (mine && leading === null) {
        leading = new AbortController()
        lead(leading.signal)
      } else if (!mine) {
        leading?.abort()
        leading = null
      }
      cancel = delay(renewMs, () => { void turn() })
    }
    void turn()
    return () => {
      withdrawn = true
      cancel()
      leading?.abort()
      void releaseLease(database, tab)
    }
  }
}

function takeLease(database: Database, tab: string, now: number): Promise<boolean> {
  return database.transaction('rw', [database.meta], async () => {
    const lease = await database.meta.get('lease')
    if (lease?.name === 'lease' && lease.tab !== tab && lease.until > now) return false
    await database.meta.put({ name: 'lease', tab, until: now + leaseMs })
    return true
  })
}

function releaseLease(database: Database, tab: string): Promise<void> {
  return database.transaction('rw', [database.meta], async () => {
    const lease = await database.meta.get('lease')
    if (lease?.name === 'lease' && lease.tab === tab) await database.meta.delete('lease')
  })
}

/** Where nothing can be shared, every tab is on its own. */
export const leadAlone: Campaign = (lead) => {
  const over = new AbortController()
  lead(over.signal)
  return () => { over.abort() }
}
