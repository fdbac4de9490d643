import { Fragment, memo, type MouseEvent, type ReactNode } from 'react'
import { useNavigate } from 'react-router'

/**
 * A column with its place in the grid; cells look their record up by id, so that a change renders only its own cells. A cell
 * is one element of role `cell` with the given classes, and has as few others as it can: a turn of the wheel makes hundreds.
 */
export interface TableColumn {
  readonly id: string
  readonly header: () => ReactNode
  readonly cell: (id: string, look: string) => ReactNode
  readonly minRem: number
  /** Its share of the width that is left over; 0 keeps it at `minRem`. */
  readonly grow: number
  readonly sortable?: 'ascending' | 'descending'
  readonly align?: 'right' | 'center'
}

interface TableRowProps {
  readonly id: string
  readonly index: number
  /** Pixels from the list's beginning. */
  readonly start: number
  readonly height: number
  readonly columns: readonly TableColumn[]
  /** The columns' widths; null where the row is a card. */
  readonly template: string | null
  readonly card: (id: string) => ReactNode
  readonly address: (id: string) => string
  readonly testId: string
}

/** Scrolling moves the list past its rows and makes none of them anew. */
export const TableRow = memo(function TableRow({ id, index, start, height, columns, template, card, address, testId }: TableRowProps) {
  const navigate = useNavigate()
  const place = { height, top: start }
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      data-row={index}
      data-testid={`${testId}-${id}`}
      onClick={(event) => { if (isPlainClick(event)) void navigate(address(id)) }}
      className="absolute inset-x-0 isolate grid contain-layout contain-size contain-style cursor-pointer items-center gap-x-3 border-b px-4 hover:bg-raised focus-within:bg-raised"
      style={template === null ? place : { ...place, gridTemplateColumns: template }}
    >
      {template === null
        ? <div role="cell" className="min-w-0">{card(id)}</div>
        : columns.map((column) => <Fragment key={column.id}>{column.cell(id, `min-w-0 ${alignment(column)}`)}</Fragment>)}
    </div>
  )
})

export function alignment({ align }: TableColumn): string {
  return align === 'right' ? 'text-right justify-self-end' : align === 'center' ? 'text-center justify-self-center' : ''
}

/** A link does its own work, and a click that selects text is no click on the row. */
function isPlainClick(event: MouseEvent): boolean {
  const link = event.target instanceof Element && event.target.closest('a, button') !== null
  return !link && event.button === 0 && !event.metaKey && !event.ctrlKey && (window.getSelection()?.isCollapsed ?? true)
}
