import type { ComponentType } from 'react'
import type { TableColumn } from '../listing/TableRow'
import { FlagCell, LinesCell, OrderIdCell, PlacedCell, StatusCell, TotalCell } from './OrderCells'

function inCell(Content: ComponentType<{ readonly id: string }>): TableColumn['cell'] {
  return function Cell(id, look) {
    return <div role="cell" className={look}><Content id={id} /></div>
  }
}

export const orderColumns: readonly TableColumn[] = [
  { id: 'id', header: () => 'Order', cell: inCell(OrderIdCell), minRem: 11, grow: 1, sortable: 'ascending' },
  { id: 'status', header: () => 'Status', cell: inCell(StatusCell), minRem: 11, grow: 0, sortable: 'ascending' },
  { id: 'oversold', header: () => <span className="sr-only">Oversold</span>, cell: inCell(FlagCell), minRem: 5.5, grow: 0 },
  { id: 'lines', header: () => 'Lines', cell: inCell(LinesCell), minRem: 12, grow: 2 },
  { id: 'total', header: () => 'Total', cell: inCell(TotalCell), minRem: 6, grow: 0, align: 'right' },
  { id: 'placed', header: () => 'Placed', cell: inCell(PlacedCell), minRem: 6.5, grow: 0, sortable: 'descending', align: 'right' },
]
