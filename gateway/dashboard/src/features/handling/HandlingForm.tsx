import { useState, type FormEvent } from 'react'
import type { Described } from '../../api/online'
import { isPending } from '../../edits/edit'
import { Button } from '../../ui/Button'
import { PlatformMark } from '../../ui/PlatformMark'
import { TextField } from '../server/Fields'
import { onlyReads } from '../server/useRights'
import { useEdits, useMayEdit } from '../editing/useEdits'
import { useSignedIn } from '../session/SessionContext'
import { draftOf, editOf, unitsOf } from './draft'

/** Saved through the queue of edits: it counts once, and waits where there is no network. */
export function HandlingForm({ item }: { readonly item: Described['StockItem'] }) {
  const { desk } = useSignedIn().session
  const mayEdit = useMayEdit()
  const waiting = useEdits().some((edit) => isPending(edit) && edit.wanted.kind === 'settings' && edit.wanted.sku === item.sku)
  const before = draftOf(item)
  const [draft, setDraft] = useState(before)
  const [why, setWhy] = useState<string | null>(null)
  const edit = editOf(item.sku, before, draft)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (edit === null || desk === null) return
    try {
      await desk.make(edit, item.version)
      setWhy(null)
    } catch (error) {
      if (!(error instanceof Error)) throw error
      setWhy(`Not kept by this device (${error.name})`)
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 p-4" noValidate>
      <fieldset disabled={!mayEdit} className="grid grid-cols-2 gap-3">
        <TextField
          className="col-span-2" label="Low below" inputMode="numeric" value={draft.lowStockBelow} aria-invalid={unitsOf(draft.lowStockBelow) === null} hint="An alert when fewer are available; 0 for none."
          onChange={(event) => { setDraft({ ...draft, lowStockBelow: event.target.value }) }}
        />
        {item.channels.map(({ connectionId, platform }) => (
          <label key={connectionId} className="flex min-w-0 flex-col gap-1 font-medium">
            <span className="flex items-center gap-1.5 truncate"><PlatformMark platform={platform} named /> keeps back</span>
            <input
              value={draft.buffers[connectionId] ?? '0'} inputMode="numeric" autoComplete="off" aria-invalid={unitsOf(draft.buffers[connectionId] ?? '') === null} title={connectionId}
              onChange={(event) => { setDraft({ ...draft, buffers: { ...draft.buffers, [connectionId]: event.target.value } }) }}
              className="target figures w-full rounded-md border border-line-strong bg-canvas px-2.5 font-normal aria-invalid:border-bad disabled:opacity-60"
            />
          </label>
        ))}
      </fieldset>
      {item.channels.length > 0 && <p className="text-xs text-ink-faint">Units that a channel is not told of, so that it sells out before the shelf is empty.</p>}
      {mayEdit ? (
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" look="primary" disabled={edit === null || waiting}>Save</Button>
          <span role="status" className={why === null ? 'text-xs text-ink-faint' : 'text-bad'}>{why ?? (waiting ? 'Kept here, waiting for the server.' : '')}</span>
        </div>
      ) : <p className="text-ink-soft">{onlyReads}</p>}
    </form>
  )
}
