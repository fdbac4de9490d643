import { ArrowDown, ArrowUp } from 'lucide-react'
import { Button } from '../../ui/Button'
import { PlatformMark } from '../../ui/PlatformMark'
import { ChoiceField, TextField } from '../server/Fields'
import { moved, strategies, widestWindow, type Level } from './conflictDraft'

interface LevelFieldsProps {
  readonly level: Level
  /** What holds where this level chooses nothing. */
  readonly above: Level
  readonly aboveName: string
  readonly disabled: boolean
  readonly onChange: (level: Level) => void
}

export function LevelFields({ level, above, aboveName, disabled, onChange }: LevelFieldsProps) {
  const inherited = strategies.find(({ value }) => value === above.strategy)?.name ?? ''
  const effective = strategies.find(({ value }) => value === (level.strategy ?? above.strategy))
  const choose = (strategy: string) => { onChange({ ...pick(level), strategy: strategy === '' ? null : strategy }) }
  const widen = (text: string) => { onChange({ ...pick(level), windowSeconds: text === '' ? null : Math.min(widestWindow, Math.max(0, Math.trunc(Number(text)) || 0)) }) }
  return (
    <fieldset disabled={disabled} className="grid gap-4 p-4 md:grid-cols-2">
      <div className="flex flex-col gap-3">
        <ChoiceField label="Strategy" hint={effective?.says} value={level.strategy ?? ''} choices={[{ value: '', name: `${inherited} (${aboveName})` }, ...strategies]} onChange={(event) => { choose(event.target.value) }} />
        <TextField
          label="Window in seconds" type="number" inputMode="numeric" min={0} max={widestWindow} step={1} placeholder={`${String(above.windowSeconds ?? 0)} (${aboveName})`} value={level.windowSeconds ?? ''}
          hint={`0 to ${String(widestWindow)}: sources this close together are taken for simultaneous.`} onChange={(event) => { widen(event.target.value) }}
        />
      </div>
      <Ranks level={level} above={above} aboveName={aboveName} onChange={onChange} />
    </fieldset>
  )
}

function Ranks({ level, above, aboveName, onChange }: Omit<LevelFieldsProps, 'disabled'>) {
  const ranks = level.ranks ?? above.ranks ?? []
  const put = (next: readonly string[] | null) => { onChange({ ...pick(level), ranks: next }) }
  return (
    <div className="flex flex-col gap-1">
      <p className="flex min-h-5 items-center justify-between gap-2 font-medium">
        Who wins a tie, first to last
        {level.ranks === null ? <span className="text-xs font-normal text-ink-faint">{aboveName}</span> : <button type="button" className="text-xs font-normal text-accent underline" onClick={() => { put(null) }}>Take {aboveName}</button>}
      </p>
      <ol className="divide-y rounded-md border">
        {ranks.map((source, at) => (
          <li key={source} className="flex items-center gap-2 py-0.5 pr-1 pl-3">
            <span className="figures w-4 text-ink-faint">{at + 1}</span>
            <span className="flex-1"><PlatformMark platform={source} named /></span>
            <Button look="bare" className="px-2" disabled={at === 0} aria-label={`${source} up`} onClick={() => { put(moved(ranks, at, -1)) }}><ArrowUp aria-hidden="true" className="size-4" /></Button>
            <Button look="bare" className="px-2" disabled={at === ranks.length - 1} aria-label={`${source} down`} onClick={() => { put(moved(ranks, at, 1)) }}><ArrowDown aria-hidden="true" className="size-4" /></Button>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** A level alone: a draft carries more. */
function pick({ strategy, windowSeconds, ranks }: Level): Level {
  return { strategy, windowSeconds, ranks }
}
