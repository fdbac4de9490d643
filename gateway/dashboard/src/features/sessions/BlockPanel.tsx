import type { CurrentBlock, SessionBlock } from '../../api/sessions'
import { exactTime, number, timeOfDay } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { inMinutes, share } from './sessionWords'

/** The five hours that run, and how far they are. */
export function BlockPanel({ block, blocks }: { readonly block: CurrentBlock | null; readonly blocks: readonly SessionBlock[] }) {
  const span = blocks.find(({ id }) => id === block?.id)
  return (
    <Panel title="Current five-hour block" aside={span === undefined ? undefined : <span className="figures">until <time dateTime={span.endsAt} title={exactTime(span.endsAt)}>{timeOfDay(Date.parse(span.endsAt))}</time></span>}>
      {block === null ? <p className="px-4 py-6 text-ink-soft">No block runs. The next session begins one.</p> : <Running block={block} />}
    </Panel>
  )
}

function Running({ block: { elapsedMinutes, remainingMinutes, sessions, tokens, progressPercent } }: { readonly block: CurrentBlock }) {
  const done = Math.min(100, Math.max(0, progressPercent))
  return (
    <div className="figures flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <p><span className="text-[28px] leading-9 font-semibold">{inMinutes(remainingMinutes)}</span> <span className="text-ink-soft">left</span></p>
        <p className="text-ink-soft">{share(done / 100)} done</p>
      </div>
      <progress aria-label="Progress of the block" className="h-2 w-full" value={done} max={100} />
      <dl className="grid grid-cols-3 gap-4">
        <Figure name="Elapsed">{inMinutes(elapsedMinutes)}</Figure>
        <Figure name="Sessions">{number(sessions)}</Figure>
        <Figure name="Tokens">{number(tokens)}</Figure>
      </dl>
    </div>
  )
}

function Figure({ name, children }: { readonly name: string; readonly children: string }) {
  return <div className="min-w-0"><dt className="text-xs text-ink-soft">{name}</dt><dd className="truncate text-base font-semibold">{children}</dd></div>
}
