import { ArrowRight } from 'lucide-react'
import { number } from '../../ui/format'
import { PlatformMark } from '../../ui/PlatformMark'
import { Time } from '../../ui/Time'
import { ruleInWords, type Step } from './story'

/** One step: what happened, by which rule, what it made of the numbers; opened, where it came from. */
export function StepLine({ step }: { readonly step: Step }) {
  const { before, after } = step
  const moved = before.available !== after.available
  return (
    <li data-testid={`step-${String(step.version)}`}>
      <details>
        <summary className="grid list-none grid-cols-[1.25rem_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-2.5 hover:bg-raised">
          <PlatformMark platform={step.source ?? 'creatorflow'} />
          <span className="min-w-0">
            <span className="font-medium">{ruleInWords(step)}</span>
            {step.actor !== null && <span className="text-ink-soft"> by {step.actor.name ?? step.actor.keyId}</span>}
            <span className="block break-words text-ink-soft">{step.explanation ?? step.type}</span>
          </span>
          <span className="figures text-right whitespace-nowrap">
            <span className={`inline-flex items-center gap-1 ${moved ? 'font-semibold' : 'text-ink-faint'}`}>
              {moved ? <>{number(before.available)}<ArrowRight aria-label="to" className="size-3" />{number(after.available)}</> : number(after.available)}
            </span>
            <Time at={step.recordedAt} className="block text-xs text-ink-faint" />
          </span>
        </summary>
        <Origins step={step} />
      </details>
    </li>
  )
}

function Origins({ step }: { readonly step: Step }) {
  const facts: readonly (readonly [string, string | null])[] = [
    ['Event', `${step.type}, ${step.id}`], ['Rule', step.rule], ['Source', step.source], ['Connection', step.connectionId], ['Delivery', step.deliveryId],
    ['Occurred', step.occurredAt], ['Recorded', step.recordedAt], ['Cause', step.causationId], ['Correlation', step.correlationId], ['Trace', step.traceId],
    ...step.locations.map(({ id, before, after }) => [`At ${id}`, `${number(before.onHand)} → ${number(after.onHand)} on hand, ${number(before.reserved)} → ${number(after.reserved)} reserved`] as const),
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-0.5 border-t bg-canvas px-4 py-3 text-xs">
      {facts.flatMap(([name, value]) => value === null ? [] : [<div key={name} className="col-span-2 grid grid-cols-subgrid"><dt className="text-ink-faint">{name}</dt><dd className="font-mono break-all">{value}</dd></div>])}
    </dl>
  )
}
