import { StepBack, StepForward } from 'lucide-react'
import type { InventoryItem } from '../../api/shapes'
import { Button } from '../../ui/Button'
import { exactTime, number } from '../../ui/format'
import { ruleInWords, type Moment } from './story'
import { Then } from './Then'

interface PastMomentProps {
  readonly item: InventoryItem
  readonly moments: readonly Moment[]
  readonly at: number
  /** True while it is the present that is shown. */
  readonly now: boolean
  readonly onPick: (moment: number) => void
  readonly onNow: () => void
}

/** Goes through the past event by event: between two of them nothing changed, so this is every moment. */
export function PastMoment({ item, moments, at, now, onPick, onNow }: PastMomentProps) {
  const moment = moments[at]
  if (moment === undefined) return null
  const last = moments.length - 1
  const move = (to: number) => { if (to >= last) onNow(); else onPick(Math.max(0, to)) }
  const said = now ? `Now: ${number(item.available)} available` : `${exactTime(moment.at)}: ${number(moment.available)} available`
  return (
    <div className="flex flex-col gap-3 px-4 pt-1 pb-4">
      <div className="flex items-center gap-2">
        <Button look="bare" className="px-2" aria-label="One event back" disabled={at === 0} onClick={() => { move(at - 1) }}><StepBack aria-hidden="true" className="size-4" /></Button>
        <input
          type="range" min={0} max={last} value={at} aria-label="Moment" aria-valuetext={said} data-testid="moment"
          onChange={(event) => { move(event.target.valueAsNumber) }} className="target min-w-0 flex-1 accent-accent"
        />
        <Button look="bare" className="px-2" aria-label="One event on" disabled={at === last} onClick={() => { move(at + 1) }}><StepForward aria-hidden="true" className="size-4" /></Button>
      </div>
      <p className="figures flex flex-wrap items-center gap-x-3 gap-y-1">
        <strong>{said}</strong>
        {!now && <span className="text-ink-soft">after “{ruleInWords(moment.step)}”</span>}
        {!now && <Button className="ml-auto" onClick={onNow}>Back to now</Button>}
      </p>
      {!now && <Then sku={item.sku} moment={moment} />}
    </div>
  )
}
