import { useState } from 'react'
import { brought } from '../../api/online'
import { Asked } from '../server/Asked'
import { useAsked } from '../server/useAsked'
import { ConflictForm } from './ConflictForm'

export const conflictsKey = ['settings', 'conflicts'] as const

export function ConflictsTab() {
  const settings = useAsked(conflictsKey, (online, signal) => brought(online.GET('/api/v1/settings/conflicts', { signal })), { every: null })
  const [started, setStarted] = useState(0)
  return (
    <>
      <title>Conflict strategies · Settings · CreatorFlow</title>
      <p className="text-ink-soft">Two sources that say different things about one SKU within the window are a conflict. A channel’s own choice comes before the one for all.</p>
      <Asked question={settings} what="The conflict settings">
        {(shown) => <ConflictForm key={`${String(shown.version)} ${String(started)}`} shown={shown} onAnew={() => { void settings.refetch(); setStarted(started + 1) }} />}
      </Asked>
    </>
  )
}
