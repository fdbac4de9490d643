import { useState } from 'react'
import { Link } from 'react-router'
import { Button } from '../../ui/Button'
import { number } from '../../ui/format'
import { Time } from '../../ui/Time'
import { useMayChange } from '../server/useRights'
import { Refusal } from '../server/Refusal'
import { skuAddress } from '../search/useSearchResults'
import { Candidates } from './Candidates'
import { habitFor, kindInWords, ruleInWords, sourceName, standing, type Conflict } from './rules'
import { useResolution } from './useConflicts'

const statusWords: Readonly<Record<string, string>> = { review: 'Wants a look', resolved: 'Decided by rule', confirmed: 'Confirmed by a person', overridden: 'Changed by a person' }

export function ConflictCard({ conflict }: { readonly conflict: Conflict }) {
  const [open, setOpen] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const mayChange = useMayChange()
  const deciding = (conflict.status === 'review' || open) && mayChange
  const chosen = picked ?? conflict.winner
  const stands = standing(conflict)
  return (
    <article aria-label={`Conflict of ${conflict.sku}`} data-testid={`conflict-${conflict.id}`} className="flex flex-col gap-3 rounded-lg border bg-surface p-4">
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
        <h3 className="font-semibold"><Link to={skuAddress(conflict.sku)} className="hover:underline">{conflict.sku}</Link></h3>
        <span className="text-ink-soft">{kindInWords(conflict.kind)} at {conflict.location}</span>
        <span className={`ml-auto rounded px-1.5 text-xs font-medium ${conflict.status === 'review' ? 'bg-warn-soft text-warn' : 'bg-raised text-ink-soft'}`}>{statusWords[conflict.status] ?? conflict.status}</span>
        <Time at={conflict.occurredAt} className="figures text-xs text-ink-faint" />
      </header>
      <Candidates conflict={conflict} chosen={chosen} onChoose={deciding ? setPicked : null} />
      <p className="text-ink-soft">{stands !== null && <strong className="figures text-ink">{number(stands)} on hand. </strong>}{ruleInWords(conflict)}</p>
      {deciding ? <Decision conflict={conflict} chosen={chosen} onDone={() => { setOpen(false); setPicked(null) }} />
        : mayChange && <Button look="bare" className="self-start" onClick={() => { setOpen(true) }}>Decide otherwise</Button>}
    </article>
  )
}

interface DecisionProps { readonly conflict: Conflict; readonly chosen: string; readonly onDone: () => void }

function Decision({ conflict, chosen, onDone }: DecisionProps) {
  const [always, setAlways] = useState(false)
  const deed = useResolution(onDone)
  const habit = habitFor(conflict, chosen)
  const same = chosen === conflict.winner
  const choice = conflict.candidates.find(({ key }) => key === chosen)
  const name = choice === undefined ? 'this' : `${choice.change === 'set' ? number(choice.quantity) : 'the promise'} from ${choice.source === 'manual' ? 'a person' : sourceName(choice.source)}`
  const decide = () => { deed.run({ conflict, winner: chosen, habit: always ? habit : null }) }
  return (
    <div className="flex flex-col gap-2 border-t pt-3">
      <Refusal failure={deed.failure} what="It was not decided" onDismiss={deed.dismiss} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" disabled={deed.busy} onClick={decide}>{deed.busy ? 'Deciding…' : same ? `Confirm ${name}` : `Let ${name} stand`}</Button>
        {conflict.status !== 'review' && <Button look="bare" onClick={onDone}>Leave it</Button>}
        {habit !== null && (
          <label className="target inline-flex items-center gap-2 text-ink-soft">
            <input type="checkbox" checked={always} onChange={(event) => { setAlways(event.target.checked) }} className="size-4 accent-accent" />
            {habit.words}
          </label>
        )}
      </div>
    </div>
  )
}
