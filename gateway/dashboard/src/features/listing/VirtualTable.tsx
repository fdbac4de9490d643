import { flexRender, rowSortingFeature, tableFeatures, useTable, type ColumnDef } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { useNarrow } from '../../ui/useNarrow'
import type { Sorting } from './useListAddress'

const features = tableFeatures({ rowSortingFeature })

export interface RowId { readonly id: string }
export type Column = ColumnDef<typeof features, RowId>

/** A column with its place in the grid; cells look their record up by id, so that a change renders only its own cells. */
export interface TableColumn {
  readonly id: string
  readonly header: () => ReactNode
  readonly cell: (id: string) => ReactNode
  readonly minRem: number
  /** Its share of the width that is left over; 0 keeps it at `minRem`. */
  readonly grow: number
  readonly sortable?: 'ascending' | 'descending'
  readonly align?: 'right' | 'center'
}

interface VirtualTableProps {
  readonly label: string
  readonly ids: readonly string[]
  readonly columns: readonly TableColumn[]
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
  /** Pixels. */
  readonly rowHeight: number
  readonly cardHeight: number
  /** The row as a card, on a phone. */
  readonly card: (id: string) => ReactNode
  readonly address: (id: string) => string
  readonly rowTestId: (id: string) => string
  readonly touch: object
}

export function VirtualTable(props: VirtualTableProps) {
  const { label, ids, columns, sorting, onSort, touch } = props
  const narrow = useNarrow()
  const scroller = useRef<HTMLDivElement>(null)
  const size = narrow ? props.cardHeight : props.rowHeight
  const data = useMemo(() => ids.map((id) => ({ id })), [ids])
  const table = useTable({
    features,
    data,
    columns: useMemo(() => columns.map(definition), [columns]),
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSortingRemoval: false,
    state: { sorting: [{ id: sorting.id, desc: sorting.desc }] },
    onSortingChange: (update) => {
      const [next] = typeof update === 'function' ? update([{ id: sorting.id, desc: sorting.desc }]) : update
      if (next !== undefined) onSort(next)
    },
  })
  const rows = table.getRowModel().rows
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => size, overscan: 12, getItemKey: (at) => ids[at] ?? at })
  const template = { gridTemplateColumns: columns.map(track).join(' ') }
  const onKeyDown = useRowKeys(rows.length, (at) => { virtual.scrollToIndex(at) }, scroller)
  const navigate = useNavigate()

  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-auto border-t bg-surface" {...touch}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1} style={narrow ? undefined : { minWidth: `${String(leastRem(columns))}rem` }} onKeyDown={onKeyDown}>
        <div role="rowgroup" className="sticky top-0 z-10 border-b bg-surface max-md:sr-only">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1} className="grid h-9 items-center gap-x-3 px-4 text-xs font-medium text-ink-soft" style={template}>
              {group.headers.map((header, at) => (
                <HeaderCell key={header.id} column={columns[at]} sorting={sorting} onSort={onSort}>
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </HeaderCell>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const row = rows[index]
            if (row === undefined) return null
            const place = { height: size, transform: `translateY(${String(start)}px)` }
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                data-row={index}
                data-testid={props.rowTestId(row.id)}
                onClick={(event) => { if (isPlainClick(event)) void navigate(props.address(row.id)) }}
                className="absolute inset-x-0 top-0 isolate grid cursor-pointer items-center gap-x-3 border-b px-4 hover:bg-raised focus-within:bg-raised"
                style={narrow ? place : { ...place, ...template }}
              >
                {narrow ? (
                  <div role="cell" className="min-w-0">{props.card(row.id)}</div>
                ) : (
                  row.getAllCells().map((cell, at) => (
                    <div key={cell.id} role="cell" className={`min-w-0 ${alignment(columns[at])}`}>
                      {flexRender(cell.column.columnDef.cell, cell.getContext())}
                    </div>
                  ))
                )}
              </div>
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

function definition(column: TableColumn): Column {
  return { id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original.id), enableSorting: column.sortable !== undefined }
}

interface HeaderCellProps {
  readonly column: TableColumn | undefined
  readonly sorting: Sorting
  readonly onSort: (sorting: Sorting) => void
  readonly children: ReactNode
}

function HeaderCell({ column, sorting, onSort, children }: HeaderCellProps) {
  if (column === undefined) return null
  const sorted = sorting.id === column.id ? (sorting.desc ? 'descending' : 'ascending') : undefined
  const desc = sorted === undefined ? column.sortable === 'descending' : !sorting.desc
  const Arrow = sorted === 'descending' ? ArrowDown : ArrowUp
  return (
    <div role="columnheader" aria-sort={sorted ?? (column.sortable === undefined ? undefined : 'none')} className={alignment(column)}>
      {column.sortable === undefined ? children : (
        <button type="button" className="target inline-flex items-center gap-1 hover:text-ink" onClick={() => { onSort({ id: column.id, desc }) }}>
          {children}
          {sorted !== undefined && <Arrow aria-hidden="true" className="size-3" />}
        </button>
      )}
    </div>
  )
}

function alignment(column: TableColumn | undefined): string {
  return column?.align === 'right' ? 'text-right justify-self-end' : column?.align === 'center' ? 'text-center justify-self-center' : ''
}

/** A link does its own work, and a click that selects text is no click on the row. */
function isPlainClick(event: React.MouseEvent): boolean {
  const link = event.target instanceof Element && event.target.closest('a, button') !== null
  return !link && event.button === 0 && !event.metaKey && !event.ctrlKey && (window.getSelection()?.isCollapsed ?? true)
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
