import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useCallback, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useNarrow } from '../../ui/useNarrow'
import { alignment, TableRow, type TableColumn } from './TableRow'
import type { Sorting } from './useListAddress'

interface VirtualTableProps {
  readonly label: string
  readonly ids: readonly string[]
  readonly columns: readonly TableColumn[]
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
  /** Pixels. */
  readonly rowHeight: number
  readonly cardHeight: number
  /** The row as a card, on a phone. This function, like the next, has to be the same one each time: a row is made anew for another. */
  readonly card: (id: string) => ReactNode
  readonly address: (id: string) => string
  readonly testId: string
  readonly touch: object
}

/** Rows beyond the edges: a turn of the wheel shows what is there already, and the next ones are made after the frame, not within it. */
const beyond = { overscan: 10, useFlushSync: false }

export function VirtualTable(props: VirtualTableProps) {
  const { label, ids, columns, sorting, onSort, touch } = props
  const narrow = useNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const size = narrow ? props.cardHeight : props.rowHeight
  // For another function all places are measured anew: wanted with other ids or another size, and not at each turn of the wheel.
  const getItemKey = useCallback((at: number) => ids[at] ?? at, [ids, size])
  const virtual = useVirtualizer({ count: ids.length, getScrollElement: () => scroller.current, estimateSize: () => size, getItemKey, ...beyond })
  const template = useMemo(() => columns.map(track).join(' '), [columns])
  const onKeyDown = useRowKeys(ids.length, (at) => { virtual.scrollToIndex(at) }, scroller)

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto border-t bg-surface" {...touch}>
      <div role="table" aria-label={label} aria-rowcount={ids.length + 1} style={narrow ? undefined : { minWidth: `${String(leastRem(columns))}rem` }} onKeyDown={onKeyDown}>
        <div role="rowgroup" className="sticky top-0 z-10 border-b bg-surface max-md:sr-only">
          <div role="row" aria-rowindex={1} className="grid h-9 items-center gap-x-3 px-4 text-xs font-medium text-ink-soft" style={{ gridTemplateColumns: template }}>
            {columns.map((column) => <HeaderCell key={column.id} column={column} sorting={sorting} onSort={onSort} />)}
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const id = ids[index]
            if (id === undefined) return null
            return (
              <TableRow
                key={id} id={id} index={index} start={start} height={size} columns={columns} template={narrow ? null : template}
                card={props.card} address={props.address} testId={props.testId}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function track({ minRem, grow }: TableColumn): string {
  return grow === 0 ? `${String(minRem)}rem` : `minmax(${String(minRem)}rem, ${String(grow)}fr)`
}

/** The columns with the gaps between them and the padding beside them. */
function leastRem(columns: readonly TableColumn[]): number {
  return columns.reduce((sum, column) => sum + column.minRem + gapRem, gapRem * 2)
}

const gapRem = 0.75

interface HeaderCellProps {
  readonly column: TableColumn
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
}

function HeaderCell({ column, sorting, onSort }: HeaderCellProps) {
  const sorted = sorting.id === column.id ? (sorting.desc ? 'descending' : 'ascending') : undefined
  const desc = sorted === undefined ? column.sortable === 'descending' : !sorting.desc
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <div role="columnheader" aria-sort={sorted ?? (column.sortable === undefined ? undefined : 'none')} className={alignment(column)}>
      {column.sortable === undefined ? column.header() : (
        <button type="button" className="target inline-flex items-center gap-1 hover:text-ink" onClick={() => { onSort({ id: column.id, desc }) }}>
          {column.header()}
          {sorted !== undefined && <Arrow aria-hidden="true" className="size-3" />}
        </button>
      )}
    </div>
  )
}

/** Arrow keys, Home and End go from row to row; each row's first link takes the focus. */
function useRowKeys(rowCount: number, show: (index: number) => void, scroller: React.RefObject<HTMLDivElement | null>) {
  return (event: KeyboardEvent) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null
    if (row === null) return
    const at = Number(row.dataset['row'])
    const targets: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rowCount - 1 }
    const next = targets[event.key]
    if (next === undefined || next < 0 || next >= rowCount) return
    event.preventDefault()
    show(next)
    requestAnimationFrame(() => { scroller.current?.querySelector<HTMLElement>(`[data-row="${String(next)}"] a`)?.focus() })
  }
}
