import { count } from '../../ui/format'
import { useReplica } from '../session/SessionContext'

/** Says so when records are missing here because this version cannot read them: a silent gap would be worse. */
export function Unreadable() {
  const unreadable = useReplica((replica) => replica.unreadable)
  if (unreadable === 0) return null
  return (
    <p role="status" className="border-t bg-warn-soft px-4 py-1.5 text-warn">
      {count(unreadable, 'record')} could not be read by this version of the page and {unreadable === 1 ? 'is' : 'are'} missing here. Reload to get the newest version. <code className="font-mono text-xs">client.unreadable</code>
    </p>
  )
}
