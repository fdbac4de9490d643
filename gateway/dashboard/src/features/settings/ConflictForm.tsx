import { ChevronRight } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import type { Described } from '../../api/online'
import { newKey } from '../server/newKey'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/Panel'
import { PlatformMark } from '../../ui/PlatformMark'
import { Refusal } from '../server/Refusal'
import { Tag } from '../server/Row'
import { useAct } from '../server/useAct'
import { onlyReads, useRights } from '../server/useRights'
import { useReplica, useSignedIn } from '../session/SessionContext'
import { choosesNothing, defaults, draftOf, isSame, nothingChosen, wantedOf, type ConflictDraft } from './conflictDraft'
import { conflictsKey } from './ConflictsTab'
import { LevelFields } from './LevelFields'

interface ConflictFormProps {
  readonly shown: Described['ConflictSettingsShown']
  /** Reads what stands and begins anew. */
  readonly onAnew: () => void
}

export function ConflictForm({ shown, onAnew }: ConflictFormProps) {
  const { online } = useSignedIn().session
  const { mayChange } = useRights()
  const connections = useReplica((replica) => replica.connections)
  const before = draftOf(shown)
  const [draft, setDraft] = useState<ConflictDraft>(before)
  const save = useAct(
    () => online.PUT('/api/v1/settings/conflicts', {
      params: { header: { 'If-Match': `"${String(shown.version)}"`, 'Idempotency-Key': newKey() } }, body: wantedOf(draft),
    }),
    { touches: [conflictsKey] },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.run(undefined)
  }
  const unchanged = isSame(draft, before)
  const above = { strategy: draft.strategy ?? defaults.strategy, windowSeconds: draft.windowSeconds ?? defaults.windowSeconds, ranks: draft.ranks ?? defaults.ranks }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Panel title="For all channels">
        <LevelFields level={draft} above={defaults} aboveName="the default" disabled={!mayChange} onChange={(level) => { setDraft({ ...draft, ...level }) }} />
      </Panel>
      {[...connections].map(([id, platform]) => {
        const own = draft.channels[id] ?? nothingChosen
        return (
          <details key={id} className="group rounded-lg border bg-surface" open={!choosesNothing(before.channels[id] ?? nothingChosen)}>
            <summary className="flex min-h-11 items-center gap-2 px-4"><PlatformMark platform={platform} named /><span className="truncate text-ink-faint">{id}</span><ChevronRight aria-hidden="true" className="order-first -ml-1 size-4 shrink-0 text-ink-faint group-open:rotate-90" /><span className="ml-auto">{choosesNothing(own) ? <span className="text-xs text-ink-faint">as for all</span> : <Tag tone="accent">its own</Tag>}</span></summary>
            <LevelFields level={own} above={above} aboveName="as for all" disabled={!mayChange} onChange={(level) => { setDraft({ ...draft, channels: { ...draft.channels, [id]: level } }) }} />
          </details>
        )
      })}
      <Refusal failure={save.failure} onDismiss={save.dismiss} />
      <div className="flex flex-wrap items-center gap-2">
        {mayChange ? (
          <>
            <Button type="submit" look="primary" disabled={unchanged || save.busy}>{save.busy ? 'Saving…' : 'Save'}</Button>
            <Button disabled={save.busy} onClick={onAnew}>{save.failure?.code === 'version.not_current' ? 'See what stands now' : 'Begin anew'}</Button>
            <span className="text-xs text-ink-faint">{unchanged ? 'Nothing changed' : 'Holds for conflicts from then on; decided ones stay as they are.'}</span>
          </>
        ) : <span className="text-ink-soft">{onlyReads}</span>}
      </div>
    </form>
  )
}
