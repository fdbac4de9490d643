import { Check } from 'lucide-react'
import { number, signed } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { changeInWords, sourceName, type Candidate, type Conflict } from './rules'

interface CandidatesProps {
  readonly conflict: Conflict
  /** Key of the candidate that is marked to stand. */
  readonly chosen: string
  /** Null where nothing can be chosen. */
  readonly onChoose: ((key: string) => void) | null
}

/** The base in the middle, who said what left and right of it. */
export function Candidates({ conflict, chosen, onChoose }: CandidatesProps) {
  const { candidates, base } = conflict
  const side = (wanted: number) => candidates.filter((_, at) => at % 2 === wanted).map((candidate) => (
    <Side key={candidate.key} conflict={conflict} candidate={candidate} chosen={chosen === candidate.key} onChoose={onChoose} />
  ))
  return (
    <fieldset className="grid items-center gap-3 md:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)]">
      <legend className="sr-only">What is to stand for {conflict.sku}</legend>
      <div className="flex flex-col gap-2 max-md:order-2">{side(0)}</div>
      <p className="flex items-baseline justify-center gap-2 px-3 text-center max-md:order-1 md:flex-col md:items-center md:gap-0">
        <span className="figures text-xl font-semibold text-ink-soft">{number(base)}</span>
        <span className="text-xs text-ink-faint">on hand before</span>
      </p>
      <div className="flex flex-col gap-2 max-md:order-3">{side(1)}</div>
    </fieldset>
  )
}

interface SideProps extends Omit<CandidatesProps, 'chosen'> {
  readonly candidate: Candidate
  readonly chosen: boolean
}

function Side({ conflict, candidate, chosen, onChoose }: SideProps) {
  const stands = conflict.winner === candidate.key
  // A promise to an order is no number that could be put in a count's place.
  const choosable = onChoose !== null && (candidate.change === 'set' || stands)
  return (
    <label className={`flex min-h-16 items-center gap-3 rounded-md border px-3 py-2 ${chosen ? 'border-accent bg-accent-soft' : 'bg-canvas'} ${choosable ? 'cursor-pointer' : ''}`}>
      {onChoose !== null && <input type="radio" name={`conflict ${conflict.id}`} checked={chosen} disabled={!choosable} onChange={() => { onChoose(candidate.key) }} className="size-4 shrink-0 accent-accent" />}
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-1.5 font-medium"><PlatformMark platform={candidate.source} />{sourceName(candidate.source)}</span>
        <span className="figures block text-ink-soft">
          {changeInWords(candidate)}
          {candidate.change === 'set' && ` (${signed(candidate.quantity - conflict.base)})`}
          {' · '}<Time at={candidate.occurredAt} />
        </span>
      </span>
      {stands && <span className="inline-flex shrink-0 items-center gap-1 text-xs font-semibold text-accent"><Check aria-hidden="true" className="size-3.5" strokeWidth={2.5} />Stands</span>}
    </label>
  )
}
