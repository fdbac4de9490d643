import { brought } from '../../api/online'
import { useAsked } from '../server/useAsked'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import { isDead, isOpenRun, type Pausable } from './channelWords'

export function useChannels() {
  return useAsked(['channels'], async (online, signal) => (await brought(online.GET('/api/v1/channels', { signal }))).items)
}

/** What a channel does shows there and among the alerts. */
const touches = [['channels'], ['alerts']]

export function usePausing(id: string, of: Pausable) {
  const { online } = useSignedIn().session
  return useAct((paused: boolean) => {
    const options = { params: { path: { id } } }
    switch (of) {
      case 'stock': return paused ? online.POST('/api/v1/channels/{id}/pause', options) : online.POST('/api/v1/channels/{id}/resume', options)
      case 'orders': return paused ? online.POST('/api/v1/channels/{id}/orders/pause', options) : online.POST('/api/v1/channels/{id}/orders/resume', options)
    }
  }, { touches })
}

const mostPushes = 200
const deadEnough = 100

/** What the channel is and was told: the latest first. */
export function usePushes(connection: string) {
  return useAsked(['channels', connection, 'pushes'], async (online, signal) => {
    const ask = (status: string | undefined, limit: number) =>
      brought(online.GET('/api/v1/pushes', { params: { query: { connection, sort: 'movedAt', limit: String(limit), ...(status === undefined ? {} : { status }) } }, signal }))
    const [dead, failed, all] = await Promise.all([ask('dead', deadEnough), ask('failed', deadEnough), ask(undefined, mostPushes)])
    return { dead: [...dead.items, ...failed.items], deadCut: dead.nextCursor !== null || failed.nextCursor !== null, log: all.items.filter((push) => !isDead(push)), logCut: all.nextCursor !== null }
  })
}

export function useRetries(connection: string) {
  const { online } = useSignedIn().session
  return useAct(async (listings: readonly string[]) => {
    for (const listingId of listings) await online.POST('/api/v1/pushes/{connectionId}/{listingId}/retry', { params: { path: { connectionId: connection, listingId } } })
  }, { touches })
}

/** A run that is not over is looked at often. */
const runMs = 1_500

export function useRuns(connection: string) {
  return useAsked(['channels', connection, 'runs'], async (online, signal) =>
    (await brought(online.GET('/api/v1/sync-runs', { params: { query: { connection, limit: '10' } }, signal }))).items)
}

export function useRun(id: string | null) {
  return useAsked(['channels', 'run', id], (online, signal) => brought(online.GET('/api/v1/sync-runs/{id}', { params: { path: { id: id ?? '' } }, signal })), {
    enabled: id !== null,
    every: (run) => (run === undefined || isOpenRun(run) ? runMs : null),
  })
}

const mostDifferences = 500

export function useDifferences(id: string, enabled: boolean) {
  return useAsked(['channels', 'run', id, 'differences'], async (online, signal) => {
    const page = await brought(online.GET('/api/v1/sync-runs/{id}/differences', { params: { path: { id }, query: { limit: String(mostDifferences) } }, signal }))
    return { items: page.items, cut: page.nextCursor !== null }
  }, { enabled, every: null })
}

export interface WantedRun {
  readonly dryRun: boolean
  /** The listings to repair; null for all. */
  readonly listings: readonly string[] | null
}

export function useStartRun(id: string, onBegun: (run: { readonly id: string }) => void) {
  const { online } = useSignedIn().session
  return useAct(({ dryRun, listings }: WantedRun) => brought(online.POST('/api/v1/channels/{id}/reconciliations', { params: { path: { id } }, body: { dryRun, listings: listings === null ? null : [...listings] } })), { touches, onDone: onBegun })
}
