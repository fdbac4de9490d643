import { brought, type Described } from '../../api/online'
import { useAsked } from '../asking/useAsked'
import { useDeed } from '../asking/useDeed'

export type Alert = Described['Alert']

const most = 200

/** What is wrong now, the gravest first. */
export function useAlerts() {
  return useAsked(['alerts'], async (online, signal) => {
    const page = await brought(online.GET('/api/v1/alerts', { params: { query: { limit: String(most) } }, signal }))
    return { items: page.items, more: page.nextCursor !== null }
  })
}

export function useAcknowledge() {
  return useDeed((online, ids: readonly string[]) => Promise.all(ids.map((id) => online.POST('/api/v1/alerts/{id}/acknowledge', { params: { path: { id } } }))), ['alerts'])
}

export function isNew({ acknowledgedAt }: Alert): boolean {
  return acknowledgedAt === null
}
