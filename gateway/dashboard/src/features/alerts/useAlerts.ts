import { brought, type Described } from '../../api/online'
import { useAsked } from '../server/useAsked'
import { useAct } from '../server/useAct'
import { useSignedIn } from '../session/SessionContext'

export type Alert = Described['Alert']

const most = 200
const atOnce = 6

/** What is wrong now, the gravest first. */
export function useAlerts() {
  return useAsked(['alerts'], async (online, signal) => {
    const page = await brought(online.GET('/api/v1/alerts', { params: { query: { limit: String(most) } }, signal }))
    return { items: page.items, more: page.nextCursor !== null }
  })
}

export function useAcknowledge() {
  const { online } = useSignedIn().session
  return useAct(async (ids: readonly string[]) => {
    for (let at = 0; at < ids.length; at += atOnce)
      await Promise.all(ids.slice(at, at + atOnce).map((id) => online.POST('/api/v1/alerts/{id}/acknowledge', { params: { path: { id } } })))
  }, { touches: [['alerts']] })
}

export function isNew({ acknowledgedAt }: Alert): boolean {
  return acknowledgedAt === null
}
