import { brought } from '../../api/online'
import { useAsked } from '../server/useAsked'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'
import type { Conflict, Habit } from './rules'

const most = 500

/** Those that wait for a person; the oldest first, so that none is left behind. */
export function useOpenConflicts() {
  return useAsked(['conflicts', 'open'], async (online, signal) => {
    const page = await brought(online.GET('/api/v1/conflicts', { params: { query: { status: 'review', limit: String(most) } }, signal }))
    return { items: [...page.items].sort(byTime), more: page.nextCursor !== null }
  })
}

/** What was decided in the last day, the latest first. */
export function useDecidedConflicts() {
  return useAsked(['conflicts', 'decided'], async (online, signal) => {
    const page = await brought(online.GET('/api/v1/conflicts', { params: { query: { limit: String(most) } }, signal }))
    return { items: page.items.filter(({ status }) => status !== 'review').sort((a, b) => byTime(b, a)), more: page.nextCursor !== null }
  })
}

function byTime(a: Conflict, b: Conflict): number {
  return Date.parse(a.occurredAt) - Date.parse(b.occurredAt)
}

interface Choice {
  readonly conflict: Conflict
  readonly winner: string
  /** To be kept for the SKU's next conflicts; null for this one alone. */
  readonly habit: Habit | null
}

export function useResolution(onDone: () => void) {
  const { online } = useSignedIn().session
  return useAct(async ({ conflict, winner, habit }: Choice) => {
    // The habit first: should it be refused, nothing is decided, as the page then says.
    if (habit !== null) await online.PUT('/api/v1/inventory/{sku}/settings', { params: { path: { sku: conflict.sku } }, body: { strategy: habit.strategy } })
    await online.POST('/api/v1/conflicts/{id}/resolution', { params: { path: { id: conflict.id } }, body: { winner } })
  }, { touches: [['conflicts'], ['alerts']], onDone })
}
