import { useState } from 'react'
import { localFailure, type Failure } from '../../api/failure'
import type { InventoryItem } from '../../api/shapes'
import { count, number, signed } from '../../ui/format'
import { Table } from '../../ui/Table'
import { AskFirst } from '../server/AskFirst'
import { useEditing } from '../editing/editingState'
import { useConnection, useSignedIn } from '../session/SessionContext'
import { planBulk, type Bulk, type PlannedRow } from './plan'

interface BulkPreviewProps {
  readonly items: readonly InventoryItem[]
  readonly bulk: Bulk
  readonly location: string | null
  readonly onClose: () => void
  readonly onDone: () => void
}

const heads = [{ name: 'SKU' }, { name: 'Before', right: true }, { name: 'After', right: true }, { name: 'Change', right: true }]

/** Before and after, row by row; what is taken goes into the queue of edits, as one typed by hand would. */
export function BulkPreview({ items, bulk, location, onClose, onDone }: BulkPreviewProps) {
  const { desk } = useSignedIn().session
  const offerUndo = useEditing((editing) => editing.offerUndo)
  const offline = useConnection().kind === 'offline'
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const rows = planBulk(items, bulk, location)
  const edits = rows.filter((row) => row.kind === 'edit')
  const take = async () => {
    if (desk === null) return
    setBusy(true)
    try {
      const ids = await desk.makeAll(edits.map(({ wanted, item }) => ({ wanted, baseVersion: item.version })))
      offerUndo({ ids, text: `${count(ids.length, 'SKU')}: on hand ${bulk.kind === 'set' ? number(bulk.units) : signed(bulk.units)}` })
      onDone()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      setFailure({ ...localFailure('unreadable', error.name), code: 'client.storage_lost', title: 'This device could not keep the changes; none was made.' })
      setBusy(false)
    }
  }
  return (
    <AskFirst
      open wide onClose={onClose} title={bulk.kind === 'set' ? `Count ${count(edits.length, 'SKU')} as ${number(bulk.units)}?` : `Change ${count(edits.length, 'SKU')} by ${signed(bulk.units)}?`}
      what={`${location === null ? '' : `At ${location}. `}Every channel is told${offline ? ' once the network is back' : ''}. It can be undone together for ten seconds, and afterwards one by one under Edits.${edits.length < rows.length ? ` ${count(rows.length - edits.length, 'row stays', 'rows stay')} as ${rows.length - edits.length === 1 ? 'it is' : 'they are'}.` : ''}`}
      verb="Change them" busy={busy} blocked={edits.length === 0} failure={failure} onDo={() => void take()}
    >
      <Table label="Before and after" heads={heads}>{rows.map((row) => <Row key={row.item.sku} row={row} />)}</Table>
    </AskFirst>
  )
}

function Row({ row }: { readonly row: PlannedRow }) {
  const name = <td className="break-words"><span className="font-medium">{row.item.sku}</span>{row.item.title !== null && <span className="block text-xs text-ink-faint">{row.item.title}</span>}</td>
  if (row.kind === 'left') return <tr className="text-ink-faint">{name}<td colSpan={3} className="text-right text-xs">{row.why}</td></tr>
  return (
    <tr data-testid={`bulk-row-${row.item.sku}`}>
      {name}
      <td className="figures text-right text-ink-soft">{number(row.before)}</td>
      <td className="figures text-right font-semibold">{number(row.after)}</td>
      <td className="figures text-right text-xs text-ink-soft">{signed(row.after - row.before)}</td>
    </tr>
  )
}
