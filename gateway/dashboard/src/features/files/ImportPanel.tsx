import { FileUp } from 'lucide-react'
import { useRef, useState, type ChangeEvent } from 'react'
import { Button } from '../../ui/Button'
import { number } from '../../ui/format'
import { Panel } from '../../ui/Panel'
import { AskFirst } from '../server/AskFirst'
import { Refusal } from '../server/Refusal'
import { useAct } from '../server/useAct'
import { onlyReads, useRights } from '../server/useRights'
import { useSignedIn } from '../session/SessionContext'
import { apply, preview, type Applied, type ImportAnswer } from './importing'
import { isWrong } from './rowWords'
import { RowsTable } from './RowsTable'

/** The bytes are read at once: a file that is changed meanwhile could not be read later. */
interface Chosen { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }

export function ImportPanel() {
  const { files } = useSignedIn().session
  const { mayChange } = useRights()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [seen, setSeen] = useState<ImportAnswer | null>(null)
  const [applied, setApplied] = useState<Applied | null>(null)
  const [asking, setAsking] = useState(false)
  const [wrongOnly, setWrongOnly] = useState(false)
  const stopped = useRef(false)
  const look = useAct((file: Chosen) => preview(files, new Blob([file.bytes])), { touches: [], onDone: setSeen })
  const run = useAct((file: Chosen) => apply(files, file.bytes, setApplied, () => stopped.current), { touches: [] })
  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    if (file === undefined) return
    const next = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
    event.target.value = ''
    setChosen(next); setSeen(null); setApplied(null); run.dismiss(); look.dismiss()
    look.run(next)
  }
  const begin = () => {
    if (chosen === null) return
    stopped.current = false
    setAsking(false); setApplied({ rows: [], done: 0, total: seen?.rows ?? 0 })
    run.run(chosen)
  }
  const rows = applied?.rows ?? seen?.items ?? []
  const usable = (seen?.items ?? []).filter((row) => !isWrong(row)).length
  const left = run.busy || applied === null ? null : applied.total - applied.done
  return (
    <Panel title="Import stock" aside="CSV, at most 5,000 rows and 5 MB">
      <div className="flex flex-col gap-3 p-4">
        <p className="text-ink-soft">Columns: <code className="font-mono text-xs">sku</code>, and <code className="font-mono text-xs">on_hand</code> (counted) or <code className="font-mono text-xs">delta</code>; if you like <code className="font-mono text-xs">location</code>, <code className="font-mono text-xs">low_stock_below</code>, <code className="font-mono text-xs">reason</code>. An exported file comes back as it is. You see what it will do before it does.</p>
        {!mayChange ? <p className="text-ink-soft">{onlyReads}</p> : (
          <div className="flex flex-wrap items-center gap-3">
            <label className={`target inline-flex items-center gap-1.5 rounded-md border border-accent bg-accent px-3 font-medium text-accent-ink focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent ${run.busy ? 'opacity-60' : 'cursor-pointer hover:opacity-90'}`}>
              <FileUp aria-hidden="true" className="size-4" />{chosen === null ? 'Choose a file' : 'Choose another'}
              <input type="file" accept=".csv,text/csv,text/plain" className="sr-only" disabled={run.busy || look.busy} onChange={(event) => void choose(event)} />
            </label>
            {chosen !== null && <span className="min-w-0 break-all">{chosen.name}</span>}
            <span role="status" className="text-ink-soft">{look.busy ? 'Reading it…' : ''}</span>
          </div>
        )}
        <Refusal failure={look.failure} onDismiss={look.dismiss} />
        <Refusal failure={run.failure} onDismiss={run.dismiss} />
        {applied !== null && (
          <div role="status" className="figures flex flex-wrap items-center gap-3">
            <progress aria-label="Rows applied" className="h-1.5 w-48 accent-accent" value={applied.done} max={Math.max(1, applied.total)} />
            {number(applied.done)} of {number(applied.total)} rows
            {run.busy && <Button onClick={() => { stopped.current = true }}>Stop after these</Button>}
            {left !== null && left > 0 && <Button onClick={begin}>Go on: what was counted counts once</Button>}
          </div>
        )}
      </div>
      {rows.length > 0 && <RowsTable rows={rows} preview={applied === null} wrongOnly={wrongOnly} onWrongOnly={setWrongOnly} />}
      {seen !== null && applied === null && (
        <div className="flex flex-wrap items-center gap-3 border-t p-4">
          <Button look="primary" disabled={usable === 0} onClick={() => { setAsking(true) }}>Apply {number(usable)} of {number(seen.rows)} rows…</Button>
          {usable < seen.rows && <span className="text-ink-soft">Rows that cannot be used leave the others; mend them and choose the file again.</span>}
        </div>
      )}
      <AskFirst open={asking} onClose={() => { setAsking(false) }} title={`Apply ${chosen?.name ?? 'the file'}?`} verb="Apply it" onDo={begin} what={`${number(usable)} rows change stock or thresholds, and every channel is told. Each stands in the SKU’s history, from where it can be undone.`} />
    </Panel>
  )
}
