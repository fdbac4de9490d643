import { Clock, TriangleAlert } from 'lucide-react'
import { Link } from 'react-router'
import { isPending } from '../../edits/edit'
import { number } from '../../ui/format'
import { needsReading } from './EditNotices'
import { useEdits } from './useEdits'

/** How many of one's own changes wait for the server or for oneself; the way to their list. */
export function EditsBadge() {
  const edits = useEdits()
  const pending = edits.filter(isPending).length
  const unread = edits.filter(needsReading).length
  if (pending + unread === 0) return null
  const Icon = unread > 0 ? TriangleAlert : Clock
  const label = `${number(pending)} of your changes not confirmed yet, ${number(unread)} to look at`
  return (
    <Link to="/edits" data-testid="edits-badge" aria-label={label} title={label} className={`target figures inline-flex items-center gap-1.5 rounded-full border px-2.5 font-medium whitespace-nowrap ${unread > 0 ? 'text-bad' : 'text-accent'}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      {number(pending + unread)}
    </Link>
  )
}
