import type { TableColumn } from '../listing/TableRow'
import { FlagCell, LinesCell, OrderIdCell, PlacedCell, StatusCell, TotalCell } from './OrderCells'

export const orderColumns: readonly TableColumn[] = [
  { id: 'id', header: () => 'Order', cell: (id) => <OrderIdCell id={id} />, minRem: 11, grow: 1, sortable: 'ascending' },
  { id: 'status', header: () => 'Status', cell: (id) => <StatusCell id={id} />, minRem: 11, grow: 0, sortable: 'ascending' },
  { id: 'oversold', header: () => <span className="sr-only">Oversold</span>, cell: (id) => <FlagCell id={id} />, minRem: 5.5, grow: 0 },
  { id: 'lines', header: () => 'Lines', cell: (id) => <LinesCell id={id} />, minRem: 12, grow: 2 },
  { id: 'total', header: () => 'Total', cell: (id) => <TotalCell id={id} />, minRem: 6, grow: 0, align: 'right' },
  { id: 'placed', header: () => 'Placed', cell: (id) => <PlacedCell id={id} />, minRem: 6.5, grow: 0, sortable: 'descending', align: 'right' },
]
