import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { brought, type Described } from '../../api/online'
import { BackLink } from '../../ui/BackLink'
import { count, exactTime, milliseconds } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { Asked } from '../server/Asked'
import { useAsked } from '../server/useAsked'
import { place, type Placed } from './waterfall'

type Trace = Described['TraceDetail']
type Span = Described['SpanShown']

/** Later spans of a trace arrive within seconds: the channel's answer, the page's own. */
const everyMs = 3_000

export function TracePage() {
  const id = useParams()['id'] ?? ''
  const trace = useAsked(['trace', id], (online, signal) => brought(online.GET('/api/v1/traces/{id}', { params: { path: { id } }, signal })), { every: everyMs })
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <title>Trace · CreatorFlow</title>
      <div className="mx-auto flex max-w-6xl flex-col gap-4 p-4">
        <BackLink to="/ops">Ops</BackLink>
        <Asked question={trace} what={`The trace “${id}”`}>{(shown) => <Waterfall trace={shown} />}</Asked>
      </div>
    </div>
  )
}

function Waterfall({ trace }: { readonly trace: Trace }) {
  const [open, setOpen] = useState<string | null>(null)
  const delivery = trace.spans.map(({ tags }) => tags['creatorflow.delivery']).find((found) => found !== undefined)
  return (
    <>
      <header className="flex flex-col gap-1">
        <h1 className="text-lg font-semibold break-all">{trace.spans[0]?.name}</h1>
        <p className="flex flex-wrap gap-x-4 text-ink-soft">
          <span>{exactTime(trace.startedAt)}</span><span className="figures">{milliseconds(trace.durationMs)}</span><span>{count(trace.spans.length, 'span')}</span>
          {delivery !== undefined && <Link to={`/deliveries/${delivery}`} className="text-accent underline">Its delivery</Link>}
        </p>
        <p className="font-mono text-xs break-all text-ink-faint">{trace.traceId}</p>
      </header>
      <Panel title="Every hop, from its beginning">
        <ol aria-label="Spans" className="divide-y overflow-x-auto">
          {place(trace.spans, trace.durationMs).map((placed) => (
            <SpanLine key={placed.span.spanId} placed={placed} open={open === placed.span.spanId} onToggle={() => { setOpen(open === placed.span.spanId ? null : placed.span.spanId) }} />
          ))}
        </ol>
      </Panel>
    </>
  )
}

interface LineProps {
  readonly placed: Placed<Span>
  readonly open: boolean
  readonly onToggle: () => void
}

function SpanLine({ placed: { span, depth, left, width }, open, onToggle }: LineProps) {
  const percent = (share: number) => `${String(share * 100)}%`
  return (
    <li data-testid={`span-${span.service}-${span.name}`} className="min-w-[36rem]">
      <button type="button" aria-expanded={open} onClick={onToggle} className="grid min-h-11 w-full grid-cols-[minmax(14rem,22rem)_1fr_5rem] items-center gap-3 px-4 py-1.5 text-left hover:bg-raised">
        <span className="min-w-0 truncate" style={{ paddingLeft: `${String(depth * 0.9)}rem` }}>
          <span className="text-ink-faint">{span.service} </span><span className={span.failed ? 'font-medium text-bad' : 'font-medium'}>{span.name}</span>{span.failed && <span className="sr-only"> failed</span>}
        </span>
        <span aria-hidden="true" className="relative h-3 rounded-sm bg-raised">
          <span className={`absolute inset-y-0 min-w-[3px] rounded-sm ${span.failed ? 'bg-bad' : 'bg-accent'}`} style={{ left: `min(${percent(left)}, calc(100% - 3px))`, width: percent(width) }} />
        </span>
        <span className="figures text-right whitespace-nowrap">{milliseconds(span.durationMs)}</span>
      </button>
      {open && <SpanFacts span={span} />}
    </li>
  )
}

function SpanFacts({ span }: { readonly span: Span }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 bg-raised px-4 py-2 font-mono text-xs [&_dt]:text-ink-faint">
      <dt>began after</dt><dd>{milliseconds(span.offsetMs)}</dd>
      <dt>kind</dt><dd>{span.kind}</dd>
      {Object.entries(span.tags).map(([name, value]) => <div key={name} className="contents"><dt>{name}</dt><dd className="break-all">{value}</dd></div>)}
    </dl>
  )
}
